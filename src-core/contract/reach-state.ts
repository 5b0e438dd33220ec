import type { AccountView } from './account.ts'
import type { ProbeReport } from './probe.ts'
import type { TunnelStatus } from './tunnel.ts'

/**
 * What is known of an account's public address. `starting`: its tunnel has named none yet. `unchecked`: no probe has
 * called it since it was entered, its tunnel was started or the computer woke up. The last four are a probe's outcomes;
 * an address is `lost`, too, if its tunnel has ended.
 */
export type ReachState =
  | 'unset'
  | 'starting'
  | 'unchecked'
  | 'checking'
  | 'verified'
  | 'unusable'
  | 'changed'
  | 'lost'

export interface Reach {
  state: ReachState
  /** What tells it; null if nothing does. */
  by: 'probe' | 'tunnel' | null
  /** Epoch milliseconds at which that was seen; null if nothing was. */
  at: number | null
  /** Milliseconds that a verification took there and back; null unless a probe says so. */
  roundTripMs: number | null
  /** The address that the running tunnel gives this account, if the account has another one or none. */
  offered: string | null
}

type Addressed = Pick<AccountView, 'id' | 'publicUrl' | 'path'>

/** Says what is known of the account's public address. A probe of another address tells nothing of this one. */
export function reachState(account: Addressed, tunnel: TunnelStatus, probes: readonly ProbeReport[]): Reach {
  const { id, publicUrl, path } = account
  const isUp = tunnel.state === 'up'
  const isTunnels = tunnel.origins.includes(originOf(publicUrl))
  const [origin] = tunnel.origins
  const offered = isUp && !isTunnels && origin !== undefined ? origin + path : null
  const seen = (state: ReachState, more: Partial<Reach> = {}): Reach => ({
    by: null,
    at: null,
    roundTripMs: null,
    ...more,
    state,
    offered,
  })

  if (tunnel.state === 'starting' && tunnel.account === id) return seen('starting', { by: 'tunnel' })
  if (publicUrl === '') return seen('unset')
  const probe = probes.find((one) => one.account === id && one.url === publicUrl)
  if (probe?.outcome === null) return seen('checking', { by: 'probe' })
  // The address may have been that of the tunnel which the account had before, and is over with the new start.
  const isReplaced = offered !== null || tunnel.account === id
  const since = isTunnels ? lastTurn(tunnel) : isReplaced ? (tunnel.startedAt ?? 0) : 0
  if (probe && probe.startedAt >= since) {
    const { outcome, startedAt: at, roundTripMs } = probe
    return seen(outcome, { by: 'probe', at, roundTripMs })
  }
  return isTunnels && !isUp ? seen('lost', { by: 'tunnel', at: tunnel.endedAt }) : seen('unchecked')
}

/** Returns scheme, host and port of an address as a tunnel names them. */
function originOf(url: string): string {
  return /^https?:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase() ?? ''
}

/** Returns the time from which on a probe tells how the tunnel is now. */
function lastTurn({ state, upSince, wokeAt, endedAt }: TunnelStatus): number {
  return state === 'up' ? Math.max(upSince ?? 0, wokeAt ?? 0) : (endedAt ?? Infinity)
}
