import { Copy } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copyFilter: Action = {
  id: 'live.filter-copy',
  name: { zh: '复制筛选条件', en: 'Copy the filter' },
  pinyin: 'fzsxtj',
  icon: Copy,
  keys: [],
  screen: 'live',
  applies: ({ filter }) => filter?.isActive === true,
  perform: ({ copy, filter }) => copy(filter?.text ?? ''),
}
