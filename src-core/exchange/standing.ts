import type { Exchange, Standing } from '../contract/exchange.ts'
import { WECHAT_USER_AGENT } from '../wechat/user-agent.ts'
import { parameter } from './incoming.ts'
import type { Incoming } from './incoming.ts'
import type { Inspection, Refusal } from './inspect.ts'
import { findQueryDamage } from './query-damage.ts'

/**
 * Tells who sent a request, as far as that can be known.
 *
 * Threat model: everything about a request except its signature can be imitated, so the signature alone makes it
 * genuine. If our token is wrong, however, WeChat itself fails that test. So refused requests with a mark of WeChat's
 * are kept apart from those without one, and somebody who debugs a token can find them. An imitator of the marks gains
 * a place in the quota of refused requests, and nothing else.
 */
export function findStanding({ signature, refusal, target, incoming, account }: StandingFacts): Standing {
  // WeChat is no browser, whatever the signature: somebody has a signed address open, or a page asks for it.
  if (refusal === 'browser-made') return 'stranger'
  // The request is signed with the right token, but somebody else sealed the message: it is not WeChat's.
  if (signature.ok && refusal !== 'msg-signature-mismatch') return 'genuine'
  const names = ['signature', 'timestamp', 'nonce'].filter(
    (name) => parameter(target.parameters, name) !== undefined,
  )
  const isSigned =
    names.length === 3 ||
    parameter(target.parameters, 'msg_signature') !== undefined ||
    findQueryDamage(incoming.target) !== null
  const isFromWeChat = incoming.headers.some(
    ([name, value]) => name.toLowerCase() === 'user-agent' && value === WECHAT_USER_AGENT,
  )
  const isXmlForAccount = account !== null && incoming.method === 'POST' && startsAsXml(incoming.body)
  return isSigned || isFromWeChat || isXmlForAccount ? 'lookalike' : 'stranger'
}

export interface StandingFacts extends Omit<Inspection, 'refusal'> {
  refusal: Refusal | null
  incoming: Pick<Incoming, 'method' | 'target' | 'headers' | 'body'>
}

function startsAsXml(body: Uint8Array): boolean {
  const first = body.find((byte) => byte > 0x20)
  return first === 0x3c
}

/**
 * Returns the standing of an exchange that was recorded before standings existed, by the same marks. A request that was
 * refused for another reason than its signature was genuine.
 */
export function deriveStanding({ verdict, signature, request, account }: Exchange): Standing {
  if (verdict !== 'rejected' || (signature.ok && signature.msgSignature?.ok !== false)) return 'genuine'
  const { query, headers, method, body } = request
  const isSigned =
    ['signature', 'timestamp', 'nonce'].every((name) => query[name] !== undefined) ||
    query['msg_signature'] !== undefined
  const isFromWeChat = headers.some(
    ([name, value]) => name.toLowerCase() === 'user-agent' && value === WECHAT_USER_AGENT,
  )
  const isXmlForAccount = account !== null && method === 'POST' && body.trimStart().startsWith('<')
  return isSigned || isFromWeChat || isXmlForAccount ? 'lookalike' : 'stranger'
}
