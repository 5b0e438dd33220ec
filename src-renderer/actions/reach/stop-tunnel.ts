import { X } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const stopTunnel: Action = {
  id: 'live.tunnel-stop',
  name: { zh: '停止隧道', en: 'Stop the tunnel' },
  pinyin: 'tzsd',
  icon: X,
  keys: [],
  screen: 'live',
  applies: ({ reach }) => reach !== null && reach.canStop,
  perform: ({ reach }) => reach?.stop(),
}
