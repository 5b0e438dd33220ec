import { Pin } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const pin: Action = {
  id: 'live.pin',
  name: { zh: '固定这一条，或取消固定', en: 'Pin this exchange, or unpin it' },
  pinyin: 'gdzythqxgd',
  icon: Pin,
  keys: ['p'],
  screen: 'live',
  menu: 'exchange',
  applies: ({ marks }) => marks?.can ?? false,
  perform: ({ marks }) => marks?.turnPin(),
}
