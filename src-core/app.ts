import { createAlarmHandlers } from './alarms/commands.ts'
import { createCheckUpHandlers } from './check-up/commands.ts'
import { createBurstHandlers } from './burst/commands.ts'
import { createReplyHandlers } from './by-hand/commands.ts'
import { createHeldRequests } from './by-hand/held.ts'
import type { Handlers } from './contract/command.ts'
import type { Commands } from './contract/commands.ts'
import type { WorkbenchEvent } from './contract/events.ts'
import type { Exchange } from './contract/exchange.ts'
import type { Preferences } from './contract/preferences.ts'
import type { Snapshot } from './contract/workbench.ts'
import { createComparisonHandlers } from './comparison/commands.ts'
import { createConversionHandlers } from './conversion/commands.ts'
import { createDispatch } from './dispatch.ts'
import type { Dispatch } from './dispatch.ts'
import { createEventLog } from './event-log.ts'
import { createExchangeIds } from './exchange/exchange-ids.ts'
import { createFilterHandlers } from './query/commands.ts'
import { createHistoryHandlers } from './history/commands.ts'
import { createRemovals } from './history/removals.ts'
import { beginSweeping, decideBounds } from './history/retention.ts'
import { createIssuesHandlers } from './issues/commands.ts'
import { createKeeping } from './keeping.ts'
import { createOwnRequests } from './own-requests.ts'
import type { Ports } from './ports.ts'
import { createProbeArrivals } from './probe-arrivals.ts'
import { followTunnel } from './reach/follow-tunnel.ts'
import { createProbes } from './reach/probe/commands.ts'
import { createRehearsalHandlers } from './rehearsal/commands.ts'
import { createResponding } from './responding/responding.ts'
import { createTunnelHandlers } from './reach/tunnels/commands.ts'
import { createTunnels } from './reach/tunnels/tunnels.ts'
import type { Responding } from './responding/responding.ts'
import { createRulesHandlers } from './rules/commands.ts'
import { createRuns } from './runs.ts'
import { createSampleHandlers } from './samples/commands.ts'
import { createSenderHandlers } from './sender/commands.ts'
import { createReplayHandlers } from './sender/replay.ts'
import { createSilences } from './sender/silences.ts'
import { changeAccount, createFirstAccount } from './settings/accounts.ts'
import { createSettingsHandlers } from './settings/commands.ts'
import { openSettings } from './settings/settings.ts'
import { createSharingHandlers } from './sharing/commands.ts'
import { createSigningHandlers } from './signing/commands.ts'
import { createUndo } from './undo.ts'
import { createUpdates } from './updates/updates.ts'

/** The workbench without a shell: the responder hands it requests, screens call its commands. */
export interface App {
  dispatch: Dispatch
  subscribe(listener: (event: WorkbenchEvent) => void): () => void
  /** Takes a request whose body is still to come. */
  begin: Responding['begin']
  /** Resolves when nothing that was received is under way any more and, after `end`, the tunnel has stopped. */
  settled(): Promise<void>
  /** Returns a stored exchange whole, for shells in the same process. */
  getExchange(id: string): Exchange | null
  /** Returns the preferences as they are now, for shells in the same process. */
  getPreferences(): Preferences
  /** Records as exchanges the requests that were waiting when an earlier run ended without answering them. */
  resume(): Promise<void>
  /**
   * Answers every waiting request with `success`, lets no request wait from then on, stops the tunnel, and stops
   * watching the settings and sweeping the history.
   */
  end(): void
}

/** The number of rows that a screen gets at once; older ones come page by page. */
const SNAPSHOT_ROWS = 200

/** `report` is told of defects of ours: what a handler throws that is no `CommandFailure`. */
export async function createApp(ports: Ports, report: (error: unknown) => void): Promise<App> {
  const log = createEventLog(report)
  const settings = await openSettings(ports, () => createFirstAccount(ports.randomBytes), log.append)
  const createId = (bytes = 9) => Buffer.from(ports.randomBytes(bytes)).toString('base64url')
  const runId = createId(12)
  const undo = createUndo(createId)
  const createExchangeId = createExchangeIds(ports)
  const keeping = createKeeping(ports, log)
  const sending = { ...ports, createExchangeId, report }
  const ownRequests = createOwnRequests()
  const runs = createRuns(createId)
  const probeArrivals = createProbeArrivals(ports.clock)
  const probes = createProbes({ ...ports, arrivals: probeArrivals, report }, settings, log.append)
  const held = createHeldRequests(ports.clock, {
    held(request, unanswered) {
      ports.history.hold(unanswered)
      log.append({ type: 'request.held', held: request })
    },
    released: (id, reason) => log.append({ type: 'request.released', id, reason }),
  })
  ports.history.watch({
    changed: (history) => log.append({ type: 'history.changed', history }),
    removed: (ids, count) => log.append({ type: 'exchange.removed', ids, count }),
    hidden(target) {
      const { count } = ports.history.status()
      log.append(
        'ids' in target
          ? { type: 'exchange.removed', ids: target.ids, count }
          : { type: 'history.cleared', ...target, count },
      )
    },
    restored: () => log.append({ type: 'history.restored', count: ports.history.status().count }),
  })
  const updates = createUpdates(ports, settings, log.append, report)
  log.subscribe(({ type }) => {
    if (type !== 'preferences.changed') return
    limitHistory()
    updates.look()
  })
  limitHistory()
  const tunnels = createTunnels(ports, () => settings.accounts, log.append)
  // Later, since those who listen are to hear of the two in order.
  log.subscribe(({ type }) => type === 'accounts.changed' && queueMicrotask(tunnels.refresh))
  const follower = followTunnel({
    clock: ports.clock,
    findAccount: (id) => settings.accounts.find((one) => one.id === id),
    fillIn: (id, publicUrl) => void fillIn(id, publicUrl).catch(report),
    probe: async (id) => (await probes.run(id))?.outcome ?? null,
  })
  log.subscribe((event) => event.type === 'tunnel.changed' && follower.changed(event.tunnel))
  log.subscribe(({ type }) => type === 'accounts.changed' && follower.changed(tunnels.status()))
  let tunnelsEnded = Promise.resolve()
  const responding = createResponding(
    { ...ports, createExchangeId },
    settings,
    { held, keeping, ownRequests, probeArrivals },
    {
      runId,
      report,
    },
  )

  async function fillIn(id: string, publicUrl: string): Promise<void> {
    if (!settings.accounts.some((account) => account.id === id)) return
    const { port } = ports.responder()
    await settings.change((editor) => changeAccount(editor, id, { publicUrl }, port), { evenIfUnsaved: true })
  }

  const snapshot = (): Snapshot => ({
    runId,
    seq: log.seq,
    version: ports.version,
    responder: ports.responder(),
    history: ports.history.status(),
    secrets: ports.secrets.kind,
    accounts: settings.accounts.map(settings.view),
    preferences: settings.preferences,
    settings: settings.status,
    held: held.list(),
    templates: [...settings.templates],
    samples: [...settings.samples],
    probes: probes.list(),
    tunnel: tunnels.status(),
    updates: updates.status(),
    exchanges: ports.history.list({ limit: SNAPSHOT_ROWS }).items,
  })

  function limitHistory(): void {
    const { refusedRows, refusedBytes, keepBytes, durable } = settings.preferences
    ports.history.limitBytes(keepBytes)
    ports.history.setDurable(durable || ports.durable === true)
    ports.history.limitRefused({ rows: refusedRows, bytes: refusedBytes })
  }

  const removals = createRemovals(ports, undo, report)
  const sweeping = beginSweeping(
    ports,
    (now) => decideBounds(settings.preferences, settings.accounts, ports.retention, now),
    report,
  )

  async function resume(): Promise<void> {
    const looking = tunnels.resume()
    for (const exchange of await ports.history.takeInterrupted()) {
      void keeping.keep(exchange)
    }
    await looking
  }

  const sendingParts = {
    sending,
    keeping,
    ownRequests,
    runs,
    silences: createSilences(ports.clock),
    tell: log.append,
  }
  const handlers: Handlers<Commands> = {
    'workbench.snapshot': snapshot,
    'workbench.about': () => ports.surroundings,
    ...createSenderHandlers(sendingParts, settings),
    ...createRehearsalHandlers(sendingParts, ports.history, settings),
    ...createSampleHandlers(sending, settings, createId, undo),
    ...createReplayHandlers(
      { ...ports, sending, keeping, ownRequests, runs, tell: log.append },
      () => settings.accounts,
    ),
    ...createComparisonHandlers(ports.history),
    ...createSharingHandlers(ports, () => settings.accounts, createId, keeping),
    ...runs.handlers,
    ...probes.handlers,
    ...createHistoryHandlers(ports.history, keeping.amend, removals, settings),
    ...createFilterHandlers(ports, () => settings.accounts),
    ...createIssuesHandlers(ports, settings),
    ...createReplyHandlers(held, ports, () => settings.accounts),
    ...createSettingsHandlers(ports, settings, createId, undo),
    ...createRulesHandlers(ports, settings, createId, undo),
    ...createSigningHandlers(ports, settings),
    ...createAlarmHandlers(ports.history),
    ...createConversionHandlers(ports, log.append),
    ...createTunnelHandlers(tunnels),
    ...createCheckUpHandlers({ ...ports, ...sending }, settings, keeping, runs, log.append),
    ...runs.handlers,
    ...createBurstHandlers(ports, settings, { keeping, runs, ownRequests }, log.append),
    ...undo.handlers,
    ...updates.handlers,
  }

  return {
    dispatch: createDispatch(handlers, report),
    subscribe: log.subscribe,
    begin: responding.begin,
    settled: async () => void (await Promise.all([responding.settled(), tunnelsEnded])),
    getExchange: ports.history.get,
    getPreferences: () => settings.preferences,
    resume,
    end() {
      sweeping.end()
      removals.end()
      runs.end()
      held.end()
      follower.end()
      updates.end()
      tunnelsEnded = tunnels.end()
      settings.close()
    },
  }
}
