import type { About } from './contract/about.ts'
import type { Conversion, ConversionOrder } from './contract/conversion.ts'
import type { Exchange, ExchangeSummary } from './contract/exchange.ts'
import type { Query } from './contract/query.ts'
import type { FoundTunnel, LeftOverTunnel } from './contract/tunnel.ts'
import type { TunnelProgram } from './contract/tunnel-programs.ts'
import type { HistoryStatus, ResponderStatus } from './contract/workbench.ts'
import type { FramingFault, RawAnswer } from './exchange/framing-fault.ts'

/**
 * The interface between the core and the world it runs in. Hosts implement it; tests pass their own time and chance.
 */
export interface Ports {
  clock: Clock
  /** Cryptographically strong. */
  randomBytes(length: number): Uint8Array
  history: History
  /** Left out, the history keeps what its own bounds allow. */
  retention?: Retention | undefined
  settingsFile: SettingsFile
  secrets: SecretBox
  /** A function, since the responder is opened after the core to which it hands its requests. */
  responder(): ResponderStatus
  httpClient: HttpClient
  network: Network
  /** Milliseconds that a backend has to answer, from the arrival of the request. */
  relayBudgetMs: number
  patterns: Patterns
  tunnels: TunnelHost
  converter: Converter
  /** The version of the workbench, as in package.json. */
  version: string
  surroundings: About
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Milliseconds that never decrease: they measure durations, which a corrected clock must not distort. */
  monotonic(): number
  /** Calls `run` once, after so many milliseconds; returns a function that cancels it. */
  after(ms: number, run: () => void): () => void
}

export interface ListedExchanges {
  items: ExchangeSummary[]
  more: boolean
}

/**
 * Keeps all exchanges, newest first. Recording never throws and never loses the exchange that it is given: an exchange
 * that the disk does not take waits in memory until it does, and the status says so.
 */
export interface History {
  status(): HistoryStatus
  /** Reports every change that recording here does not make; takes one listener. */
  watch(listener: HistoryListener): void
  /**
   * From the call on, all the other methods find it. Resolves when the exchange is committed, or is known to wait for
   * the disk; never rejects.
   */
  record(exchange: Exchange, summary: ExchangeSummary): Promise<void>
  /** Null if it is not there, or its record is damaged. */
  get(id: string): Exchange | null
  /** True also if its record is damaged. */
  has(id: string): boolean
  /** Returns the exchanges that match `where`, or all; older than `before`, or from the newest. */
  list(query: { where?: Query; before?: string | undefined; limit: number }): ListedExchanges
  /** Replaces the exchange of this id; does nothing if that is gone. Never throws. */
  amend(exchange: Exchange, summary: ExchangeSummary): void
  /**
   * Returns the genuine deliveries of this message to this account since `since` (epoch milliseconds), newest first,
   * `limit` at most.
   */
  deliveries(query: { account: string; messageKey: string; since: number; limit: number }): Exchange[]
  /**
   * Keeps the exchange to record if the workbench ends before its request is answered; called again when it changes. It
   * is not an exchange yet: the other methods do not find it. `record` of the same id ends it. Never throws.
   */
  hold(exchange: Exchange): void
  /**
   * Returns what was on hold when its workbench ended, oldest first; from now on it is on hold here. Leaves out what
   * another running workbench holds.
   */
  takeInterrupted(): Promise<Exchange[]>
  /** Returns the number of exchanges that clearing this part would remove. Never throws. */
  count(part: ClearedPart): number
  /** Returns the bytes that it takes on the disk; null if it is in memory only. Never throws. */
  size(): number | null
  /** Limits the refused exchanges that are kept; the oldest goes first, strangers before lookalikes. */
  limitRefused(limit: RefusedLimit): void
  /**
   * Removes all exchanges, or those of strangers, and of these only the ones that `only` names. Resolves to their number
   * once no file holds any of them; throws HISTORY_NOT_CLEARED if that cannot be done. If the workbench ends before that,
   * the rest goes at the next start; with `only`, it stays.
   */
  clear(which: ClearedHistory, only?: ClearedPart): Promise<number>
  /** Removes the exchanges of these ids. Resolves to the number of those that were there, and throws, like `clear`. */
  remove(ids: readonly string[]): Promise<number>
  /**
   * Removes what lies beyond these bounds, in steps between which requests are answered. Resolves to their number, and
   * throws, like `clear`; where nothing was to be removed, nothing is written.
   */
  removeBeyond(bounds: KeptBounds): Promise<number>
  close(): Promise<void>
}

export type ClearedHistory = 'all' | 'strangers'

/** Exchanges to which all of this applies. */
export interface ClearedPart {
  account?: string | undefined
  /** Epoch milliseconds: those that came earlier. */
  before?: number | undefined
}

/** The exchanges that stay; null sets no bound. */
export interface KeptBounds {
  /** Epoch milliseconds: those that came earlier go. */
  since: number | null
  /** The number of genuine exchanges, of which the newest stay. The refused ones have a limit of their own. */
  rows: number | null
}

/** The exchanges that the host wants kept; null sets no bound. */
export interface Retention {
  /** Milliseconds from the arrival of an exchange. */
  ageMs: number | null
  /** As in `KeptBounds`. */
  rows: number | null
}

export interface RefusedLimit {
  rows: number
  bytes: number
}

export interface HistoryListener {
  /** Called when something other than recording here changed the state of the disk or the count. */
  changed(status: HistoryStatus): void
  /** Called when this workbench, or another one on the same file, cleared the history. */
  cleared(which: ClearedHistory): void
  /** Called when this workbench removed single exchanges; `count` is the number of those left. */
  removed(ids: readonly string[], count: number): void
}

/** The result of reading the settings. */
export type SettingsReading =
  | { kind: 'none' }
  /**
   * `exact` is false if the bytes were not UTF-8. `exposed` says that others could read the file: until now
   * (`tightened`), or still, since its mode could not be changed (`open`).
   */
  | { kind: 'text'; text: string; exact: boolean; exposed: 'tightened' | 'open' | null }
  /** Something is there that holds no settings: a folder, a pipe, a link that leads nowhere, a file far too large. */
  | { kind: 'damaged' }
  /** There may be good settings, but this process may not read them. */
  | { kind: 'unreadable' }

/** The settings as one text. The host keeps it in a way that survives a crash; several workbenches may share it. */
export interface SettingsFile {
  /** `memory` if nothing is to be kept: then nobody else sees it either. */
  kind: 'file' | 'memory'
  /** Never throws, and never waits. */
  read(): SettingsReading
  /** All or nothing; throws if it cannot be written, or is larger than `read` accepts. */
  write(text: string): void
  /**
   * Writes like `write`, but first keeps the damaged file under a new name, and returns that name. If it throws, the
   * damaged file is still in its place.
   */
  replace(text: string): string
  /** Throws if a write is bound to fail. */
  checkWritable(): void
  /**
   * Runs `work` while no other workbench writes; waits for that without blocking. Rejects only with errors of `work`.
   */
  locked<Result>(work: () => Result): Promise<Result>
  /** Calls `onChange` soon after the file may have changed; returns a function that stops that. */
  watch(onChange: () => void): () => void
}

/** Encrypts tokens and keys, if the operating system has a place for that. */
export interface SecretBox {
  kind: 'keychain' | 'file' | 'memory'
  seal(plain: string): string
  /** Throws if another box sealed the text. */
  open(sealed: string): string
}

/** WeChat speaks either; captures of older pushes have 1.0. */
export type HttpVersion = '1.0' | '1.1'

export interface HttpRequest {
  method: string
  url: string
  /** The version in the request line; 1.1 if left out. */
  version?: HttpVersion | undefined
  headers: [name: string, value: string][]
  body: Uint8Array
  /** Gives up after this many milliseconds. */
  deadlineMs: number
  /** The IP address to connect to, in place of asking for that of the URL's name. */
  address?: string | undefined
}

/** A whole response. */
export interface HttpResponse {
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  /** From the first byte sent to the last received. */
  durationMs: number
  /** From the first byte sent to the first of the body received; left out if there is no body. */
  firstBodyMs?: number
  /** All bytes that came, head included, and whatever followed the response; left out if they are too many. */
  raw?: Uint8Array
}

/** The error with which a request ends that got no whole response. */
export interface HttpFailure extends Error {
  /** The system's code (`ECONNREFUSED`, …), `DEADLINE`, `TOO_LARGE`, `NOT_HTTP`, … */
  code: string
  durationMs: number
  /** The step that failed. */
  during: DeliveryStep
  /** The names on the certificate, if it is for others than the one asked for. */
  names?: string[]
  /** Left out if not one byte came. */
  raw?: RawAnswer
}

/** Sends exactly the headers that it is given, and follows no redirect. Rejects with an `HttpFailure`. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>
}

/** Asks about a public name and about the TLS of an address. Never rejects, and answers within a few seconds. */
export interface Network {
  resolve(host: string): Promise<Resolution>
  inspectTls(target: { host: string; port: number; address?: string | undefined }): Promise<TlsReport>
}

/** The addresses of a name. */
export interface Resolution {
  /** The A records, as the name server of this computer gives them. */
  v4: string[]
  /** The AAAA records. */
  v6: string[]
  /** The addresses that programs on this computer use: the hosts file and the local network count as well. */
  system: string[]
  /** The system's code if the name server gave no record (`ENOTFOUND`, `ENODATA`) or no answer; else null. */
  error: string | null
}

/** The outcome of handshakes with a server, in which it shows its certificate. */
export interface TlsReport {
  /** `TLSv1.3`, …; null if no handshake succeeded. */
  protocol: string | null
  /** The end of its certificate, epoch milliseconds. */
  validTo: number | null
  issuer: string
  /** Tells whether it takes TLS 1.2 as well; null if that was not tried. */
  takesTls12: boolean | null
  /** The reason not to trust it, or for there being no handshake. */
  error: DeliveryError | null
}

/** `asking`: the connection stands, and the answer is waited for or on its way. */
export type DeliveryStep = 'looking-up' | 'connecting' | 'securing' | 'asking'

/** An answer as it came, whole or broken. */
export interface Answer extends Omit<HttpResponse, 'raw'> {
  /** Present if it is not one whole response, or more than one. */
  broken?: BrokenFraming
}

/** The bytes of a broken answer, and its fault. */
export interface BrokenFraming {
  /** Everything that came, head included. */
  raw: Uint8Array
  fault: FramingFault
}

/**
 * The answer, and why it is none that may be passed on: both are there if something came that is not one whole
 * response.
 */
export interface DeliveryOutcome {
  /** Null if not one byte came. */
  response: Answer | null
  error: DeliveryError | null
}

export type DeliveryError = Pick<HttpFailure, 'code' | 'message'> &
  Partial<Pick<HttpFailure, 'during' | 'names'>>

export interface PatternRun {
  /** The groups of the first match, the whole match first; null if nothing matches; `timeout` if it did not finish. */
  groups: string[] | null | 'timeout'
  /** Processor time in milliseconds. It is less than the clock says if other programs are running. */
  ms: number
}

/** Runs users' regular expressions on users' texts, which may never end, in a place where they block nothing. */
export interface Patterns {
  /** Runs at once, for a moment: enough for nearly all. Throws a SyntaxError for an invalid pattern. */
  runQuickly(pattern: string, text: string): PatternRun
  /**
   * Runs apart from everything else, after the earlier ones. `findTimeoutMs` is called when its turn comes; below 1 the
   * pattern is not run, and the result is null. Never rejects.
   */
  run(pattern: string, text: string, findTimeoutMs: () => number): Promise<PatternRun | null>
}

/** Converts large documents apart from everything else. */
export interface Converter {
  /** Rejects with the signal's reason when it is aborted. Calls `onProgress` with values from 0 to 1. */
  convert(
    order: ConversionOrder,
    options: { signal: AbortSignal; onProgress(done: number): void },
  ): Promise<Conversion>
}

/** Finds, starts and ends the tunnel programs of this computer. It uses no shell and downloads nothing. */
export interface TunnelHost {
  find(): Promise<FoundTunnel[]>
  /**
   * Returns null if it is not installed. A program that cannot be started ends at once, with an `error`. It ends with
   * this process, whatever happens to that, short of being killed outright.
   */
  start(program: TunnelProgram, args: readonly string[], listener: TunnelListener): RunningTunnel | null
  /** Returns the programs that a workbench on this folder started, which it could not end, and which still run. */
  findLeftOver(): Promise<LeftOverTunnel[]>
  /** Resolves to false if it still runs. Touches no other process that may have its number by now. */
  endLeftOver(pid: number): Promise<boolean>
  /** From now on `findLeftOver` does not find it. */
  forgetLeftOver(pid: number): void
}

export interface TunnelListener {
  /** Called with each line of its output, in order, without the end of the line. A very long one comes in part. */
  line(line: string): void
  /** Called once, after the last line. */
  ended(end: TunnelEnd): void
}

export interface TunnelEnd {
  code: number | null
  signal: string | null
  /** The system's code (`EACCES`, …) if it could not be started. */
  error: string | null
}

export interface RunningTunnel {
  /** Asks it to end and then makes it; resolves to false if it still runs. */
  stop(): Promise<boolean>
}
