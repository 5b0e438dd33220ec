import { Eye } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const turnView: Action = {
  id: 'convert.view',
  name: { zh: '切换 JSON 视图：简洁、无损', en: 'Switch the JSON between simple and lossless' },
  pinyin: 'qhjsonstjjws',
  icon: Eye,
  keys: [],
  screen: 'convert',
  applies: ({ convert }) => convert !== null,
  perform: ({ convert }) => convert?.turnView(),
}
