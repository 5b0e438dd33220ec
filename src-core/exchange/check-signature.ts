import type { ExchangeSignature } from '../contract/exchange.ts'
import { isSameSignature, sign } from '../wechat/signature.ts'
import { parameter } from './incoming.ts'
import type { Target } from './incoming.ts'

/**
 * Checks a signature of the query against the account's token: `signature`, which every request carries in every mode,
 * or `msg_signature` if `encrypt`, the text of Encrypt, is given. Signs once, both to compare and to show.
 */
export function checkSignature(
  { parameters }: Target,
  token: string | undefined,
  encrypt?: string,
): ExchangeSignature {
  const received = parameter(parameters, encrypt === undefined ? 'signature' : 'msg_signature') ?? null
  const timestamp = parameter(parameters, 'timestamp')
  const nonce = parameter(parameters, 'nonce')
  // An empty token would make a signature that anyone can make.
  if (!token || timestamp === undefined || nonce === undefined) return { ok: false, received, expected: null }
  const expected = sign({ token, timestamp, nonce, encrypt })
  return { ok: received !== null && isSameSignature(expected, received), received, expected }
}
