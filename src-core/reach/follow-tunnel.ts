import type { Account } from '../contract/account.ts'
import type { ProbeOutcome } from '../contract/probe.ts'
import type { TunnelStatus } from '../contract/tunnel.ts'
import type { Clock } from '../ports.ts'

/**
 * Milliseconds from a tunnel's address, or from waking up, to the probes of it. A name that was made just now takes
 * seconds to get into DNS, and who asks too early is told for a while that there is none.
 */
const PROBES_AFTER_MS = [3000, 10_000, 20_000]

export interface TunnelFollower {
  /** Takes the status of the tunnel whenever it or an account has changed. */
  changed(status: TunnelStatus): void
  end(): void
}

interface FollowedParts {
  clock: Pick<Clock, 'after'>
  findAccount(id: string): Account | undefined
  /** Gives an account that has none its public URL. */
  fillIn(account: string, publicUrl: string): void
  probe(account: string): Promise<ProbeOutcome | null>
}

/**
 * When a tunnel is up, gives its address to the account if that has none, and probes it if it is the account's, or as
 * soon as somebody makes it so; and again when the computer has been asleep. An address that somebody has typed is never
 * replaced. Stops at the first probe that arrives.
 */
export function followTunnel({ clock, findAccount, fillIn, probe }: FollowedParts): TunnelFollower {
  /** The address and the waking that were followed last. */
  let followed = ''
  /** True if that was the account's own address. */
  let wasUsed = false
  let cancel = () => {}

  function probeLater(account: string, publicUrl: string, [ms, ...later]: readonly number[]): void {
    if (ms === undefined) return
    cancel = clock.after(ms, () => void probeNow(account, publicUrl, later))
  }

  async function probeNow(account: string, publicUrl: string, later: readonly number[]): Promise<void> {
    const mark = followed
    if (findAccount(account)?.publicUrl !== publicUrl) return
    const outcome = await probe(account)
    if (outcome === 'lost' && mark === followed) probeLater(account, publicUrl, later)
  }

  return {
    changed({ state, account, publicUrl, wokeAt }) {
      const isUp = state === 'up' && account !== null && publicUrl !== null
      const mark = isUp ? `${account} ${publicUrl} ${wokeAt}` : ''
      const isUsed = isUp && findAccount(account)?.publicUrl === publicUrl
      const isTaken = isUsed && !wasUsed
      const isNew = mark !== followed
      wasUsed = isUsed
      followed = mark
      if (!isNew && !isTaken) return
      cancel()
      if (!isUp) return
      if (isNew && findAccount(account)?.publicUrl === '') fillIn(account, publicUrl)
      probeLater(account, publicUrl, PROBES_AFTER_MS)
    },
    end: () => cancel(),
  }
}
