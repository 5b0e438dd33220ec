import type {
  Exchange,
  ExchangeEncryption,
  ExchangeMessage,
  ExchangeRequest,
  ExchangeSummary,
  Finding,
  Mode,
  Verdict,
} from '../contract/exchange.ts'
import type { Reply } from './answer.ts'
import { REFUSED_BODY_BYTES } from './inspect.ts'
import { readField } from './receive.ts'
import type { Received } from './receive.ts'
import type { Sealed } from './unseal.ts'

/** What is kept of a body that was not looked into: enough to see what it was, too little to fill a disk with. */
const UNREAD_BODY_KEPT = 64 * 1024

/** What recording adds to what was received and answered. */
export interface Recording {
  id: string
  attempt: number
  durationMs: number
  verdict: Verdict
  findings: Finding[]
}

/** An exchange as the contract has it. */
export function createExchange(received: Received, reply: Reply, recording: Recording): Exchange {
  const { incoming, account, message, sealed } = received
  const body = decodeText(reply.body)
  return {
    id: recording.id,
    receivedAt: incoming.receivedAt,
    account: account?.id ?? null,
    attempt: recording.attempt,
    messageKey: findMessageKey(received),
    mode: detectMode(received),
    standing: received.standing,
    request: createRequest(received),
    signature: { ...received.signature, ...(sealed && { msgSignature: sealed.msgSignature }) },
    message,
    ...(sealed && { encryption: describeEncryption(sealed) }),
    response: {
      status: reply.status,
      headers: reply.headers,
      body: body.text,
      ...(!body.exact && { bodyBase64: Buffer.from(reply.body).toString('base64') }),
      ...(reply.plain && { plain: decodeText(reply.plain).text }),
      by: reply.by,
      durationMs: recording.durationMs,
    },
    verdict: recording.verdict,
    findings: recording.findings,
  }
}

/** As the request itself is; where it holds no message, as the account is set. */
function detectMode({ sealed, body, account }: Received): Mode {
  if (sealed) return sealed.mode
  return body?.ok ? 'plaintext' : (account?.mode ?? 'plaintext')
}

function describeEncryption({ decryption }: Sealed): ExchangeEncryption {
  return { key: decryption?.keyIndex ?? null, failure: decryption?.failure ?? null }
}

/**
 * The key of a message that was taken. What was refused is no delivery of anything: whoever makes up a MsgId must not
 * stand beside the genuine message, be counted with it or answer for it.
 */
export function findMessageKey({ message, refusal }: Pick<Received, 'message' | 'refusal'>): string | null {
  return message && refusal === null ? createMessageKey(message) : null
}

/**
 * What the deliveries of one message have in common: MsgId, else (events have none) FromUserName, CreateTime, Event
 * and EventKey.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Message_Management/Receiving_event_pushes.html
 */
export function createMessageKey({ json, from, event }: ExchangeMessage): string | null {
  const msgId = readField(json, 'MsgId')
  if (msgId) return `msg:${msgId}`
  const createTime = readField(json, 'CreateTime')
  if (!from || !createTime) return null
  return `event:${from}:${createTime}:${event ?? ''}:${readField(json, 'EventKey') ?? ''}`
}

export function summarize(exchange: Exchange): ExchangeSummary {
  const { request, message, response } = exchange
  return {
    id: exchange.id,
    receivedAt: exchange.receivedAt,
    account: exchange.account,
    attempt: exchange.attempt,
    messageKey: exchange.messageKey,
    ...(exchange.standing && { standing: exchange.standing }),
    method: request.method,
    path: request.path,
    type: message?.type ?? null,
    event: message?.event ?? null,
    from: message?.from ?? null,
    excerpt: createExcerpt(exchange),
    status: response.status,
    by: response.by,
    durationMs: response.durationMs,
    verdict: exchange.verdict,
    findings: exchange.findings.map(({ code }) => code),
  }
}

/** In this order: the first that a message has. */
const TELLING_FIELDS = [
  'Content',
  'Recognition',
  'Label',
  'Title',
  'EventKey',
  'Status',
  'PicUrl',
  'MediaId',
  'InfoType',
]

/** What tells most about an exchange, in one line. */
export function createExcerpt({ message, request }: Exchange): string {
  return message ? createMessageExcerpt(message) : (request.query['echostr'] ?? request.body).slice(0, 120)
}

export function createMessageExcerpt(message: ExchangeMessage): string {
  for (const name of TELLING_FIELDS) {
    const value = readField(message.json, name)
    if (value) return value.replace(/\s+/g, ' ').slice(0, 120)
  }
  return ''
}

function createRequest({ incoming, target, refusal, unread }: Received): ExchangeRequest {
  const limit = refusal ? REFUSED_BODY_BYTES : unread ? UNREAD_BODY_KEPT : incoming.body.length
  const kept = incoming.body.subarray(0, limit)
  const body = decodeText(kept)
  return {
    method: incoming.method,
    path: target.path,
    target: incoming.target,
    httpVersion: incoming.httpVersion,
    query: createQuery(target.parameters),
    headers: incoming.headers,
    body: body.text,
    ...(!body.exact && { bodyBase64: Buffer.from(kept).toString('base64') }),
    bodyBytes: incoming.bodyBytes,
    ...(incoming.incomplete && { incomplete: incoming.incomplete }),
  }
}

/** Where a name is repeated the first value counts, as for the signature. */
export function createQuery(parameters: [string, string][]): Record<string, string> {
  const first = new Map<string, string>()
  for (const [name, value] of parameters) if (!first.has(name)) first.set(name, value)
  // fromEntries defines own keys, `__proto__` included.
  return Object.fromEntries(first)
}

/** UTF-8 as text; `exact` where encoding it again gives the same bytes. */
export function decodeText(bytes: Uint8Array): { text: string; exact: boolean } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return { text, exact: !text.includes('\uFFFD') || Buffer.from(text, 'utf8').equals(bytes) }
}
