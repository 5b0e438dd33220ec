import { Square } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const stopBurst: Action = {
  id: 'send.burst-stop',
  name: { zh: '停止并发推送', en: 'Stop the burst' },
  pinyin: 'tzbfts',
  icon: Square,
  keys: [],
  screen: 'send',
  applies: ({ burst }) => burst?.canStop ?? false,
  perform: ({ burst }) => burst?.stop(),
}
