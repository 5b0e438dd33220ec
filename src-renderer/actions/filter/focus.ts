import { Search } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const focusFilter: Action = {
  id: 'live.filter-focus',
  name: { zh: '查找收发记录', en: 'Find exchanges' },
  pinyin: 'czsfjl',
  icon: Search,
  keys: ['/'],
  screen: 'live',
  applies: ({ filter }) => filter !== null,
  perform: ({ filter }) => filter?.focus(),
}
