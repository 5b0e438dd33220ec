import { Square } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const stopFilter: Action = {
  id: 'live.filter-stop',
  name: { zh: '停止查找', en: 'Stop finding' },
  pinyin: 'tzcz',
  icon: Square,
  keys: [],
  screen: 'live',
  applies: ({ filter }) => filter?.isLooking === true,
  perform: ({ filter }) => filter?.stop(),
}
