import { Trash2 } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const clearHistory: Action = {
  id: 'live.clear',
  name: { zh: '清空收发记录', en: 'Clear the history' },
  pinyin: 'qksfjl',
  icon: Trash2,
  keys: [],
  screen: 'live',
  applies: ({ live }) => live?.hasRows === true,
  perform: (desk) => void (desk.panel = 'clear'),
}
