import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createApp } from '../../src-core/app.ts'
import type { App } from '../../src-core/app.ts'
import type { ResponderStatus } from '../../src-core/contract/workbench.ts'
import type { SecretBox } from '../../src-core/ports.ts'
import { RELAY_BUDGET_MS } from '../../src-core/wechat/limits.ts'
import { clock } from './clock.ts'
import { createConverter } from './converter.ts'
import { makeDataDir } from './data-dir.ts'
import { openHistory } from './history/open-history.ts'
import { createHttpClient } from './http-client.ts'
import { createPatterns } from './patterns.ts'
import { serveResponder } from './responder.ts'
import { createMemorySettingsFile, createPlainBox, createSettingsFile } from './settings-file.ts'
import type { FindWorker } from './workers.ts'

/** Where the responder is looked for first, so that a tunnel that was set up once keeps working. */
export const DEFAULT_RESPONDER_PORT = 7788

export interface WorkbenchOptions {
  /** Null keeps nothing: history and settings live in memory. */
  dataDir: string | null
  /** The responder's port; 0 means any. */
  port: number
  version: string
  findWorker: FindWorker
  /** The operating system's keychain, where the host has one. */
  secrets?: SecretBox | undefined
  /** Milliseconds that a backend has to answer; no test is to wait for the usual ones. */
  relayBudgetMs?: number
  /** Told of defects of ours and of a disk that fails; not for users. */
  report(error: unknown): void
}

/** The running workbench: core, history and responder. A shell adds a screen. */
export interface Workbench extends Pick<App, 'dispatch' | 'subscribe' | 'getExchange'> {
  responder(): ResponderStatus
  /** Stops taking requests, then closes the history; asked again, it is the same closing. */
  close(): Promise<void>
}

export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { dataDir, version, report } = options
  if (dataDir !== null) makeDataDir(dataDir)
  const history = await openHistory(dataDir, { report })
  const httpClient = createHttpClient()
  const patterns = createPatterns(options.findWorker('pattern-worker'))
  const app = await createApp(
    {
      clock,
      randomBytes: (length) => randomBytes(length),
      history,
      settingsFile:
        dataDir === null ? createMemorySettingsFile() : createSettingsFile(join(dataDir, 'settings.json')),
      secrets: dataDir === null ? createPlainBox('memory') : (options.secrets ?? createPlainBox('file')),
      responder: () => responder.status(),
      httpClient,
      relayBudgetMs: options.relayBudgetMs ?? RELAY_BUDGET_MS,
      patterns,
      converter: createConverter(options.findWorker('conversion-worker')),
      version,
    },
    report,
  )
  const responder = await serveResponder({ port: options.port, begin: app.begin, clock, report })
  // Told when the shell has subscribed, which it does before it waits for anything.
  setImmediate(() => void app.resume())
  let closing: Promise<void> | undefined
  return {
    dispatch: app.dispatch,
    subscribe: app.subscribe,
    getExchange: app.getExchange,
    responder: () => responder.status(),
    close() {
      app.end()
      // In this order: what is still under way, and what a backend's failure adds to an exchange, needs the history.
      closing ??= responder
        .close()
        .then(() => httpClient.close())
        .then(() => app.settled())
        .then(() => patterns.close())
        .then(() => history.close())
      return closing
    },
  }
}
