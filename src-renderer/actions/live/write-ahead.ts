import { FilePen } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const writeAhead: Action = {
  id: 'live.ahead',
  name: { zh: '提前写下一条回复', en: 'Write the next reply ahead' },
  pinyin: 'tqxxythf',
  icon: FilePen,
  keys: [],
  screen: 'live',
  applies: ({ send }) => send?.canWait === true,
  perform: (desk) => void (desk.panel = 'ahead'),
}
