import { toSimple } from '../xml/json/simple.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import type { LenientResult } from '../xml/parse/lenient.ts'
import type { Account } from '../contract/account.ts'
import type { ExchangeMessage, Standing } from '../contract/exchange.ts'
import { decodeFormBytes, parameter } from './incoming.ts'
import type { Incoming, Target } from './incoming.ts'
import { inspectHead } from './inspect.ts'
import type { HeadRefusal, Inspection, Refusal } from './inspect.ts'
import { findStanding } from './standing.ts'
import { unseal } from './unseal.ts'
import type { Sealed } from './unseal.ts'

/** What a request turned out to be. */
export interface Received extends Omit<Inspection, 'refusal'> {
  incoming: Incoming
  refusal: Refusal | null
  standing: Standing
  /** The bytes to echo, on a verification that is in order. */
  echo: Uint8Array | null
  /** What reading the body gave; null where there was none to read. */
  body: LenientResult | null
  /** Why the body was not looked into although it might have been; null where that is not so. */
  unread: Unread | null
  /** What the message came encrypted in; null where it came in the clear. */
  sealed: Sealed | null
  /** What reading the message gave: the decrypted one, where that was possible, else the body. */
  parsed: LenientResult | null
  message: ExchangeMessage | null
}

/** `busy`: the time for bodies of its kind is used up. `defect`: reading it failed, which is a fault of ours. */
export type Unread = 'busy' | 'defect'

/**
 * Who is meant, is it genuine, what does it say. Pure: the same request and accounts give the same answer, so that
 * stored exchanges can be judged again. What has a mark of WeChat's is read even where it is refused: the developer of
 * the other side wants to see what was sent, not only that it was wrong. What strangers send is not read.
 */
export function receive(incoming: Incoming, accounts: readonly Account[], viaName = ''): Received {
  const unread = receiveUnread(incoming, accounts, viaName)
  const { target, account, refusal: earlyRefusal } = unread
  if (!isWorthReading(unread)) return unread
  const body = parseLenient(incoming.body)
  const sealed = account && unseal(body, target, account)
  const refusal =
    earlyRefusal ?? (sealed && isWronglySealed(sealed, target) ? 'msg-signature-mismatch' : null)
  const decrypted = sealed?.decryption?.message
  const parsed = decrypted ? parseLenient(decrypted) : body
  return {
    ...unread,
    refusal,
    standing: findStanding({ ...unread, refusal }),
    body,
    sealed,
    parsed,
    message: parsed.ok ? readMessage(parsed) : null,
  }
}

/** The same without a look into the body. */
export function receiveUnread(incoming: Incoming, accounts: readonly Account[], viaName = ''): Received {
  const inspection = inspectHead(incoming, accounts, viaName)
  const refusal = refuseIncomplete(incoming, inspection.refusal)
  const verified = incoming.method === 'GET' && refusal === null
  return {
    ...inspection,
    incoming,
    refusal,
    standing: findStanding({ ...inspection, refusal, incoming }),
    echo: verified ? decodeFormBytes(parameter(inspection.target.rawParameters, 'echostr') ?? '') : null,
    body: null,
    unread: null,
    sealed: null,
    parsed: null,
    message: null,
  }
}

/** Whether there is a body that may be looked into. A stranger's costs time and tells nothing. */
export function isWorthReading({ incoming, standing }: Pick<Received, 'incoming' | 'standing'>): boolean {
  return incoming.method === 'POST' && !incoming.incomplete && standing !== 'stranger'
}

/** Nobody is left to be told anything else where the sender has hung up. */
function refuseIncomplete({ incomplete }: Incoming, refusal: HeadRefusal | null): Refusal | null {
  if (incomplete === 'aborted') return 'body-aborted'
  return refusal ?? (incomplete ? `body-${incomplete}` : null)
}

/** Says of itself that it is encrypted, and cannot show that it is WeChat who did it. */
function isWronglySealed({ msgSignature }: Sealed, { parameters }: Target): boolean {
  const isAnnounced = parameter(parameters, 'encrypt_type') === 'aes' || msgSignature.received !== null
  return isAnnounced && !msgSignature.ok
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
