import type { Exchange, ExchangeSummary } from './contract/exchange.ts'
import type { EventLog } from './event-log.ts'
import { summarize } from './exchange/record.ts'
import type { Ports } from './ports.ts'

/** Puts exchanges of both directions into the history and announces them. */
export interface Keeping {
  /** Announces it at once; resolves when it is committed, or is known to wait for the disk. Never rejects. */
  keep(exchange: Exchange, summary?: ExchangeSummary): Promise<void>
  /** Replaces an exchange by the same one with something added, and announces that. */
  amend(exchange: Exchange): void
}

export function createKeeping({ history }: Pick<Ports, 'history'>, log: Pick<EventLog, 'append'>): Keeping {
  return {
    keep(exchange, summary = summarize(exchange)) {
      const committed = history.record(exchange, summary)
      log.append({ type: 'exchange.recorded', exchange: summary })
      return committed
    },
    amend(exchange) {
      const summary = summarize(exchange)
      history.amend(exchange, summary)
      log.append({ type: 'exchange.amended', exchange: summary })
    },
  }
}
