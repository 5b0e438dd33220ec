import type { TunnelStatus } from '../../../src-core/contract/tunnel.ts'

/** `died`: it ended by itself. `moved`: it has another address than before. `woke`: the computer slept meanwhile. */
export type TunnelNews = 'died' | 'moved' | 'woke'

/** Returns what has happened to the tunnel that people have to know at once; null if nothing has. */
export function newsOf(before: TunnelStatus, now: TunnelStatus): TunnelNews | null {
  if (now.state === 'failed') return now.failure?.code === 'died' && before.state !== 'failed' ? 'died' : null
  if (now.state !== 'up') return null
  if (now.origins[0] !== before.origins[0]) return 'moved'
  return now.wokeAt !== null && now.wokeAt !== before.wokeAt ? 'woke' : null
}
