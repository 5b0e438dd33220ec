import type { Conversion, ConversionOrder } from './contract/conversion.ts'
import type { Exchange, ExchangeSummary } from './contract/exchange.ts'
import type { Query } from './contract/query.ts'
import type { HistoryStatus, ResponderStatus } from './contract/workbench.ts'

/** What the core needs of the world it runs in. Hosts implement these; tests hand in their own time and chance. */
export interface Ports {
  clock: Clock
  /** Cryptographically strong. */
  randomBytes(length: number): Uint8Array
  history: History
  settingsFile: SettingsFile
  secrets: SecretBox
  /** Asked each time, since the responder is opened after the core that it hands its requests to. */
  responder(): ResponderStatus
  httpClient: HttpClient
  /** Milliseconds that a backend has to answer, from the arrival of the request. */
  relayBudgetMs: number
  patterns: Patterns
  converter: Converter
  /** The version of the workbench, as in package.json. */
  version: string
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Milliseconds that only ever grow: for durations, which a corrected clock must not bend. */
  monotonic(): number
  /** Calls `run` once, after so many milliseconds; returns the way to call it off. */
  after(ms: number, run: () => void): () => void
}

export interface ListedExchanges {
  items: ExchangeSummary[]
  more: boolean
}

/**
 * What has happened, newest first. Recording never throws and never loses the exchange that it is given: what the disk
 * does not take waits in memory until it does, and the status says so.
 */
export interface History {
  status(): HistoryStatus
  /** Tells of what changes besides by calls of this object's; one listener. */
  watch(listener: HistoryListener): void
  /**
   * From the call on, it is found by all the others. Resolves when the exchange is committed, or when it is known that
   * it has to wait for the disk; never rejects.
   */
  record(exchange: Exchange, summary: ExchangeSummary): Promise<void>
  /** Null where it is not there, or its record is damaged. */
  get(id: string): Exchange | null
  /** True also of one whose record is damaged. */
  has(id: string): boolean
  /** Those that answer `where`, or all; older than `before`, or from the newest. */
  list(query: { where?: Query; before?: string | undefined; limit: number }): ListedExchanges
  /** Takes the place of the exchange of this id; does nothing where that is gone. Never throws. */
  amend(exchange: Exchange, summary: ExchangeSummary): void
  /** The genuine deliveries of this message to this account since `since` (epoch milliseconds), newest first, `limit` at most. */
  deliveries(query: { account: string; messageKey: string; since: number; limit: number }): Exchange[]
  /**
   * Keeps what an exchange becomes if the workbench ends before it is answered; called again when something of it
   * changes. It is no exchange yet: the others do not find it. `record` of the same id ends it. Never throws.
   */
  hold(exchange: Exchange): void
  /**
   * What was on hold when the workbench that held it ended, oldest first; from now on it is on hold here. What another
   * running workbench holds is not among it.
   */
  takeInterrupted(): Promise<Exchange[]>
  /** How much is kept of what was refused; the oldest goes first, strangers before lookalikes. */
  limitRefused(limit: RefusedLimit): void
  /**
   * Removes all, or what strangers sent. Resolves to how many there were when nothing of them is left in any file;
   * throws HISTORY_NOT_CLEARED where that cannot be done.
   */
  clear(which: ClearedHistory): Promise<number>
  close(): Promise<void>
}

export type ClearedHistory = 'all' | 'strangers'

export interface RefusedLimit {
  rows: number
  bytes: number
}

export interface HistoryListener {
  /** The state of the disk, or the count, changed by something else than recording here. */
  changed(status: HistoryStatus): void
  /** By this workbench or by another one that has the same file. */
  cleared(which: ClearedHistory): void
}

/** What was found where the settings are kept. */
export type SettingsReading =
  | { kind: 'none' }
  /**
   * `exact` is false where the bytes were no UTF-8. `exposed` says that others could read the file: until now
   * (`tightened`), or still, since its mode could not be changed (`open`).
   */
  | { kind: 'text'; text: string; exact: boolean; exposed: 'tightened' | 'open' | null }
  /** There is something that holds no settings: a folder, a pipe, a link that leads nowhere, a file far too large. */
  | { kind: 'damaged' }
  /** There may be good settings, but this process may not read them. */
  | { kind: 'unreadable' }

/** The settings as one text, kept by the host in whatever way survives a crash; several workbenches may share it. */
export interface SettingsFile {
  /** `memory` where nothing is to be kept: then nobody else sees it either. */
  kind: 'file' | 'memory'
  /** Never throws, and never waits. */
  read(): SettingsReading
  /** All or nothing; throws where it cannot be written, or is larger than what `read` takes. */
  write(text: string): void
  /**
   * Writes as `write` does in place of what is damaged, which is kept under a new name; returns that name. Where it
   * throws, the damaged one lies where it was.
   */
  replace(text: string): string
  /** Throws where a write is bound to fail. */
  checkWritable(): void
  /** Runs `work` while no other workbench writes; waits for that without blocking. Rejects only with what `work` throws. */
  locked<Result>(work: () => Result): Promise<Result>
  /** Calls `onChange` soon after the file may have changed; returns the way to stop that. */
  watch(onChange: () => void): () => void
}

/** Keeps tokens and keys from lying about in the clear, where the operating system has a place for that. */
export interface SecretBox {
  kind: 'keychain' | 'file' | 'memory'
  seal(plain: string): string
  /** Throws where the text was sealed elsewhere. */
  open(sealed: string): string
}

export interface HttpRequest {
  method: string
  url: string
  headers: [name: string, value: string][]
  body: Uint8Array
  /** Gives up after this many milliseconds. */
  deadlineMs: number
}

export interface HttpResponse {
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  /** From the first byte sent to the last received. */
  durationMs: number
  /** The body had not ended at the deadline; this is what had come of it. */
  unfinished?: true
}

/** Sends exactly the headers it is given, follows no redirect, and rejects with an `Error` that has a `code`. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>
}

/** What came back, and why it was not all: both are there where a body had not ended in time. */
export interface DeliveryOutcome {
  response: HttpResponse | null
  /** `code` as the HTTP client gives it (`ECONNREFUSED`, …), or `DEADLINE`. */
  error: { code: string; message: string } | null
}

export interface PatternRun {
  /** Those of the first match, the whole of it first; null where there is none; `timeout` where it came to no end. */
  groups: string[] | null | 'timeout'
  /** How long the processor was at it, in milliseconds: less than a clock says where others are at it, too. */
  ms: number
}

/** Runs users' regular expressions on users' texts, which may take for ever, where they stop nothing. */
export interface Patterns {
  /** At once, for a moment: enough for nearly all. Throws a SyntaxError for what is no pattern. */
  runQuickly(pattern: string, text: string): PatternRun
  /**
   * Out of the way of everything else, behind those that were asked for before. `findTimeoutMs` is asked when its turn
   * comes; below 1 it is not run at all, and the result is null. Never rejects.
   */
  run(pattern: string, text: string, findTimeoutMs: () => number): Promise<PatternRun | null>
}

/** Converts large documents out of the way of everything else. */
export interface Converter {
  /** Rejects with the signal's reason when it is aborted. `onProgress` is told from 0 to 1. */
  convert(
    order: ConversionOrder,
    options: { signal: AbortSignal; onProgress(done: number): void },
  ): Promise<Conversion>
}
