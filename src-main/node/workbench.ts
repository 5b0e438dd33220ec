import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createApp } from '../../src-core/app.ts'
import type { App } from '../../src-core/app.ts'
import type { ResponderStatus } from '../../src-core/contract/workbench.ts'
import type { UpdateSource } from '../../src-core/contract/updates.ts'
import type { SecretBox } from '../../src-core/ports.ts'
import type { Retention } from '../../src-core/ports/history.ts'
import type { Network } from '../../src-core/ports/network.ts'
import { MAX_RELEASE_BYTES } from '../../src-core/ports/updates.ts'
import { RELAY_BUDGET_MS } from '../../src-core/wechat/limits.ts'
import { describeSurroundings } from './about.ts'
import { createCheckBait } from './check-bait.ts'
import { createRunBurst } from './burst/create-run-burst.ts'
import type { StartGenerator } from './burst/generator-process.ts'
import { clock } from './clock.ts'
import { createConverter } from './converter.ts'
import { makeDataDir } from './data-dir.ts'
import { openHistory } from './history/open-history.ts'
import { createHttpClient } from './http-client.ts'
import { createKeptText, createMemoryText } from './kept-text.ts'
import { createNetwork } from './network.ts'
import { createPatterns } from './patterns.ts'
import { serveResponder } from './responder.ts'
import { createMemorySettingsFile, createPlainBox, createSettingsFile } from './settings-file.ts'
import { listUsualFolders } from './tunnel/find-program.ts'
import type { ProgramPlaces } from './tunnel/find-program.ts'
import { createTunnelHost } from './tunnel/tunnel-host.ts'
import { createTunnelRecords } from './tunnel/tunnel-records.ts'
import { createMemoryUpdatesFile, createUpdatesFile } from './updates-file.ts'
import type { FindWorker } from './workers.ts'

export interface WorkbenchOptions {
  /** Null keeps nothing: history and settings live in memory. */
  dataDir: string | null
  /** The responder's port; 0 means any, null that of the preferences. */
  port: number | null
  version: string
  /** Where new versions come from; by default from the repository, and nothing is ever asked. */
  updateSource?: UpdateSource
  findWorker: FindWorker
  /** How the process that sends a burst is started; by default as another process of the Node that runs us. */
  startGenerator?: StartGenerator
  /** Takes the place of the general bounds in the settings for this run. */
  retention?: Retention | undefined
  /** Each commit of the history waits for the disk in this run, whatever the settings say. */
  durable?: boolean | undefined
  /** The operating system's keychain, if the host has one. */
  secrets?: SecretBox | undefined
  /** Asks about public names; tests ask a name server of their own. */
  network?: Network
  /** As in `Ports`; asked only once the workbench runs. By default there is none. */
  controlPort?(): number | null
  /** Milliseconds that a backend has to answer; tests must not wait for the usual ones. */
  relayBudgetMs?: number
  /** Where tunnel programs are looked for: by default as in a terminal, and where installers put them. */
  programs?: ProgramPlaces
  /** The folder for notes of the tunnel programs that run; in `dataDir` by default. */
  tunnelRecords?: string
  /** Receives defects of ours and errors of the disk; not for users. */
  report(error: unknown): void
}

/** The running workbench: core, history and responder. A shell adds a screen. */
export interface Workbench extends Pick<App, 'dispatch' | 'subscribe' | 'getExchange' | 'getPreferences'> {
  responder(): ResponderStatus
  /** Stops taking requests, then closes the history; a second call joins the first. */
  close(): Promise<void>
}

export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { dataDir, version, report } = options
  if (dataDir !== null) makeDataDir(dataDir)
  const history = await openHistory(dataDir, { report })
  const httpClient = createHttpClient()
  const updatesClient = createHttpClient(MAX_RELEASE_BYTES)
  const patterns = createPatterns(options.findWorker('pattern-worker'))
  const app = await createApp(
    {
      clock,
      randomBytes: (length) => randomBytes(length),
      history,
      retention: options.retention,
      durable: options.durable,
      settingsFile:
        dataDir === null ? createMemorySettingsFile() : createSettingsFile(join(dataDir, 'settings.json')),
      secrets: dataDir === null ? createPlainBox('memory') : (options.secrets ?? createPlainBox('file')),
      responder: () => responder.status(),
      controlPort: options.controlPort ?? (() => null),
      httpClient,
      network: options.network ?? createNetwork(),
      relayBudgetMs: options.relayBudgetMs ?? RELAY_BUDGET_MS,
      patterns,
      runBurst: createRunBurst(options.findWorker('burst-process'), options.startGenerator),
      tunnels: createTunnelHost(
        options.programs ?? {
          environment: process.env,
          folders: listUsualFolders(process.env, process.platform),
        },
        createTunnelRecords(
          options.tunnelRecords ?? (dataDir === null ? null : join(dataDir, 'tunnels')),
          report,
        ),
      ),
      converter: createConverter(options.findWorker('conversion-worker')),
      checkUpFile:
        dataDir === null ? createMemoryText() : createKeptText(join(dataDir, 'check-ups.json'), report),
      bait: createCheckBait(),
      version,
      surroundings: describeSurroundings(dataDir),
      updates: {
        source: options.updateSource ?? { kind: 'repository' },
        file:
          dataDir === null
            ? createMemoryUpdatesFile()
            : createUpdatesFile(join(dataDir, 'updates.json'), report),
        client: updatesClient,
      },
    },
    report,
  )
  const port = options.port ?? app.getPreferences().responderPort
  const responder = await serveResponder({ port, begin: app.begin, clock, report })
  // Runs after the shell has subscribed, which it does before it waits for anything.
  setImmediate(() => void app.resume())
  let closing: Promise<void> | undefined
  return {
    dispatch: app.dispatch,
    subscribe: app.subscribe,
    getExchange: app.getExchange,
    getPreferences: app.getPreferences,
    responder: () => responder.status(),
    close() {
      app.end()
      // In this order, since pending requests, and the failures of backends that are added to exchanges, need the
      // history.
      closing ??= responder
        .close()
        .then(() => Promise.all([httpClient.close(), updatesClient.close()]))
        .then(() => app.settled())
        .then(() => patterns.close())
        .then(() => history.close())
      return closing
    },
  }
}
