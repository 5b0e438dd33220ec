import type { Account } from './account.ts'
import type { ExchangeSummary } from './exchange.ts'
import type { Preferences } from './settings.ts'
import type { HistoryStatus } from './workbench.ts'

/** What happened, in the order in which it happened. `seq` has no gaps within a run. */
export type WorkbenchEvent = { seq: number } & WorkbenchFact

export type WorkbenchFact =
  | { type: 'exchange.recorded'; exchange: ExchangeSummary }
  | { type: 'history.cleared' }
  | { type: 'history.changed'; history: HistoryStatus }
  | { type: 'accounts.changed'; accounts: Account[] }
  | { type: 'preferences.changed'; preferences: Preferences }
  /** `done` from 0 to 1; only large conversions tell. */
  | { type: 'conversion.progressed'; job: string; done: number }
