import type { AccountView } from './account.ts'
import type { BurstReport } from './burst.ts'
import type { CheckResult, CheckUpReport } from './check-up.ts'
import type { ExchangeSummary } from './exchange.ts'
import type { Preferences } from './preferences.ts'
import type { ProbeReport } from './probe.ts'
import type { ClearedTarget } from './removal.ts'
import type { PlayedRehearsal, PlayedStep } from './rehearsal.ts'
import type { HeldRequest, ReleaseReason } from './reply.ts'
import type { ReplyTemplate } from './template.ts'
import type { OwnSample } from './sample.ts'
import type { SentDelivery } from './sending.ts'
import type { TunnelStatus } from './tunnel.ts'
import type { UpdatesStatus } from './updates.ts'
import type { HistoryStatus, SettingsStatus } from './workbench.ts'

/** One event, in the order in which things happened. `seq` has no gaps within a run. */
export type WorkbenchEvent = { seq: number } & WorkbenchFact

export type WorkbenchFact =
  | { type: 'exchange.recorded'; exchange: ExchangeSummary }
  /** Something was added to a recorded exchange, such as the answer of a slow backend. */
  | { type: 'exchange.amended'; exchange: ExchangeSummary }
  /** Sent again whenever the request changes. The exchange of the same id follows once it is released. */
  | { type: 'request.held'; held: HeldRequest }
  | { type: 'request.released'; id: string; reason: ReleaseReason }
  /** These are gone of the exchanges that were there; `count` is the number of those left. */
  | ({ type: 'history.cleared'; count: number } & ClearedTarget)
  /** Only these are gone; `count` as above. */
  | { type: 'exchange.removed'; ids: readonly string[]; count: number }
  /** Exchanges that were gone are there again, each in its place: ask for a snapshot. `count` as above. */
  | { type: 'history.restored'; count: number }
  | { type: 'history.changed'; history: HistoryStatus }
  /** These four also tell what another workbench on the same folder has changed. */
  | { type: 'accounts.changed'; accounts: AccountView[] }
  | { type: 'templates.changed'; templates: ReplyTemplate[] }
  | { type: 'samples.changed'; samples: OwnSample[] }
  | { type: 'preferences.changed'; preferences: Preferences }
  | { type: 'settings.changed'; settings: SettingsStatus }
  | { type: 'tunnel.changed'; tunnel: TunnelStatus }
  | { type: 'updates.changed'; updates: UpdatesStatus }
  /** `done` from 0 to 1; only large conversions tell. */
  | { type: 'conversion.progressed'; job: string; done: number }
  /** Comes after each delivery of `message.send`, `exchange.replay` and `rehearsal.play`. */
  | { type: 'message.delivered'; run: string; delivery: SentDelivery }
  /** Comes at the start and the end of a check-up, without its results. */
  | { type: 'checkUp.changed'; checkUp: Omit<CheckUpReport, 'results'> }
  /** Comes after each case of a check-up. */
  | { type: 'checkUp.progressed'; run: string; result: CheckResult }
  /** Comes after each step of a rehearsal. */
  | { type: 'rehearsal.progressed'; run: string; step: PlayedStep }
  | { type: 'rehearsal.ended'; run: string; ended: NonNullable<PlayedRehearsal['ended']> }
  /** Comes several times a second while a burst runs, and at its end. */
  | { type: 'burst.changed'; burst: BurstReport }
  /** Comes after each step of a probe, and at its end. */
  | { type: 'probe.changed'; probe: ProbeReport }
