import { Star } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const keepFilter: Action = {
  id: 'live.filter-keep',
  name: { zh: '收藏或取消收藏这个筛选', en: 'Save or forget this filter' },
  pinyin: 'schqxsczgsx',
  icon: Star,
  keys: [],
  screen: 'live',
  applies: ({ filter }) => filter?.isActive === true,
  perform: ({ filter }) => filter?.toggleSaved(),
}
