import * as v from 'valibot'
import { command, nothing } from './command.ts'
import type { Bilingual } from './text.ts'

/**
 * Where new versions of this workbench come from. Only one that was built for a release and that nobody else keeps up
 * to date has `releases`: `address` is the file that names the newest version, `page` the page of all releases, above
 * which no file may lead. All others never ask: `packages` is the package manager that installed it (its name as in
 * `deb`; empty if it gave none that can be read), `unnamed` a package that was built without an address.
 */
export type UpdateSource =
  | { kind: 'releases'; address: string; page: string }
  | { kind: 'repository' | 'npm' | 'unnamed' }
  | { kind: 'packages'; manager: string }

/** A version that was published. All of it is text that somebody else has written. */
export interface Release {
  /** As in `1.2.3` or `1.2.3-beta.1`. */
  version: string
  /** `YYYY-MM-DD` */
  date: string
  /** `https:`, below the page of all releases. */
  page: string
  /** What a user can see, in Markdown that is read as text; a long one is cut, with an ellipsis in its last line. */
  changes: Bilingual
}

export interface UpdatesStatus {
  source: UpdateSource
  /** When somebody, or the workbench on this folder by itself, last asked; epoch milliseconds, null if never. */
  asked: number | null
  /** The newest version as of then, if it is newer than the one that runs. */
  newer: Release | null
  /** The version that is not to be pointed out any more. */
  putAside: string | null
}

/** `late`: not within the time; `untrusted`: the certificate; `status`: no 200; `unusable`: no file of ours. */
export type UpdateFailure = 'unreachable' | 'late' | 'untrusted' | 'status' | 'redirect' | 'unusable'

/** `detail` is for people who look for the cause: the system's code, the status, or what is wrong with the file. */
export type UpdateAnswer =
  | { kind: 'newest' | 'newer' | 'off' }
  | { kind: 'failed'; why: UpdateFailure; detail: string }

/** In characters; real ones are far shorter. */
export const VERSION_MAX = 64

export const updatesCommands = {
  'updates.ask': command<UpdateAnswer>()({
    access: 'send',
    says: {
      zh: '向发布页面问一次有没有新版本；只读取一个文件，不下载、不安装。',
      en: 'Asks once whether there is a newer version: reads one file where it was released from, and installs nothing.',
    },
    input: nothing,
  }),
  /** Null points it out again. */
  'updates.putAside': command<UpdatesStatus>()({
    access: 'change',
    says: {
      zh: '不再提醒某个新版本，或恢复提醒。',
      en: 'Stops pointing out a newer version, or starts again.',
    },
    input: v.strictObject({
      version: v.nullable(v.pipe(v.string(), v.nonEmpty(), v.maxLength(VERSION_MAX))),
    }),
  }),
}
