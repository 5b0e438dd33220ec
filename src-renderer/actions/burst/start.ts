import { Zap } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const startBurst: Action = {
  id: 'send.burst-start',
  name: { zh: '开始并发推送', en: 'Start the burst' },
  pinyin: 'ksbfts',
  icon: Zap,
  keys: [],
  screen: 'send',
  applies: ({ burst }) => burst?.canStart ?? false,
  perform: ({ burst }) => burst?.start(),
}
