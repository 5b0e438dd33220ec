import type { Account } from '../contract/account.ts'
import { findByPath } from '../contract/app-id-mark.ts'
import type { ExchangeSignature } from '../contract/exchange.ts'
import { MAX_BODY_BYTES } from '../wechat/limits.ts'
import { checkSignature } from './check-signature.ts'
import { parameter, parseTarget } from './incoming.ts'
import type { RequestHead, Target } from './incoming.ts'
import { PASSED_MAX, workbenchesPassed } from './relay.ts'

/** The reason to turn a request away before its message is read. */
export type Refusal =
  | HeadRefusal
  | 'body-too-large'
  | 'body-too-slow'
  | 'body-aborted'
  | 'msg-signature-mismatch'

/** The reasons that are known before the body is read. */
export type HeadRefusal =
  | 'browser-made'
  | 'path-unknown'
  | 'method-refused'
  | 'loop'
  | 'relayed-too-often'
  | 'signature-missing'
  | 'signature-mismatch'
  | 'echostr-missing'

/** The facts from the head of a request: which account is meant, and whether to take the request. */
export interface Inspection {
  target: Target
  account: Account | null
  signature: ExchangeSignature
  refusal: HeadRefusal | null
}

/**
 * The most bytes that are read of the body of a refused request: enough for a message from WeChat with a wrong token,
 * too few to fill memory or a disk.
 */
export const REFUSED_BODY_BYTES = 8 * 1024

/**
 * Finds the account that is meant, and checks that the request is genuine. The request line and the headers decide, so
 * that nobody without the token can make us read a long body. `viaName` is the name that this workbench gives itself
 * when it relays.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function inspectHead(head: RequestHead, accounts: readonly Account[], viaName = ''): Inspection {
  const target = parseTarget(head.target)
  const account = findByPath(accounts, target.path)
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
  // Checked before the signature, which is right: the request is one that we relayed ourselves.
  const passed = workbenchesPassed(head)
  if (passed.includes(viaName)) return 'loop'
  if (passed.length > PASSED_MAX) return 'relayed-too-often'
  if (signature.received === null) return 'signature-missing'
  if (!signature.ok) return 'signature-mismatch'
  if (head.method === 'GET' && !parameter(target.parameters, 'echostr')) return 'echostr-missing'
  return null
}

/**
 * Tells whether a browser sent the request. Browsers say so, and no page can stop them (Fetch Standard, "forbidden
 * request-header name"). WeChat sends neither header; a web page that the user has open could send requests here as
 * often as it likes.
 */
function isBrowserMade({ headers }: RequestHead): boolean {
  return headers.some(([name]) => /^(?:origin|sec-fetch-site)$/i.test(name))
}
