import { hash } from 'node:crypto'
import type {
  Cause,
  Exchange,
  ExchangeEncryption,
  ExchangeMessage,
  ExchangeRequest,
  ExchangeSummary,
  Finding,
  Mode,
  RawResponse,
  Verdict,
} from '../contract/exchange.ts'
import { findGuardCause } from '../contract/findings/evidence.ts'
import type { BrokenFraming } from '../ports/http.ts'
import { define } from '../xml/json/node.ts'
import type { Reply } from './answer.ts'
import { REFUSED_BODY_BYTES } from './inspect.ts'
import { readField } from './receive.ts'
import type { Received } from './receive.ts'
import { createReplyBrief } from './reply-brief.ts'
import type { Sealed } from './unseal.ts'

/** The bytes that are kept of a body that was not read: enough to see what it was, too few to fill a disk. */
const UNREAD_BODY_KEPT = 64 * 1024

/** The facts that recording adds to a request and its answer. */
export interface Recording {
  id: string
  attempt: number
  durationMs: number
  verdict: Verdict
  findings: Finding[]
  judged?: false | undefined
}

/** Creates an exchange in the form of the contract. */
export function createExchange(received: Received, reply: Reply, recording: Recording): Exchange {
  const { incoming, account, message, sealed } = received
  const { http, by } = reply
  return {
    id: recording.id,
    direction: 'in',
    parent: null,
    run: null,
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
      status: http?.status ?? 0,
      headers: http?.headers ?? [],
      ...showBytes(http?.body ?? NO_BYTES),
      ...(http?.plain && { plain: decodeText(http.plain).text }),
      by,
      durationMs: recording.durationMs,
    },
    verdict: recording.verdict,
    findings: recording.findings,
    ...(recording.judged === false && { judged: false }),
  }
}

const NO_BYTES = new Uint8Array(0)

/** Returns a body as the JSON of an exchange has it: as text, and also as bytes if the text does not give them back. */
export function showBytes(bytes: Uint8Array): { body: string; bodyBase64?: string } {
  const { text, exact } = decodeText(bytes)
  return exact ? { body: text } : { body: text, bodyBase64: Buffer.from(bytes).toString('base64') }
}

/** The bytes that are kept of a broken answer beside its body: its head, and enough to see what is wrong. */
const RAW_KEPT = 64 * 1024

/** Returns the bytes of a broken answer as the JSON of an exchange has them. */
export function showRaw({ raw, fault }: BrokenFraming): RawResponse {
  const { body: text, bodyBase64: base64 } = showBytes(raw.subarray(0, RAW_KEPT))
  return {
    text,
    ...(base64 !== undefined && { base64 }),
    bytes: raw.length,
    brokenAt: fault.at,
    brokenLength: fault.length,
  }
}

/** Returns the mode of the request itself; if it holds no message, the mode that the account is set to. */
function detectMode({ sealed, body, jsonBody, account }: Received): Mode {
  if (sealed) return sealed.mode
  return body?.ok || jsonBody ? 'plaintext' : (account?.mode ?? 'plaintext')
}

function describeEncryption({ decryption }: Sealed): ExchangeEncryption {
  return { key: decryption?.keyIndex ?? null, failure: decryption?.failure ?? null }
}

/**
 * Returns the key of a message that was taken. A refused request delivers no message: a made-up MsgId must not stand
 * beside the genuine message, be counted with it or answer for it.
 */
export function findMessageKey({ message, refusal }: Pick<Received, 'message' | 'refusal'>): string | null {
  return message && refusal === null ? keyOfMessage(message) : null
}

/** Fields in which an event names itself: a receipt by its message, a content check by its trace. */
const EVENT_IDS = ['MsgID', 'trace_id']

const ENCRYPT = /<Encrypt>[^<]*(?:<!\[CDATA\[[^\]]*\]\]>)?[^<]*<\/Encrypt>/

/**
 * Returns the key that all deliveries of one message share: its MsgId and its sender, since two users have been seen to
 * share a MsgId. An event has no MsgId and is known by its sender, its second, its name, its EventKey and its own
 * number. Two events of one second may have no number and differ elsewhere, so the last part is then a hash of the body:
 * a retry brings the same body, but for Encrypt, which is another one each time. Returns null if the message has neither
 * a MsgId nor a sender and a time.
 *
 * Sources: https://developers.weixin.qq.com/doc/offiaccount/en/Message_Management/Receiving_event_pushes.html,
 * binarywang/WxJava#333, binarywang/WxJava#2231
 */
export function keyOfMessage({ json, xml }: Pick<ExchangeMessage, 'json' | 'xml'>): string | null {
  const read = (name: string) => readField(json, name)
  const from = read('FromUserName')
  const msgId = read('MsgId')
  if (msgId) return from ? `msg:${msgId}:${from}` : `msg:${msgId}`
  const createTime = read('CreateTime')
  if (!from || !createTime) return null
  const id =
    EVENT_IDS.map(read).find((value) => value) ?? hash('sha1', xml.replace(ENCRYPT, ''), 'hex').slice(0, 12)
  return ['event', from, createTime, read('Event') ?? '', read('EventKey') ?? '', id].join(':')
}

export function summarize(exchange: Exchange): ExchangeSummary {
  const { request, message, response } = exchange
  return {
    id: exchange.id,
    ...(exchange.direction && { direction: exchange.direction }),
    ...(exchange.parent && { parent: exchange.parent }),
    ...(exchange.run && { run: exchange.run }),
    ...(exchange.session && { session: exchange.session }),
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
    ...(exchange.guarded && { guarded: true }),
    ...(exchange.judged === false && { judged: false }),
    ...(exchange.encryption && { encrypted: true }),
    reply: createReplyBrief(exchange),
    ...findCause(exchange),
    ...(exchange.pinned && { pinned: true }),
    ...(exchange.note && { note: exchange.note }),
    findings: exchange.findings.map(({ code }) => code),
  }
}

function findCause({ guarded, backends, verdict, findings }: Exchange): { cause?: Cause } {
  const backend = guarded && backends?.find((one) => one.guarded)
  const isWell = verdict === 'accepted' || verdict === 'ignored'
  const cause = backend ? findGuardCause(backend) : isWell ? undefined : findings[0]
  return cause ? { cause: { code: cause.code, ...(cause.name && { name: cause.name }) } } : {}
}

/** The first of these fields that a message has is used. */
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

/** Returns the text that tells most about an exchange, for one line. */
export function createExcerpt({ direction, message, request }: Exchange): string {
  if (message) return createMessageExcerpt(message)
  return (direction === 'out' ? readAddress(request) : (request.query['echostr'] ?? request.body)).slice(
    0,
    120,
  )
}

/** Returns the host and the path that a request of ours went to. */
function readAddress({ headers, path }: ExchangeRequest): string {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? ''
  return host + path
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
  return {
    method: incoming.method,
    path: target.path,
    target: incoming.target,
    httpVersion: incoming.httpVersion,
    query: createQuery(target.parameters),
    headers: incoming.headers,
    ...showBytes(incoming.body.subarray(0, limit)),
    bodyBytes: incoming.bodyBytes,
    ...(incoming.incomplete && { incomplete: incoming.incomplete }),
  }
}

/** Creates an object from the parameters. If a name is repeated, the first value counts, as for the signature. */
export function createQuery(parameters: [string, string][]): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of parameters) {
    if (!Object.hasOwn(query, name)) define(query, name, value)
  }
  return query
}

/** Returns the bytes of a body that the JSON of an exchange shows. */
export function readBytes({ body, bodyBase64 }: { body: string; bodyBase64?: string }): Uint8Array {
  return bodyBase64 === undefined ? Buffer.from(body, 'utf8') : Buffer.from(bodyBase64, 'base64')
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Decodes UTF-8; `exact` is true if encoding the text again gives the same bytes. */
export function decodeText(bytes: Uint8Array): { text: string; exact: boolean } {
  const text = decoder.decode(bytes)
  return { text, exact: !text.includes('\uFFFD') || Buffer.from(text, 'utf8').equals(bytes) }
}
