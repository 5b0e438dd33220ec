import { ArrowUpToLine } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const newestRow: Action = {
  id: 'live.newest',
  name: { zh: '跳到最新一条', en: 'Jump to the newest row' },
  pinyin: 'tdzxyt',
  icon: ArrowUpToLine,
  keys: ['t'],
  screen: 'live',
  applies: ({ live }) => live?.hasRows === true,
  perform: ({ live }) => live?.jump(),
}
