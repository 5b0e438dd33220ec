import { FlaskConical } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openSamples: Action = {
  id: 'convert.samples',
  name: { zh: '选用示例', en: 'Choose a sample' },
  pinyin: 'xysl',
  icon: FlaskConical,
  keys: [],
  screen: 'convert',
  applies: ({ convert }) => convert !== null,
  perform: (desk) => void (desk.panel = 'samples'),
}
