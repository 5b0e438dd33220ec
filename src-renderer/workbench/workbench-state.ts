import type { AccountView } from '../../src-core/contract/account.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import { createTargetTest } from '../../src-core/contract/removal.ts'
import type { ExchangeSummary } from '../../src-core/contract/exchange.ts'
import type { ProbeReport } from '../../src-core/contract/probe.ts'
import type { HeldRequest } from '../../src-core/contract/reply.ts'
import type { ReplyTemplate } from '../../src-core/contract/template.ts'
import type { OwnSample } from '../../src-core/contract/sample.ts'
import type { Preferences } from '../../src-core/contract/preferences.ts'
import type { TunnelStatus } from '../../src-core/contract/tunnel.ts'
import type { UpdatesStatus } from '../../src-core/contract/updates.ts'
import type {
  HistoryStatus,
  ResponderStatus,
  SettingsStatus,
  Snapshot,
} from '../../src-core/contract/workbench.ts'

/** The workbench as the screens know it, after event `seq` of run `runId`. It is never changed in place. */
export interface WorkbenchState {
  runId: string
  seq: number
  version: string
  responder: ResponderStatus
  history: HistoryStatus
  secrets: Snapshot['secrets']
  accounts: readonly AccountView[]
  preferences: Preferences
  settings: SettingsStatus
  templates: readonly ReplyTemplate[]
  samples: readonly OwnSample[]
  tunnel: TunnelStatus
  updates: UpdatesStatus
  /** Messages that wait to be answered by hand, oldest first. */
  held: readonly HeldRequest[]
  /** The last probe of each account, one that runs included. */
  probes: readonly ProbeReport[]
  /** Newest first, without holes: the latest of them, for those who look for what has just come. */
  exchanges: readonly ExchangeSummary[]
}

/** A day of busy debugging, and small enough to copy on every batch. */
const LATEST = 1000

/**
 * Returns the state after a batch of events, skipping those that the state has already. `gap` says that an event is
 * missing before the batch's end, or that exchanges are back; then only a new snapshot helps.
 */
export function stateAfter(
  state: WorkbenchState,
  events: readonly WorkbenchEvent[],
): { state: WorkbenchState; gap: boolean } {
  const next = { ...state }
  // Collected first and joined once: a flood must not copy the whole list for each row.
  let arrived: ExchangeSummary[] = []
  const amended = new Map<string, ExchangeSummary>()
  const held = new Map(state.held.map((request) => [request.id, request]))
  for (const event of events) {
    if (event.seq <= next.seq) continue
    if (event.seq !== next.seq + 1) return { state, gap: true }
    next.seq = event.seq
    switch (event.type) {
      case 'exchange.recorded':
        arrived.push(event.exchange)
        next.history = { ...next.history, count: next.history.count + 1 }
        break
      case 'exchange.amended':
        amended.set(event.exchange.id, event.exchange)
        break
      case 'request.held':
        held.set(event.held.id, event.held)
        break
      case 'request.released':
        held.delete(event.id)
        break
      case 'templates.changed':
        next.templates = event.templates
        break
      case 'samples.changed':
        next.samples = event.samples
        break
      case 'tunnel.changed':
        next.tunnel = event.tunnel
        break
      case 'updates.changed':
        next.updates = event.updates
        break
      case 'history.cleared':
      case 'exchange.removed': {
        const isGone = createTargetTest(event)
        arrived = arrived.filter((one) => !isGone(one))
        next.exchanges = next.exchanges.filter((one) => !isGone(one))
        next.history = { ...next.history, count: event.count }
        break
      }
      case 'history.restored':
        // Only the workbench knows where they stand.
        return { state, gap: true }
      case 'history.changed':
        next.history = event.history
        break
      case 'accounts.changed':
        next.accounts = event.accounts
        break
      case 'preferences.changed':
        next.preferences = event.preferences
        break
      case 'probe.changed':
        next.probes = [...next.probes.filter(({ account }) => account !== event.probe.account), event.probe]
        break
      case 'settings.changed':
        next.settings = event.settings
        break
    }
  }
  if (arrived.length > 0) {
    next.exchanges = [...arrived.reverse(), ...next.exchanges].slice(0, LATEST)
  }
  if (amended.size > 0) next.exchanges = next.exchanges.map((one) => amended.get(one.id) ?? one)
  // Unchanged lists stay the same object, so that nothing is drawn anew.
  if (events.some(({ type }) => type.startsWith('request.'))) next.held = [...held.values()]
  return { state: next, gap: false }
}
