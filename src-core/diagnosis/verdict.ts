import type { Finding, Verdict } from '../contract/exchange.ts'
import { isAcknowledgement } from '../exchange/acknowledgement.ts'

/** No valid answer at all, after which WeChat sends the message again. */
const RETRIED_AFTER: ReadonlySet<string> = new Set([
  'status.not-200',
  'status.redirect',
  'status.refused',
  'reply.too-late',
])

/** Of an encrypted reply: WeChat cannot read what is inside. */
const UNREADABLE: ReadonlySet<string> = new Set(['crypt.plain-reply', 'crypt.reply-envelope'])

function isFault(code: string): boolean {
  return UNREADABLE.has(code) || (code.startsWith('reply.') && code !== SHOWN_ALL_THE_SAME)
}

/** What is wrong and shown all the same: of too many articles, the first ones. */
const SHOWN_ALL_THE_SAME = 'reply.article-limit'

/** What a reply comes to, by what was found in it; what was found in the request does not count. */
export function sumUpReply(body: Uint8Array, findings: readonly Finding[]): Verdict {
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  if (errors.some((code) => RETRIED_AFTER.has(code))) return 'retried'
  if (errors.some(isFault)) return 'fault'
  return isAcknowledgement(body) ? 'ignored' : 'accepted'
}
