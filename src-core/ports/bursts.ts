import type { BurstPlan, BurstReport } from '../contract/burst.ts'
import type { Exchange, Mode } from '../contract/exchange.ts'

/** A burst, and everything that its generator has to know. Plain data: it goes to a process of its own. */
export interface BurstOrder {
  run: string
  account: string | null
  url: string
  token: string
  /** Left out in plaintext mode; the key has 32 bytes. */
  encryption?: { mode: Exclude<Mode, 'plaintext'>; key: Uint8Array; appId: string } | undefined
  originalId: string
  plan: BurstPlan
}

export interface BurstHooks {
  signal: AbortSignal
  /** Called several times a second while it runs. */
  tell(report: BurstReport): void
  /** Gets the exchanges that are worth keeping, a bounded number. */
  keep(exchange: Exchange): void
}

/**
 * Sends bursts in a process of its own, so that nothing else waits for it, and what it measures is not our own work.
 * Rejects if that process fails.
 */
export type RunBurst = (order: BurstOrder, hooks: BurstHooks) => Promise<BurstReport>
