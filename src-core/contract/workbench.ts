import type { Account } from './account.ts'
import type { ExchangeSummary } from './exchange.ts'
import type { HeldRequest, ReplyTemplate } from './reply.ts'
import type { Preferences } from './settings.ts'

/** All a screen needs to draw itself for the first time, true as of event `seq` of run `runId`. */
export interface Snapshot {
  /** Changes when the workbench is started anew: whoever sees another one forgets what it had. */
  runId: string
  seq: number
  version: string
  responder: ResponderStatus
  history: HistoryStatus
  secrets: 'keychain' | 'file' | 'memory'
  accounts: Account[]
  preferences: Preferences
  /** A settings file that could not be read was kept aside under this name. */
  settingsKeptAside: string | null
  /** What waits to be answered by hand, oldest first. */
  held: HeldRequest[]
  templates: ReplyTemplate[]
  /** The newest, newest first. */
  exchanges: ExchangeSummary[]
}

export interface ResponderStatus {
  /** `http://127.0.0.1:PORT`, without a path. */
  origin: string
  port: number
  /** The port that was asked for, where it was taken and another had to be used; else null. */
  movedFrom: number | null
}

export interface HistoryStatus {
  /**
   * `disk`: survives a restart. `memory`: does not, because `reason`: asked for (`ephemeral`), this runtime has no
   * SQLite (`unsupported`), or the file could not be opened or written (`failed`).
   */
  kept: 'disk' | 'memory'
  reason: 'ephemeral' | 'unsupported' | 'failed' | null
  /** How many exchanges there are. */
  count: number
}
