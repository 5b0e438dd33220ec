import type { Mode, Verdict } from '../../src-core/contract/exchange.ts'
import type { Severity } from '../../src-core/contract/findings/kind.ts'

/**
 * A fault that somebody reported in public, rebuilt with an input of ours. The expectation says what the people who had
 * the fault needed to hear, not what the product says today.
 */
export type FieldCase = Reported & Road & Expected

interface Reported {
  /** Ours, and stable. */
  id: string
  /** What was reported, in one sentence. */
  reported: string
  /** The public threads or pages, as `owner/repo#number` or an address; or why there is none. */
  sources: readonly string[]
}

interface Expected {
  verdict?: Verdict
  /** The codes that must be there, each with its severity. */
  finds: readonly `${string} ${Severity}`[]
  /** The codes that must not be there, whatever their severity. */
  without?: readonly string[]
  /** The words that must stand in the findings, the repair included; at least one for each language. */
  names: { zh: readonly RegExp[]; en: readonly RegExp[] }
  /** The words that must stand in no finding, in neither language. */
  never?: readonly RegExp[]
}

/** The request's values that an answer may repeat. */
export interface Asked {
  echostr: string
  from: string
  to: string
}

/** Returns all bytes of an answer, the status line included. */
export type Answer = (asked: Asked) => string | Uint8Array

type Road =
  /** We verify a backend's address. */
  | { road: 'verify'; answer: Answer; tls?: true; hold?: true }
  /** We send a backend a text message. */
  | { road: 'send'; answer: Answer; mode?: Mode }
  /** `judge`: the reply alone, to a text message. */
  | { road: 'judge'; reply: string | Uint8Array }
  /** Requests come to the responder; the last exchange counts. */
  | {
      road: 'serve'
      mode?: Mode
      requests: readonly ((signing: Signing) => PostedRequest)[]
      /** The reply is relayed from this backend; otherwise it is `success`. */
      backend?: Answer
      /** The body that must go back. */
      replies?: string
      /** Each request is a message of its own, and no retry of another. */
      distinct?: true
      /** The event of the message that must have been read. */
      event?: string
    }
  /** `decrypt` with these options besides the account's. */
  | { road: 'decrypt'; envelope: string; options?: readonly string[]; prints?: string }
  /** `alarm`: the finding of an alarm that is pasted. */
  | { road: 'alarm'; alarm: string }
  /** `to-json` or `to-xml`; the codes are those of the codec: a refusal is an error, a loss or a note a warning. */
  | { road: 'convert'; to: 'json' | 'xml'; text: string; line?: number }

/** The values that the sender of a request signs. */
export interface Signing {
  token: string
  timestamp: string
  nonce: string
}

export interface PostedRequest {
  method: 'GET' | 'POST'
  /** As it stands in the request line, without the question mark. */
  query: string
  contentType?: string
  body?: string
}
