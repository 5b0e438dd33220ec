import { SlidersHorizontal } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const choosePolicy: Action = {
  id: 'live.policy',
  name: { zh: '选择回复方式', en: 'Choose the kind of reply' },
  pinyin: 'xzhffs',
  icon: SlidersHorizontal,
  keys: [],
  screen: 'live',
  applies: ({ answering }) => answering !== null,
  perform: (desk) => void (desk.panel = 'policy'),
}
