import type { CipherFailure } from './cipher.ts'
import type { FindingCode } from './findings.ts'
import type { Severity } from './findings/kind.ts'
import type { ReplyDraft } from './reply-draft.ts'
import type { Bilingual } from './text.ts'

/**
 * The JSON of an exchange: the same in the terminal, in exports and on the control channel. Others rely on these
 * names; keys may be added, none may be renamed or removed.
 */
export interface Exchange {
  /** Sorts by time of arrival. */
  id: string
  /** Which side of it we were on; absent where it came in and was recorded before 0.4. */
  direction?: Direction
  /** The exchange that this one was replayed from; null or absent where it was none. */
  parent?: string | null
  /** What it was sent as a part of, such as a burst or a check-up; null or absent where it stands alone. */
  run?: string | null
  /** Epoch milliseconds. */
  receivedAt: number
  /** The account's id, or null where the path belongs to none. */
  account: string | null
  /** 1 for the first delivery of a message, 2 for its first retry, … */
  attempt: number
  /** What deliveries of one message have in common; null where there is no message, or it was refused. */
  messageKey: string | null
  mode: Mode
  /** Absent where it was recorded before 0.2. */
  standing?: Standing
  request: ExchangeRequest
  signature: ExchangeSignature
  message: ExchangeMessage | null
  /** Of an encrypted message. */
  encryption?: ExchangeEncryption
  response: ExchangeResponse
  verdict: Verdict
  findings: Finding[]
  /** `success` went out in place of a backend's reply, which WeChat would not have taken or which did not come in time. */
  guarded?: true
  /** Nothing may be said of the answer, since judging it failed; the verdict is what its status alone allows. */
  judged?: false
  /** The rule that answered. */
  rule?: { id: string; name: string }
  /** What the reply was made from by hand; where `response.by` is `timeout`, what was written and not sent in time. */
  draft?: ReplyDraft
  /** What the developer's own servers answered: the one whose reply goes back, and those that get copies. */
  backends?: BackendReply[]
}

/** `in`: sent to the responder. `out`: sent by the workbench; `response` is what the other side answered. */
export type Direction = 'in' | 'out'

/** What one backend answered, as it came back, judged as if WeChat had got it. */
export interface BackendReply {
  id: string
  name: string
  url: string
  /** Its reply is the one that goes back. */
  chosen: boolean
  /** `success` went back in its place, since WeChat would not have taken it or it did not come in time. */
  guarded: boolean
  /** 0 where there was no answer, and `error` says why. */
  status: number
  headers: [name: string, value: string][]
  body: string
  /** Where the body is not UTF-8: its bytes. */
  bodyBase64?: string
  /**
   * The code is the system's (`ECONNREFUSED`, …), `TOO_LARGE`, or `DEADLINE`: that also where there is a status, and
   * the body had not ended in time.
   */
  error: { code: string; message: string } | null
  durationMs: number
  verdict: Verdict
  findings: Finding[]
  /** As in the exchange. */
  judged?: false
}

/**
 * Who sent the request, as far as can be told. `genuine`: it bears the right signature. `lookalike`: it does not, and was
 * refused, but has a mark of WeChat's requests, so that it may be WeChat with another token than the account's.
 * `stranger`: refused, without any such mark.
 */
export type Standing = 'genuine' | 'lookalike' | 'stranger'

/** 明文、兼容、安全: how WeChat encrypts, from not at all to all of it. */
export const modes = ['plaintext', 'compatible', 'safe'] as const
export type Mode = (typeof modes)[number]

export interface ExchangeRequest {
  method: string
  /** Without the query. */
  path: string
  /** The request target as it arrived, still percent-encoded. */
  target: string
  httpVersion: string
  /** Decoded; where a name is repeated, the first value counts, as in most frameworks. */
  query: Record<string, string>
  /** In the order and letter case in which they arrived. */
  headers: [name: string, value: string][]
  /** The body as UTF-8 text; where it is not UTF-8, `bodyBase64` holds the bytes and this the readable rest. */
  body: string
  bodyBase64?: string
  /** Bytes received, which is more than is kept where the body was over the limit. */
  bodyBytes: number
  /**
   * Why the body is not whole; absent where it is. `too-large` is more than a message may have, and more than is read of
   * a request that is refused.
   */
  incomplete?: 'too-large' | 'too-slow' | 'aborted'
}

export interface ExchangeSignature {
  ok: boolean
  /** As it stood in the query; null where it was missing. */
  received: string | null
  /** Null where it could not be computed: no account, or timestamp or nonce missing. */
  expected: string | null
  /** Of an encrypted message: the signature that covers Encrypt. */
  msgSignature?: Omit<ExchangeSignature, 'msgSignature'>
}

export interface ExchangeEncryption {
  /** Which of the account's keys opened it: 0 the current one, 1 the previous one; null where none did. */
  key: number | null
  /** Why it could not be opened; null where it could, or where there was no key to try. */
  failure: CipherFailure | null
}

export interface ExchangeMessage {
  /** `MsgType` as received; `''` where there is none (an open-platform ticket has only an InfoType). */
  type: string
  /** `Event` as received, or null. */
  event: string | null
  from: string | null
  to: string | null
  /** What arrived, as text; of an encrypted message what was decrypted. */
  xml: string
  /** The simple view, `{"xml": {…}}`. */
  json: unknown
}

export type AnsweredBy = 'fixed' | 'rule' | 'hand' | 'relay' | 'timeout'

export interface ExchangeResponse {
  /** 0 where nothing was answered: the sender had gone, the connection was cut, or a backend could not be reached. */
  status: number
  headers: [name: string, value: string][]
  body: string
  /** Where the body is not UTF-8: its bytes. */
  bodyBase64?: string
  /** Of a reply that was made here and encrypted: what is inside. */
  plain?: string
  by: AnsweredBy
  /** From the request's first byte seen by us to the moment before the reply leaves. */
  durationMs: number
}

/**
 * `accepted`: WeChat would take this reply. `ignored`: empty or `success`, nothing is shown and nothing is retried.
 * `retried`: WeChat would send it again. `fault`: the user would see the fault prompt. `rejected`: the request was
 * not genuine, or not a request we take, and was refused; of a verification sent to a backend: WeChat would not take
 * the address.
 */
export type Verdict = 'accepted' | 'ignored' | 'retried' | 'fault' | 'rejected'

export interface Finding {
  /**
   * A row of the table in `findings.ts`. An exchange that another version stored may have a code that is not in our
   * table: look its row up with `findFindingKind`.
   */
  code: FindingCode
  severity: Severity
  /** What was seen. */
  title: Bilingual
  /** Why it matters. */
  detail: Bilingual
  /** What to do; empty where nothing is to be done. */
  fix: Bilingual
  at: Place | null
  /** Of a finding in a reply: the whole body with this one mended, where that can be done without guessing. */
  repair?: string
}

/**
 * Where a finding stands. Offsets are bytes from the start of the body, of an encrypted one from the start of what was
 * decrypted; line and column count from 1.
 */
export type Place =
  | { in: 'query'; key: string }
  | { in: 'request-header'; name: string }
  | { in: 'request-body'; offset: number; length: number; line: number; column: number; path?: string }
  | { in: 'request-line' }
  | { in: 'reply-status' }
  | { in: 'reply-header'; name: string }
  | { in: 'reply-body'; offset: number; length: number; line: number; column: number; path?: string }

/** A row of the list. */
export interface ExchangeSummary {
  id: string
  /** Which side of it we were on; absent where it came in. */
  direction?: Direction
  receivedAt: number
  account: string | null
  attempt: number
  messageKey: string | null
  standing?: Standing
  method: string
  path: string
  type: string | null
  event: string | null
  from: string | null
  /** The telling part of the message in one line: a text's Content, a menu's EventKey, … */
  excerpt: string
  status: number
  by: AnsweredBy
  durationMs: number
  verdict: Verdict
  /** The codes; see `Finding`. */
  findings: FindingCode[]
}
