import { FlaskConical } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const fillSample: Action = {
  id: 'sign.sample',
  name: { zh: '填入示例', en: 'Fill in a sample' },
  pinyin: 'trsl',
  icon: FlaskConical,
  keys: [],
  screen: 'sign',
  applies: ({ sign }) => sign !== null,
  perform: ({ sign }) => sign?.fillSample(),
}
