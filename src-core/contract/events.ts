import type { AccountView } from './account.ts'
import type { ExchangeSummary } from './exchange.ts'
import type { Preferences } from './preferences.ts'
import type { HeldRequest, ReleaseReason } from './reply.ts'
import type { ReplyTemplate } from './template.ts'
import type { HistoryStatus, SettingsStatus } from './workbench.ts'

/** What happened, in the order in which it happened. `seq` has no gaps within a run. */
export type WorkbenchEvent = { seq: number } & WorkbenchFact

export type WorkbenchFact =
  | { type: 'exchange.recorded'; exchange: ExchangeSummary }
  /** Something was added to an exchange that is there already, such as what a slow backend answered. */
  | { type: 'exchange.amended'; exchange: ExchangeSummary }
  /** Again whenever something of it changes. The exchange of the same id follows once it is released. */
  | { type: 'request.held'; held: HeldRequest }
  | { type: 'request.released'; id: string; reason: ReleaseReason }
  /** `count` is how many are left. */
  | { type: 'history.cleared'; which: 'all' | 'strangers'; count: number }
  | { type: 'history.changed'; history: HistoryStatus }
  /** Of these three, also what another workbench on the same folder has changed. */
  | { type: 'accounts.changed'; accounts: AccountView[] }
  | { type: 'templates.changed'; templates: ReplyTemplate[] }
  | { type: 'preferences.changed'; preferences: Preferences }
  | { type: 'settings.changed'; settings: SettingsStatus }
  /** `done` from 0 to 1; only large conversions tell. */
  | { type: 'conversion.progressed'; job: string; done: number }
