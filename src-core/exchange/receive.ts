import { toSimple } from '../xml/json/simple.ts'
import type { LenientResult } from '../xml/parse/lenient.ts'
import type { Account } from '../contract/account.ts'
import type { ExchangeMessage, Standing } from '../contract/exchange.ts'
import { fieldsOf } from '../contract/message-fields.ts'
import { decodeFormBytes, parameter } from './incoming.ts'
import type { Incoming, Target } from './incoming.ts'
import type { HeadRefusal, Inspection, Refusal } from './inspect.ts'
import { findStanding } from './standing.ts'
import { readJsonMessage } from './json-push.ts'
import type { JsonPush } from './json-push.ts'
import { readBody } from './read-body.ts'
import type { ReadBody } from './read-body.ts'
import { unseal } from './unseal.ts'
import type { Sealed } from './unseal.ts'

/** A request that has arrived: refused, a verification that is in order, or a genuine message. */
export type Received = Refused | Verification | Genuine

interface Arrived {
  incoming: Incoming
  target: Target
  signature: Inspection['signature']
  standing: Standing
}

/** The content found in the body. A verification has none. */
interface Content {
  /** The parsed body; null if there was none to read, or it is JSON. */
  body: LenientResult | null
  /** The body if it is a JSON object: a push of another product than an official account, plain or encrypted. */
  jsonBody: JsonPush | null
  /** The reason that a body worth reading was not read; null if there was no such reason. */
  unread: Unread | null
  /** The envelope in which the message came encrypted; null if it came in the clear. */
  sealed: Sealed | null
  /** The parsed message: the decrypted one if it could be decrypted, else the body. Null if it is JSON. */
  parsed: LenientResult | null
  /** The message if it is a JSON object. */
  jsonParsed: JsonPush | null
  message: ExchangeMessage | null
}

/** `busy`: the time for bodies of its kind is used up. `defect`: reading it failed, which is a fault of ours. */
export type Unread = 'busy' | 'defect'

/** A refused request. Its body is read only if it has a mark of WeChat's. */
export interface Refused extends Arrived, Content {
  kind: 'refused'
  account: Account | null
  refusal: Refusal
}

export interface Verification extends Arrived, Content {
  kind: 'verification'
  account: Account
  refusal: null
  /** The bytes to send back. */
  echo: Uint8Array
}

/** A POST with the right signature; `message` is null if its body is neither XML nor a JSON object. */
export interface Genuine extends Arrived, Content {
  kind: 'genuine'
  account: Account
  refusal: null
}

export const NO_CONTENT: Content = {
  body: null,
  jsonBody: null,
  unread: null,
  sealed: null,
  parsed: null,
  jsonParsed: null,
  message: null,
}

/** Decides what a request is from its head, which was inspected on arrival, and from the way its body ended. */
export function receive(incoming: Incoming, { target, account, signature, refusal }: Inspection): Received {
  const arrived = { incoming, target, signature }
  const refused = refuseIncomplete(incoming, refusal)
  // If there is no account, the path is unknown and the request is refused.
  if (refused !== null || account === null)
    return refuse({ ...arrived, ...NO_CONTENT, account }, refused ?? 'path-unknown')
  const known = { ...arrived, ...NO_CONTENT, account, refusal: null, standing: 'genuine' as const }
  if (incoming.method !== 'GET') return { kind: 'genuine', ...known }
  const echo = decodeFormBytes(parameter(target.rawParameters, 'echostr') ?? '')
  return { kind: 'verification', ...known, echo }
}

/**
 * Reads the body. Pure: the same request and account give the same answer. A request with a mark of WeChat's is read
 * even if it is refused: the developer of the sender wants to see its content, not only that it was wrong. A message
 * that announces encryption and has a wrong signature is refused here.
 */
export function readContent(received: Refused | Genuine): Refused | Genuine {
  const { incoming, target, account, refusal } = received
  const outside = readBody(incoming.body)
  const sealed = account && unseal(outside, target, account)
  const decrypted = sealed?.decryption?.message
  const inside = decrypted ? readBody(decrypted) : outside
  const content = {
    body: outside.parsed,
    jsonBody: outside.json,
    unread: null,
    sealed,
    parsed: inside.parsed,
    jsonParsed: inside.json,
    message: readBodyMessage(inside),
  }
  return refusal === null && sealed && isWronglySealed(sealed, target)
    ? refuse({ ...received, ...content }, 'msg-signature-mismatch')
    : { ...received, ...content }
}

/** Tells whether there is a body that may be read. A stranger's body costs time and tells nothing. */
export function isWorthReading(received: Received): received is Refused | Genuine {
  const { kind, incoming, standing } = received
  return (
    kind !== 'verification' && incoming.method === 'POST' && !incoming.incomplete && standing !== 'stranger'
  )
}

function refuse(
  rest: Omit<Arrived, 'standing'> & Content & { account: Account | null },
  refusal: Refusal,
): Refused {
  return { ...rest, kind: 'refused', refusal, standing: findStanding({ ...rest, refusal }) }
}

/**
 * Returns the refusal by the head, or else the one of a body that is not whole. If the sender has hung up, nobody is
 * left to hear another reason.
 */
function refuseIncomplete({ incomplete }: Incoming, refusal: HeadRefusal | null): Refusal | null {
  if (incomplete === 'aborted') return 'body-aborted'
  return refusal ?? (incomplete ? `body-${incomplete}` : null)
}

/** Tells whether the message announces encryption but has no signature that shows that WeChat encrypted it. */
function isWronglySealed({ msgSignature }: Sealed, { parameters }: Target): boolean {
  const isAnnounced = parameter(parameters, 'encrypt_type') === 'aes' || msgSignature.received !== null
  return isAnnounced && !msgSignature.ok
}

/** Returns the message in a body, as the contract has it; null if the body is neither JSON nor XML. */
export function readBodyMessage({ parsed, json }: ReadBody): ExchangeMessage | null {
  if (json) return readJsonMessage(json)
  return parsed.ok ? readMessage(parsed) : null
}

/** Returns the message that a text holds; null if it holds none. */
export function readMessageText(text: string): ExchangeMessage | null {
  return readBodyMessage(readBody(new TextEncoder().encode(text)))
}

/** Returns the message of a body that is XML. */
export function readMessage(parsed: Extract<LenientResult, { ok: true }>): ExchangeMessage {
  const json = toSimple(parsed.document)
  return {
    type: readField(json, 'MsgType') ?? '',
    event: readField(json, 'Event'),
    from: readField(json, 'FromUserName'),
    to: readField(json, 'ToUserName'),
    xml: parsed.text,
    json,
  }
}

/** Returns the text of a field of a message, if it is a leaf; null if there is none. */
export function readField(json: unknown, name: string): string | null {
  const fields = fieldsOf(json)
  if (!Object.hasOwn(fields, name)) return null
  const value = fields[name]
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' || typeof first === 'number' ? String(first) : null
}
