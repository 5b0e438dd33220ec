import { Workflow } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const startTunnel: Action = {
  id: 'live.tunnel-start',
  name: { zh: '启动隧道', en: 'Start the tunnel' },
  pinyin: 'qdsd',
  icon: Workflow,
  keys: [],
  screen: 'live',
  applies: ({ live, reach }) => live !== null && reach !== null && reach.canStart,
  perform: ({ live, reach }) => (live?.showReach(), reach?.start()),
}
