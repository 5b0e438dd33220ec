import type { AccountView } from './account.ts'
import { command, nothing } from './command.ts'
import type { ExchangeSummary } from './exchange.ts'
import type { Preferences } from './preferences.ts'
import type { ProbeReport } from './probe.ts'
import type { HeldRequest } from './reply.ts'
import type { OwnSample } from './sample.ts'
import type { ReplyTemplate } from './template.ts'
import type { TunnelStatus } from './tunnel.ts'
import type { UpdatesStatus } from './updates.ts'

/** Everything that a screen needs to draw itself for the first time, as of event `seq` of run `runId`. */
export interface Snapshot {
  /** Changes when the workbench is started anew: a screen that sees another run forgets its state. */
  runId: string
  seq: number
  version: string
  responder: ResponderStatus
  history: HistoryStatus
  secrets: 'keychain' | 'file' | 'memory'
  accounts: AccountView[]
  preferences: Preferences
  settings: SettingsStatus
  /** The requests that wait to be answered by hand, oldest first. */
  held: HeldRequest[]
  templates: ReplyTemplate[]
  /** Messages of one's own, to be sent beside the catalogue's. */
  samples: OwnSample[]
  /** The last probe of each account since the start. */
  probes: ProbeReport[]
  tunnel: TunnelStatus
  updates: UpdatesStatus
  /** The newest, newest first. */
  exchanges: ExchangeSummary[]
}

export interface ResponderStatus {
  /** `http://127.0.0.1:PORT`, without a path. */
  origin: string
  port: number
  /** The port that was asked for, if it was taken and another had to be used; else null. */
  movedFrom: number | null
}

export interface HistoryStatus {
  /** `disk`: answered messages survive a restart. `memory`: new ones do not, because of `reason`. */
  kept: 'disk' | 'memory'
  reason: HistoryReason | null
  /** The number of exchanges, on disk and in memory. */
  count: number
  /** The number of exchanges that are only in memory until the disk takes them. */
  waiting: number
  /** The number of exchanges given up since the start, because too many waited for the disk. */
  dropped: number
  /** The fate of a damaged file since the start. */
  damaged: DamagedHistory | null
  /** Somebody deleted the file while the workbench ran, and it was made anew without its content. */
  deleted: boolean
}

/**
 * `ephemeral`: asked for. `unsupported`: this runtime has no SQLite. The others may pass, and are tried again: another
 * program holds the file (`locked`), no space is left (`full`), the file or folder may not be written (`read-only`), a
 * newer workbench made the file (`newer`), or it could not be opened or written for another reason (`failed`).
 */
export type HistoryReason = 'ephemeral' | 'unsupported' | 'locked' | 'full' | 'read-only' | 'newer' | 'failed'

export interface DamagedHistory {
  /** The damaged file was kept under this name. */
  file: string
  /** The number of exchanges read out of it so far. */
  salvaged: number
  /** The number of exchanges that could not be read; null if even that is unknown. */
  lost: number | null
}

export interface SettingsStatus {
  /**
   * `file`: changes survive a restart. `memory`: they do not, because `reason`: asked for (`ephemeral`), the folder
   * takes no changes (`read-only`), the file there may not be read (`unreadable`), the disk is full (`full`), or the
   * file could not be written for another reason (`failed`).
   */
  kept: 'file' | 'memory'
  reason: 'ephemeral' | 'read-only' | 'unreadable' | 'full' | 'failed' | null
  /** A settings file that was damaged, or that a later version wrote, was kept aside under this name. */
  keptAside: string | null
  /**
   * The paths that could not be read, as in `accounts.0.rules.2`; `''` stands for the whole, and `version` for the whole
   * that a later version wrote.
   */
  leftOut: string[]
  /** The first account's token could not be read, and a new one was made in its place. */
  newToken: boolean
  /** Other users of the machine could read the file: until this start (`tightened`), or still (`open`). */
  exposed: 'tightened' | 'open' | null
  /**
   * The settings that were changed here and, at the same time, by another workbench on the same folder; null until that
   * happens.
   */
  conflict: SettingsConflict | null
}

/** The last one to save wins: the workbench that reports it (`here`), or the other one (`there`). */
export interface SettingsConflict {
  winner: 'here' | 'there'
  /** `account` is its name; null for settings that belong to no account. */
  fields: { account: string | null; field: string }[]
}

export const workbenchCommands = {
  'workbench.snapshot': command<Snapshot>()({
    access: 'read',
    says: {
      zh: '返回调试台当前的全貌：应答器地址、账号、设置、等待回复的消息和最新的记录。',
      en: 'Returns the workbench as it is now: address of the responder, accounts, settings, messages that wait and the newest exchanges.',
    },
    input: nothing,
  }),
}
