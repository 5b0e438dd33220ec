import { Square } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const stopRehearsal: Action = {
  id: 'send.rehearsal-stop',
  name: { zh: '停止演练', en: 'Stop the rehearsal' },
  pinyin: 'tzyl',
  icon: Square,
  keys: [],
  screen: 'send',
  applies: ({ rehearsal }) => rehearsal?.canStop ?? false,
  perform: ({ rehearsal }) => rehearsal?.stop(),
}
