import type { Account } from '../contract/account.ts'
import type { ExchangeSignature } from '../contract/exchange.ts'
import { MAX_BODY_BYTES } from '../wechat/limits.ts'
import { checkSignature } from './check-signature.ts'
import { parameter, parseTarget } from './incoming.ts'
import type { RequestHead, Target } from './incoming.ts'
import { hasPassed } from './relay.ts'

/** Why a request is turned away before its message is looked at. */
export type Refusal =
  HeadRefusal | 'body-too-large' | 'body-too-slow' | 'body-aborted' | 'msg-signature-mismatch'

/** The same, known before its body is looked at. */
export type HeadRefusal =
  | 'browser-made'
  | 'path-unknown'
  | 'method-refused'
  | 'loop'
  | 'signature-missing'
  | 'signature-mismatch'
  | 'echostr-missing'

/** What the head of a request tells: who is meant, and whether it is to be taken. */
export interface Inspection {
  target: Target
  account: Account | null
  signature: ExchangeSignature
  refusal: HeadRefusal | null
}

/**
 * Bytes that are read of a body whose request is refused: enough for a message of WeChat's with a wrong token, too
 * little to fill a memory or a disk with.
 */
export const REFUSED_BODY_BYTES = 8 * 1024

/**
 * Who is meant, and is it genuine. The request line and the headers decide, so that nobody without the token can make
 * us read a body at length. `viaName` is what this workbench calls itself where it relays.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function inspectHead(head: RequestHead, accounts: readonly Account[], viaName = ''): Inspection {
  const target = parseTarget(head.target)
  const account = accounts.find(({ path }) => path === target.path) ?? null
  const signature = checkSignature(target, account?.token)
  return { target, account, signature, refusal: findRefusal(head, target, account, signature, viaName) }
}

/** Returns how many bytes of the body are worth reading. */
export function bodyLimit({ refusal }: Pick<Inspection, 'refusal'>): number {
  return refusal === null ? MAX_BODY_BYTES : REFUSED_BODY_BYTES
}

function findRefusal(
  head: RequestHead,
  target: Target,
  account: Account | null,
  signature: ExchangeSignature,
  viaName: string,
): HeadRefusal | null {
  if (isBrowserMade(head)) return 'browser-made'
  if (!account) return 'path-unknown'
  if (head.method !== 'GET' && head.method !== 'POST') return 'method-refused'
  // Before the signature, which is right again: the request is the one that was relayed.
  if (viaName && hasPassed(head, viaName)) return 'loop'
  if (signature.received === null) return 'signature-missing'
  if (!signature.ok) return 'signature-mismatch'
  if (head.method === 'GET' && !parameter(target.parameters, 'echostr')) return 'echostr-missing'
  return null
}

/**
 * Browsers say so, and no page can keep them from it (Fetch Standard, "forbidden request-header name"). WeChat sends
 * neither header; a web page that the user has open could send here as often as it likes.
 */
function isBrowserMade({ headers }: RequestHead): boolean {
  return headers.some(([name]) => /^(?:origin|sec-fetch-site)$/i.test(name))
}
