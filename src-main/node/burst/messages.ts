import type { BurstReport } from '../../../src-core/contract/burst.ts'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { BurstOrder } from '../../../src-core/ports/bursts.ts'

/** To the generator: the order once, then perhaps the wish that it stop. */
export type ToGenerator = { order: BurstOrder } | { stop: true }

/** From the generator: reports and exchanges, and one last report or the reason why there is none. */
export type FromGenerator =
  | { report: BurstReport }
  | { exchange: Exchange }
  | { ended: BurstReport }
  | { failed: string }
