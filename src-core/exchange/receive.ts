import { toSimple } from '../xml/json/simple.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import type { LenientResult } from '../xml/parse/lenient.ts'
import { sign, verifySignature } from '../wechat/signature.ts'
import type { Account } from '../contract/account.ts'
import type { ExchangeMessage, ExchangeSignature } from '../contract/exchange.ts'
import { decodeFormBytes, parameter, parseTarget } from './incoming.ts'
import type { Incoming, Target } from './incoming.ts'
import { unseal } from './unseal.ts'
import type { Sealed } from './unseal.ts'
import { hasPassed } from './relay.ts'

/** Why a request is turned away before its message is looked at. */
export type Refusal =
  | 'path-unknown'
  | 'method-refused'
  | 'loop'
  | 'body-too-large'
  | 'body-too-slow'
  | 'body-aborted'
  | 'signature-missing'
  | 'signature-mismatch'
  | 'msg-signature-mismatch'
  | 'echostr-missing'

/** What a request turned out to be. */
export interface Received {
  incoming: Incoming
  target: Target
  account: Account | null
  signature: ExchangeSignature
  refusal: Refusal | null
  /** The bytes to echo, on a verification that is in order. */
  echo: Uint8Array | null
  /** What reading the body gave; null where there was none to read. */
  body: LenientResult | null
  /** What the message came encrypted in; null where it came in the clear. */
  sealed: Sealed | null
  /** What reading the message gave: the decrypted one, where that was possible, else the body. */
  parsed: LenientResult | null
  message: ExchangeMessage | null
}

/**
 * Who is meant, is it genuine, what does it say. Pure: the same request and accounts give the same answer, so that
 * stored exchanges can be judged again. A body is read even where the request is refused: the developer of the
 * other side wants to see what was sent, not only that it was wrong. `viaName` is what this workbench calls itself
 * where it relays.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function receive(incoming: Incoming, accounts: readonly Account[], viaName = ''): Received {
  const target = parseTarget(incoming.target)
  const account = accounts.find(({ path }) => path === target.path) ?? null
  const signature = checkSignature(target, account)
  const earlyRefusal = findRefusal(incoming, target, account, signature, viaName)
  const body = isWorthReading(incoming, earlyRefusal) ? parseLenient(incoming.body) : null
  const sealed = body && account && unseal(body, target, account)
  const refusal =
    earlyRefusal ?? (sealed && isWronglySealed(sealed, target) ? 'msg-signature-mismatch' : null)
  const decrypted = sealed?.decryption?.message
  const parsed = decrypted ? parseLenient(decrypted) : body
  const verified = incoming.method === 'GET' && refusal === null
  return {
    incoming,
    target,
    account,
    signature,
    refusal,
    echo: verified ? decodeFormBytes(parameter(target.rawParameters, 'echostr') ?? '') : null,
    body,
    sealed,
    parsed,
    message: parsed?.ok ? readMessage(parsed) : null,
  }
}

/**
 * Strangers may send what they like; what they send is read only where that costs next to nothing. A real message
 * with a wrong token is far below that.
 */
const REFUSED_BODY_READ = 8 * 1024

function isWorthReading({ method, incomplete, body }: Incoming, refusal: Refusal | null): boolean {
  if (method !== 'POST' || incomplete) return false
  return refusal === null || body.length <= REFUSED_BODY_READ
}

function findRefusal(
  incoming: Incoming,
  target: Target,
  account: Account | null,
  signature: ExchangeSignature,
  viaName: string,
): Refusal | null {
  if (incoming.incomplete) return `body-${incoming.incomplete}`
  if (!account) return 'path-unknown'
  if (incoming.method !== 'GET' && incoming.method !== 'POST') return 'method-refused'
  // Before the signature, which is right again: the request is the one that was relayed.
  if (viaName && hasPassed(incoming, viaName)) return 'loop'
  if (signature.received === null) return 'signature-missing'
  if (!signature.ok) return 'signature-mismatch'
  if (incoming.method === 'GET' && !parameter(target.parameters, 'echostr')) return 'echostr-missing'
  return null
}

/** Says of itself that it is encrypted, and cannot show that it is WeChat who did it. */
function isWronglySealed({ msgSignature }: Sealed, { parameters }: Target): boolean {
  const isAnnounced = parameter(parameters, 'encrypt_type') === 'aes' || msgSignature.received !== null
  return isAnnounced && !msgSignature.ok
}

/** The three-part signature, which every request carries in every mode. */
function checkSignature(target: Target, account: Account | null): ExchangeSignature {
  const received = parameter(target.parameters, 'signature') ?? null
  const timestamp = parameter(target.parameters, 'timestamp')
  const nonce = parameter(target.parameters, 'nonce')
  // An empty token would make a signature that anyone can make.
  if (!account?.token || timestamp === undefined || nonce === undefined)
    return { ok: false, received, expected: null }
  const input = { token: account.token, timestamp, nonce }
  return { ok: received !== null && verifySignature(input, received), received, expected: sign(input) }
}

/** The message that a body holds, as the contract has it. */
export function readMessage(parsed: Extract<LenientResult, { ok: true }>): ExchangeMessage {
  const json = toSimple(parsed.document).value
  return {
    type: readField(json, 'MsgType') ?? '',
    event: readField(json, 'Event'),
    from: readField(json, 'FromUserName'),
    to: readField(json, 'ToUserName'),
    xml: parsed.text,
    json,
  }
}

/** The value of a leaf directly below the root of a simple view, as text; null where there is none. */
export function readField(json: unknown, name: string): string | null {
  const root = typeof json === 'object' && json !== null ? Object.values(json)[0] : null
  if (typeof root !== 'object' || root === null || !Object.hasOwn(root, name)) return null
  const value = (root as Record<string, unknown>)[name]
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' || typeof first === 'number' ? String(first) : null
}
