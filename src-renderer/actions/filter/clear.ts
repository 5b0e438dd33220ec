import { X } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const clearFilter: Action = {
  id: 'live.filter-clear',
  name: { zh: '清除筛选', en: 'Clear the filter' },
  pinyin: 'qcsx',
  icon: X,
  keys: [],
  screen: 'live',
  applies: ({ filter }) => filter?.isActive === true,
  perform: ({ filter }) => filter?.clear(),
}
