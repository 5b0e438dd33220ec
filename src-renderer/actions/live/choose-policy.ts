import { SlidersHorizontal } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const choosePolicy: Action = {
  id: 'live.policy',
  name: { zh: '选择应答方式', en: 'Choose how to answer' },
  pinyin: 'xzydfs',
  icon: SlidersHorizontal,
  keys: [],
  screen: 'live',
  applies: ({ answering }) => answering !== null,
  perform: (desk) => void (desk.panel = 'policy'),
}
