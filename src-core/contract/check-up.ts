import * as v from 'valibot'
import { command, idSchema, nothing } from './command.ts'
import type { Finding } from './exchange.ts'
import { runIdSchema } from './run.ts'
import { targetSchema } from './target.ts'
import type { Bilingual, TextFile } from './text.ts'

/** In this order they run and are shown. */
export const CHECK_GROUPS = {
  verification: { zh: '验证地址', en: 'Verification' },
  forgery: { zh: '拒绝伪造的请求', en: 'Refusing what is forged' },
  messages: { zh: '各种消息和事件', en: 'Messages and events' },
  text: { zh: '容易出错的内容', en: 'Text that breaks things' },
  encryption: { zh: '加解密', en: 'Encryption' },
  framing: { zh: '回复的格式', en: 'Framing of the reply' },
  time: { zh: '时间与重试', en: 'Time and retries' },
  hostile: { zh: '恶意 XML', en: 'Hostile XML' },
} as const satisfies Record<string, Bilingual>
export type CheckGroup = keyof typeof CHECK_GROUPS

/**
 * `required`: official, or observed: without it something fails in production. `advice`: no page asks for it, and good
 * back ends do without.
 */
export type CheckLevel = 'required' | 'advice'

/** A row of the table of cases, in words. */
export interface CheckCase {
  /** Stable: `GROUP.NAME`, such as `verification.echo`. Files and scripts name cases by it. */
  id: string
  group: CheckGroup
  level: CheckLevel
  title: Bilingual
  /** What is sent. */
  sent: Bilingual
  /** What WeChat does if a back end fails it, or what an attacker can do. */
  why: Bilingual
  /** What to change in a back end that fails it. */
  fix: Bilingual
  /** Needs an EncodingAESKey and an AppID. */
  encrypted?: true
}

/**
 * `skipped`: not tried, for the reason in `because`. `accepted`: failed, and the baseline gives a reason for leaving it
 * so.
 */
export type CheckState = 'passed' | 'failed' | 'accepted' | 'skipped'

export interface CheckResult {
  /** The id of its case. */
  id: string
  state: CheckState
  /** What came back, in one line. */
  came: Bilingual
  /** Why it failed: only those that count against it. */
  findings: Finding[]
  /** Why it was skipped, or is accepted; empty otherwise. */
  because: Bilingual
  /** The exchanges of what was sent, in order; empty in the terminal, which keeps none. */
  exchanges: string[]
  durationMs: number
}

export interface CheckUpReport {
  run: string
  /** The account's id; null for a URL given in the terminal. */
  account: string | null
  url: string
  /** Epoch milliseconds. */
  startedAt: number
  durationMs: number
  /** `unreachable`: nobody was there from the start, or any more, and the rest was not sent. */
  state: 'running' | 'finished' | 'stopped' | 'unreachable'
  /** The number of cases chosen, those still to come included. */
  chosen: number
  /** Those that are over, in the order of the table. */
  results: CheckResult[]
  /** Against the last check-up of this address that ran the same cases; null if there was none. */
  difference: CheckDifference | null
}

/** The last check-up of an address. */
export interface RememberedCheckUp extends CheckUpReport {
  /** What those before it found: of the cases that it left out, and of those that it has still to come to. */
  earlier: CheckResult[]
}

/** The ids of cases that were run both times. */
export interface CheckDifference {
  /** When the other one started, in epoch milliseconds. */
  since: number
  failed: string[]
  mended: string[]
}

export const checkUpCommands = {
  'checkUp.cases': command<CheckCase[]>()({
    access: 'read',
    says: { zh: '列出体检的全部项目。', en: 'Lists all cases of a check-up.' },
    input: nothing,
  }),
  /**
   * Each result comes as an event as well; `run.stop` ends it. One check-up an account at a time: UNDER_WAY while
   * another runs. PUBLIC_ADDRESS: the address is not of this computer or a private network, and `publicAddress` does not
   * say that this is meant. HOST_NOT_FOUND: its name leads nowhere. NOT_FOUND: no such backend. NO_KEY: the mode needs a key and
   * an AppID. OWN_CONTROL_PORT.
   */
  'checkUp.start': command<CheckUpReport>()({
    access: 'send',
    says: {
      zh: '给一个后端做体检：验证、伪造的请求、各种消息、容易出错的内容、加密、超时，逐项给出结论和改法。',
      en: 'Checks a backend from end to end: verification, forged requests, every message, text that breaks things, encryption and time, with a verdict on each.',
    },
    input: v.strictObject({
      account: idSchema,
      target: targetSchema,
      run: runIdSchema,
      /** Ids of cases; all of them if left out. */
      only: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(500))),
      /** True: the address may be a public one. */
      publicAddress: v.optional(v.boolean(), false),
      /** Hostile XML: by default only to addresses of this computer and of private networks. */
      hostile: v.optional(v.boolean()),
    }),
  }),
  /** The last check-up of each address since the start, one that still runs included; the newest first. */
  'checkUp.list': command<RememberedCheckUp[]>()({
    access: 'read',
    says: { zh: '返回本次运行以来做过的体检。', en: 'Returns the check-ups made since the start.' },
    input: v.strictObject({ account: idSchema }),
  }),
  /**
   * The same files as the terminal's `check` writes: Markdown for people, JUnit XML for build servers. What a check-up of
   * some cases left out is there as the one before found it. Of one that runs or was stopped it has what there is, and
   * says so. NOT_FOUND: it is not the last one of its address.
   */
  'checkUp.export': command<TextFile>()({
    access: 'read',
    says: {
      zh: '把一次体检写成报告：给人看的 Markdown，或给构建系统看的 JUnit XML。',
      en: 'Writes a check-up as a report: Markdown for people, or JUnit XML for build servers.',
    },
    input: v.strictObject({
      run: runIdSchema,
      format: v.picklist(['markdown', 'junit']),
      language: v.picklist(['zh', 'en']),
    }),
  }),
}
