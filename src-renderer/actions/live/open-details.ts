import { PanelRight } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openDetails: Action = {
  id: 'live.open',
  name: { zh: '进入详情', en: 'Go to the details' },
  pinyin: 'jrxq',
  icon: PanelRight,
  keys: ['Enter'],
  screen: 'live',
  menu: 'exchange',
  applies: ({ live }) => live?.hasRows === true && !live.isInDetails(),
  perform: ({ live }) => live?.open(),
}
