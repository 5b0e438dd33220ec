import type { About } from './contract/about.ts'
import type { Conversion, ConversionOrder } from './contract/conversion.ts'
import type { ResponderStatus } from './contract/workbench.ts'
import type { CheckBait } from './ports/check-up.ts'
import type { RunBurst } from './ports/bursts.ts'
import type { History, Retention } from './ports/history.ts'
import type { HttpClient } from './ports/http.ts'
import type { KeptText } from './ports/kept-text.ts'
import type { Network } from './ports/network.ts'
import type { TunnelHost } from './ports/tunnels.ts'
import type { Updates } from './ports/updates.ts'

/**
 * The interface between the core and the world it runs in. Hosts implement it; tests pass their own time and chance.
 */
export interface Ports {
  clock: Clock
  /** Cryptographically strong. */
  randomBytes(length: number): Uint8Array
  history: History
  /** Takes the place of the general bounds in the settings. */
  retention?: Retention | undefined
  /** Each commit of the history waits for the disk, whatever the settings say. */
  durable?: boolean | undefined
  settingsFile: SettingsFile
  secrets: SecretBox
  /** A function, since the responder is opened after the core to which it hands its requests. */
  responder(): ResponderStatus
  /** The port on this computer at which the workbench is operated; null if there is none, as in a window. */
  controlPort(): number | null
  httpClient: HttpClient
  network: Network
  /** Milliseconds that a backend has to answer, from the arrival of the request. */
  relayBudgetMs: number
  patterns: Patterns
  runBurst: RunBurst
  tunnels: TunnelHost
  converter: Converter
  /** The outcomes of earlier check-ups. */
  checkUpFile: KeptText
  bait: CheckBait
  /** The version of the workbench, as in package.json. */
  version: string
  surroundings: About
  updates: Updates
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Milliseconds that never decrease: they measure durations, which a corrected clock must not distort. */
  monotonic(): number
  /** Calls `run` once, after so many milliseconds; returns a function that cancels it. */
  after(ms: number, run: () => void): () => void
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
