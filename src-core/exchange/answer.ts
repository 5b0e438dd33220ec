import type { AnsweredBy, BackendReply } from '../contract/exchange.ts'
import type { ReplyDraft } from '../contract/reply-draft.ts'
import { isAcknowledgement } from './acknowledgement.ts'
import { composeFor } from './compose.ts'
import { passHeaders } from './relay.ts'
import type { Seal } from './seal.ts'
import type { Refusal } from './inspect.ts'
import type { Received } from './receive.ts'

/** What goes out, byte for byte; `headers` are all that the workbench sets, framing apart. */
export interface Reply {
  /** 0: nothing goes out, since nobody is left to read it. */
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  by: AnsweredBy
  /** Made here of a draft: where the message came encrypted, it goes out in an envelope. */
  composed?: boolean
  /** Of a reply in an envelope: what is inside. */
  plain?: Uint8Array
}

const REFUSED: Record<Refusal, { status: number; text: string }> = {
  'browser-made': { status: 403, text: 'Forbidden' },
  'path-unknown': { status: 404, text: 'Not found' },
  'method-refused': { status: 405, text: 'Method not allowed' },
  // RFC 5842, 7.2.
  loop: { status: 508, text: 'Loop detected' },
  'body-too-large': { status: 413, text: 'Content too large' },
  'body-too-slow': { status: 408, text: 'Request timeout' },
  'body-aborted': { status: 0, text: '' },
  'signature-missing': { status: 401, text: 'Invalid signature' },
  'signature-mismatch': { status: 401, text: 'Invalid signature' },
  'msg-signature-mismatch': { status: 401, text: 'Invalid signature' },
  'echostr-missing': { status: 400, text: 'echostr missing' },
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The reply that needs no policy: to what was refused, and to a verification. Null for a genuine message. */
export function answerWithoutPolicy({ refusal, echo }: Received): Reply | null {
  if (refusal) {
    const { status, text } = REFUSED[refusal]
    const allow: [string, string][] = refusal === 'method-refused' ? [['Allow', 'GET, POST']] : []
    return createHttpReply(status, 'text/plain; charset=utf-8', encoder.encode(text), 'fixed', allow)
  }
  // No charset: the bytes of echostr are sent back as they came, whatever they are.
  return echo && createHttpReply(200, 'text/plain', echo, 'fixed')
}

/**
 * The reply that a draft gives to this message. Its CreateTime is the second of the message's arrival, so that what is
 * previewed while a message waits is to the byte what is sent.
 */
export function createReply(draft: ReplyDraft, { message, incoming }: Received, by: AnsweredBy): Reply {
  // What cannot be sent becomes `success`, which at least stops the retries.
  return createMessageReply(composeFor(draft, message, incoming.receivedAt) ?? 'success', by)
}

/** What a backend answered, to the byte; where it did not answer, what a proxy says then, or nothing at all. */
export function createPassedReply({ status, headers, error }: BackendReply, body: Uint8Array): Reply {
  if (error?.code === 'DEADLINE') return createNoReply('relay')
  if (status === 0)
    return createHttpReply(502, 'text/plain; charset=utf-8', encoder.encode('Bad Gateway'), 'relay')
  return { status, headers: passHeaders(status, headers, body.length), body, by: 'relay' }
}

/** The reply with this body, with the headers that go with it. */
export function createMessageReply(body: string, by: AnsweredBy): Reply {
  const type = body === '' ? 'text/plain' : body === 'success' ? 'text/plain; charset=utf-8' : XML_TYPE
  return { ...createHttpReply(200, type, encoder.encode(body), by), composed: true }
}

/** The reply as it goes out: in an envelope where there is one to put it in. `success` and nothing go in the clear. */
export function sealReply(reply: Reply, seal: Seal | null): Reply {
  if (!seal || !reply.composed || isAcknowledgement(reply.body)) return reply
  const sealed = createMessageReply(seal(decoder.decode(reply.body)), reply.by)
  return { ...sealed, plain: reply.body }
}

/** For a request whose sender has hung up. */
export function createNoReply(by: AnsweredBy): Reply {
  return { status: 0, headers: [], body: new Uint8Array(0), by }
}

export const XML_TYPE = 'text/xml; charset=utf-8'

/** A reply with the headers that every reply of ours has: type, length, and that no browser may guess another type. */
export function createHttpReply(
  status: number,
  type: string,
  body: Uint8Array,
  by: AnsweredBy,
  more: [string, string][] = [],
): Reply {
  const headers: [string, string][] = [
    ['Content-Type', type],
    ['Content-Length', String(body.length)],
    // An echoed string is chosen by whoever calls: no browser may take it for a page.
    ['X-Content-Type-Options', 'nosniff'],
    ...more,
  ]
  return { status, headers, body, by }
}
