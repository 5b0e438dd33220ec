import type { CipherFailure } from './cipher.ts'
import type { FindingCode } from './findings.ts'
import type { Evidence, Severity } from './findings/kind.ts'
import type { ImportedSession } from './imported-session.ts'
import type { ReplyDraft } from './reply-draft.ts'
import type { ReplyBrief } from './reply-brief.ts'
import type { Bilingual } from './text.ts'

/**
 * The JSON of an exchange: the same in the terminal, in exports and on the control channel. Others rely on these
 * names; keys may be added, none may be renamed or removed.
 */
export interface Exchange {
  /** Sorts by time of arrival. */
  id: string
  /** The side that we were on. Absent from incoming exchanges recorded before 0.4. */
  direction?: Direction
  /** The exchange from which this one was replayed; null or absent if it is no replay. */
  parent?: string | null
  /** The run that it belongs to, such as a burst or a check-up; null or absent if it stands alone. */
  run?: string | null
  /** Epoch milliseconds. */
  receivedAt: number
  /** The account's id, or null if the path belongs to none. */
  account: string | null
  /** The number of the delivery: 1 for the first delivery of a message, 2 for its first retry, … */
  attempt: number
  /**
   * The key that all deliveries of one message share; null if there is no message, or it was refused. `msg:MsgId:user`,
   * or `event:user:second:Event:EventKey:number`; older versions stored neither the user of a message nor the number.
   */
  messageKey: string | null
  mode: Mode
  /** Absent if it was recorded before 0.2. */
  standing?: Standing
  request: ExchangeRequest
  signature: ExchangeSignature
  message: ExchangeMessage | null
  /** Present for an encrypted message. */
  encryption?: ExchangeEncryption
  response: ExchangeResponse
  verdict: Verdict
  findings: Finding[]
  /** `success` went out in place of a backend's reply: WeChat would not have taken it, or it did not come in time. */
  guarded?: true
  /**
   * Nothing may be said of the answer: judging failed, or the push was JSON and no rule is known for this answer to it.
   * The verdict follows from its status or its body alone.
   */
  judged?: false
  /** Absent from what was received or sent here. */
  session?: ImportedSession
  /** The rule that answered. */
  rule?: { id: string; name: string }
  /** The draft of a reply by hand; if `response.by` is `timeout`, what was written and not sent in time. */
  draft?: ReplyDraft
  /** The answers of the developer's own servers: the one whose reply goes back, and those that get copies. */
  backends?: BackendReply[]
  /** Somebody wants to keep it: no bound on the history removes it, nor does clearing it. */
  pinned?: true
  /** What somebody noted on it; never empty. */
  note?: string
}

/** `in`: sent to the responder. `out`: sent by the workbench; `response` is what the other side answered. */
export type Direction = 'in' | 'out'

/** The answer of one backend, as it came back, judged as if WeChat had got it. */
export interface BackendReply {
  id: string
  name: string
  url: string
  /** True if its reply goes back. */
  chosen: boolean
  /** `success` went back in its place, since WeChat would not have taken it, or it did not come in time. */
  guarded: boolean
  /** 0 if there was no answer, or none with a status; `error` then says why. */
  status: number
  headers: [name: string, value: string][]
  body: string
  /** The body's bytes, if it is not UTF-8. */
  bodyBase64?: string
  /** Present if the answer is not one whole HTTP response. */
  raw?: RawResponse
  /**
   * The system's code (`ECONNREFUSED`, …), `NOT_HTTP`, `TOO_LARGE` or `DEADLINE`. It may come with a status: then the
   * answer is broken, or had not ended in time, and nothing of it went back.
   */
  error: { code: string; message: string } | null
  durationMs: number
  verdict: Verdict
  findings: Finding[]
  /** As in the exchange. */
  judged?: false
}

/** The bytes of an answer that is not one whole HTTP response, as they came: head and body. */
export interface RawResponse {
  /** The first 64 KB as UTF-8 text. */
  text: string
  /** The same bytes, if they are not UTF-8. */
  base64?: string
  /** The number of bytes that came. */
  bytes: number
  /** The place where it is broken: the first byte that is wrong. If the end is missing, it is the end of what came. */
  brokenAt: number
  /** The number of bytes that are wrong; 0 if the end is missing. */
  brokenLength: number
}

/**
 * The likely sender of the request. `genuine`: it bears the right signature. `lookalike`: the signature is wrong, and
 * it was refused, but it has a mark of WeChat's requests: it may be WeChat with another token. `stranger`: refused,
 * without any such mark.
 */
export type Standing = 'genuine' | 'lookalike' | 'stranger'

/** 明文、兼容、安全: the degree to which WeChat encrypts, from nothing to everything. */
export const modes = ['plaintext', 'compatible', 'safe'] as const
export type Mode = (typeof modes)[number]

export interface ExchangeRequest {
  method: string
  /** Without the query. */
  path: string
  /** The request target as it arrived, still percent-encoded. */
  target: string
  /** Of a request of ours: where it went, as in `https://example.com`. Absent if it was recorded before 0.2. */
  origin?: string
  httpVersion: string
  /** Decoded. The first value of a repeated name counts, as in most frameworks. */
  query: Record<string, string>
  /** In the order and letter case of arrival. */
  headers: [name: string, value: string][]
  /** The body as UTF-8 text. If it is not UTF-8, `bodyBase64` holds the bytes, and this the readable rest. */
  body: string
  bodyBase64?: string
  /** The number of bytes received. It is more than was kept if the body was over the limit. */
  bodyBytes: number
  /**
   * Why the body is not whole; absent if it is whole. `too-large`: more than a message may have, or more than is read
   * of a refused request.
   */
  incomplete?: 'too-large' | 'too-slow' | 'aborted'
}

export interface ExchangeSignature {
  ok: boolean
  /** The value in the query; null if it was missing. */
  received: string | null
  /** Null if it could not be computed: no account, or timestamp or nonce missing. */
  expected: string | null
  /** The signature that covers Encrypt, for an encrypted message. */
  msgSignature?: Omit<ExchangeSignature, 'msgSignature'>
}

export interface ExchangeEncryption {
  /** The account's key that opened it: 0 is the current one, 1 the previous one; null if none did. */
  key: number | null
  /** Why it could not be opened; null if it could, or if there was no key to try. */
  failure: CipherFailure | null
}

export interface ExchangeMessage {
  /** Present if the push was JSON and not XML, as those of mini programs, mini games and cloud hosting may be. */
  format?: 'json'
  /** `MsgType` as received; `''` if there is none (an open-platform ticket has only an InfoType). */
  type: string
  /** `Event` as received, or null. */
  event: string | null
  from: string | null
  to: string | null
  /** The message as text; for an encrypted message, the decrypted text. It is JSON if `format` says so. */
  xml: string
  /**
   * Of XML the simple view, `{"xml": {…}}`. Of a JSON push the object itself, in which numbers that JavaScript would
   * round are strings.
   */
  json: unknown
}

export type AnsweredBy = 'fixed' | 'rule' | 'hand' | 'relay' | 'timeout'

export interface ExchangeResponse {
  /**
   * 0 if nothing was answered (the sender had gone, the connection was cut, or a backend could not be reached), or if
   * the answer has no status line.
   */
  status: number
  headers: [name: string, value: string][]
  body: string
  /** The body's bytes, if it is not UTF-8. */
  bodyBase64?: string
  /** The content of a reply that was made and encrypted here. */
  plain?: string
  /** Present if a backend's answer is not one whole HTTP response. */
  raw?: RawResponse
  by: AnsweredBy
  /** From the request's first byte seen by us to the moment before the reply leaves. */
  durationMs: number
}

/**
 * `accepted`: WeChat would take this reply. `ignored`: empty or `success`, nothing is shown and nothing is retried.
 * `retried`: WeChat would send it again. `fault`: the user would see the fault prompt. `rejected`: the request was not
 * genuine, or not one that we take, and was refused; for a verification sent to a backend, WeChat would not take the
 * address.
 */
export type Verdict = 'accepted' | 'ignored' | 'retried' | 'fault' | 'rejected'

export interface Finding {
  /**
   * A row of the table in `findings.ts`. An exchange that another version stored may have a code that is not in our
   * table: look its row up with `findFindingKind`.
   */
  code: FindingCode
  severity: Severity
  /** How well it is known that WeChat, or the other side, behaves so. An older version stored none: see the table. */
  evidence?: Evidence
  /** Names this case in a few words, if it is known more closely than its code says; see `FindingKind.name`. */
  name?: Bilingual
  /** What the diagnosis saw. */
  title: Bilingual
  /** Why it matters. */
  detail: Bilingual
  /** What to do; empty if nothing is to be done. */
  fix: Bilingual
  at: Place | null
  /** The whole body with this finding mended. Only for a finding in a reply that can be mended without guessing. */
  repair?: string
}

/**
 * The place of a finding. Offsets are bytes from the start of the body, or of the decrypted text if it was encrypted;
 * line and column count from 1.
 */
export type Place =
  | { in: 'query'; key: string }
  | { in: 'request-header'; name: string }
  | { in: 'request-body'; offset: number; length: number; line: number; column: number; path?: string }
  | { in: 'request-line' }
  | { in: 'reply-status' }
  | { in: 'reply-header'; name: string }
  | { in: 'reply-body'; offset: number; length: number; line: number; column: number; path?: string }
  /** In the bytes of an answer that is broken (`raw`), from its head on. Length 0: the end is missing here. */
  | { in: 'reply-bytes'; offset: number; length: number }

/** A row of the list. */
export interface ExchangeSummary {
  id: string
  /** The side that we were on; absent if it came in. */
  direction?: Direction
  /** As in the exchange; absent if it has none. */
  parent?: string
  run?: string
  session?: ImportedSession
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
  /** As in the exchange. */
  guarded?: true
  /** As in the exchange. */
  judged?: false
  /** The message came encrypted. */
  encrypted?: true
  /** Absent if an older version stored the row and its record on disk is damaged. */
  reply?: ReplyBrief
  /** The finding that decided the verdict; if `guarded`, that on the backend's reply. Absent if all is well. */
  cause?: Cause
  /** As in the exchange. */
  pinned?: true
  note?: string
  /** The codes of its findings; see `Finding`. */
  findings: FindingCode[]
}

/** The code of a finding, and its name if that says more than the one in the table. */
export type Cause = Pick<Finding, 'code' | 'name'>
