import type { AnsweredBy, ExchangeMessage } from '../contract/exchange.ts'
import type { ReplyDraft } from '../contract/reply-draft.ts'
import type { DeliveryOutcome } from '../ports/http.ts'
import { composeFor } from './compose.ts'
import { readJsonText } from './json-push.ts'
import { passHeaders } from './relay.ts'
import type { Seal } from './seal.ts'
import type { Refusal } from './inspect.ts'
import type { Genuine, Refused, Verification } from './receive.ts'

/** The reply to a request, and what gave it. */
export interface Reply {
  by: AnsweredBy
  /** Null if nothing is sent: nobody is left to read it, or the connection is cut on purpose. */
  http: HttpReply | null
}

/** The reply as it is sent, byte for byte; `headers` are all that the workbench sets, apart from framing. */
export interface HttpReply {
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  /** The plain reply inside the envelope, if we put it into one. */
  plain?: Uint8Array
  /** The reply is sent in two parts, `ms` milliseconds apart: a probe sees by them whether a hop holds replies back. */
  pause?: { afterBytes: number; ms: number }
}

const REFUSED: Record<Exclude<Refusal, 'body-aborted'>, { status: number; text: string }> = {
  'browser-made': { status: 403, text: 'Forbidden' },
  'path-unknown': { status: 404, text: 'Not found' },
  'method-refused': { status: 405, text: 'Method not allowed' },
  // RFC 5842, 7.2.
  loop: { status: 508, text: 'Loop detected' },
  'relayed-too-often': { status: 508, text: 'Loop detected' },
  'body-too-large': { status: 413, text: 'Content too large' },
  'body-too-slow': { status: 408, text: 'Request timeout' },
  'signature-missing': { status: 401, text: 'Invalid signature' },
  'signature-mismatch': { status: 401, text: 'Invalid signature' },
  'msg-signature-mismatch': { status: 401, text: 'Invalid signature' },
  'echostr-missing': { status: 400, text: 'echostr missing' },
}

const encoder = new TextEncoder()

/** Returns the reply to a refused request or to a verification. Neither depends on the account's policy. */
export function answerWithoutPolicy(received: Refused | Verification): Reply {
  // No charset: the bytes of echostr are sent back as they came, whatever they are.
  if (received.kind === 'verification')
    return { by: 'fixed', http: createHttpReply(200, 'text/plain', received.echo) }
  const { refusal } = received
  if (refusal === 'body-aborted') return createNoReply('fixed')
  const { status, text } = REFUSED[refusal]
  const http = createTextReply(status, text)
  if (refusal === 'method-refused') http.headers.push(['Allow', 'GET, POST'])
  return { by: 'fixed', http }
}

/**
 * Returns the reply that a draft gives to this message. Its CreateTime is the second of the message's arrival, so that
 * the preview shown while a message waits is byte for byte the reply that is sent.
 */
export function createReply(
  draft: ReplyDraft,
  { message, incoming }: Genuine,
  by: AnsweredBy,
  seal: Seal | null,
): Reply & { http: HttpReply } {
  // A draft that cannot be sent becomes `success`, which at least stops the retries.
  const body = composeFor(draft, message, incoming.receivedAt) ?? 'success'
  return createMessageReply(isFor(message, body) ? body : 'success', by, seal)
}

/** Tells whether a body has the format of its push. XML in answer to JSON has no effect. */
function isFor(message: ExchangeMessage | null, body: string): boolean {
  return message?.format !== 'json' || body === '' || readJsonText(body) !== null
}

/**
 * Returns a backend's answer byte for byte. If there is no whole one, returns what a proxy would say, or no reply at
 * all: a broken answer is never passed on as if it were whole.
 */
export function createPassedReply({ response, error }: DeliveryOutcome): Reply {
  if (error?.code === 'DEADLINE') return createNoReply('relay')
  if (!response || error) return { by: 'relay', http: createTextReply(502, 'Bad Gateway') }
  const { status, headers, body } = response
  return { by: 'relay', http: { status, headers: passHeaders(status, headers, body.length), body } }
}

/** Returns the reply with this body, in an envelope if there is a seal. `success` and an empty body go in the clear. */
export function createMessageReply(
  body: string,
  by: AnsweredBy,
  seal: Seal | null,
): Reply & { http: HttpReply } {
  const plain = encoder.encode(body)
  if (body === '') return { by, http: createHttpReply(200, 'text/plain', plain) }
  if (body === 'success') return { by, http: createTextReply(200, body) }
  const type = readJsonText(body) ? JSON_TYPE : XML_TYPE
  if (!seal) return { by, http: createHttpReply(200, type, plain) }
  return { by, http: { ...createHttpReply(200, type, encoder.encode(seal(body))), plain } }
}

export function createNoReply(by: AnsweredBy): Reply {
  return { by, http: null }
}

export const XML_TYPE = 'text/xml; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'

export function createTextReply(status: number, text: string): HttpReply {
  return createHttpReply(status, 'text/plain; charset=utf-8', encoder.encode(text))
}

/** Returns a reply with the headers that every reply of ours has. */
export function createHttpReply(status: number, type: string, body: Uint8Array): HttpReply {
  return {
    status,
    headers: [
      ['Content-Type', type],
      ['Content-Length', String(body.length)],
      // An echoed string is chosen by whoever calls: no browser may take it for a page.
      ['X-Content-Type-Options', 'nosniff'],
    ],
    body,
  }
}
