import type { BurstMessage } from '../contract/burst.ts'
import type { Mode } from '../contract/exchange.ts'

/** Many messages of many fans at once, as WeChat would push them. Secrets are not in it. */
export interface BurstScenario {
  /** The registered URL; a query of its own is kept. */
  url: string
  mode: Mode
  /** Stands in what is encrypted; `''` in plaintext mode. */
  appId: string
  /** The account's `gh_…`. */
  originalId: string
  /** The number of messages in all. */
  messages: number
  /** The number of deliveries under way at once, over all machines. */
  concurrency: number
  /** The number of users in whose names they come. */
  fans: number
  /** The most deliveries of one message, the first one included. */
  deliveries: number
  mix: readonly BurstMessage[]
}
