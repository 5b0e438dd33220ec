import type { Account } from '../../contract/account.ts'
import { findByPath } from '../../contract/app-id-mark.ts'
import type { Finding, Place } from '../../contract/exchange.ts'
import { checkSignature } from '../../exchange/check-signature.ts'
import { parameter, parseTarget } from '../../exchange/incoming.ts'
import { findQueryDamage, findQueryInBody, findRepeated } from '../../exchange/query-damage.ts'
import type { QueryDamage } from '../../exchange/query-damage.ts'
import type { Refusal } from '../../exchange/inspect.ts'
import type { Received } from '../../exchange/receive.ts'
import { createFinding } from '../finding.ts'
import { diagnoseWecom } from '../signature/wecom.ts'
import { describeDamage } from './query-damage-words.ts'

/** The refusals that a damaged query may be the cause of. */
const CAUSED: ReadonlySet<Refusal> = new Set([
  'path-unknown',
  'signature-missing',
  'signature-mismatch',
  'echostr-missing',
])

/** Findings on the query as such; if `explains`, the reason of the refusal need not be told as well. */
export interface QueryDiagnosis {
  findings: Finding[]
  explains: boolean
}

const NOTHING: QueryDiagnosis = { findings: [], explains: false }

/**
 * Looks at the names in the query before anybody looks at the signature: a query that was damaged on its way cannot fit,
 * whatever the token. If it fits once it is mended, that is the proof, and the finding says so.
 */
export function diagnoseQuery(received: Received, accounts: readonly Account[]): QueryDiagnosis {
  const { incoming, refusal, account, signature } = received
  // A signature that fits tells that the names are right; a second copy of them does harm all the same.
  if (refusal === null ? findRepeated(received.target.parameters) === null : !CAUSED.has(refusal))
    return NOTHING
  const damage = findQueryDamage(incoming.target) ?? findQueryInBody(incoming.target, incoming.body)
  if (!damage) return NOTHING
  if (refusal === 'signature-missing' && isUnsigned(damage)) return NOTHING
  const target = parseTarget(damage.mended)
  const owner = account ?? findByPath(accounts, target.path)
  const isProven = !signature.ok && checkSignature(target, owner?.token).ok
  const found = createDamaged(damage, { isProven, isTaken: refusal === null })
  // The same damage befalls WeCom's addresses.
  const wecom = diagnoseWecom({ ...received, account: owner, target })
  const explains = refusal !== 'path-unknown' || owner !== null
  return { findings: wecom ? [found, wecom] : [found], explains }
}

/** Nothing but the signature is missing: `signature.missing` tells of the tools that send none. */
function isUnsigned({ kind, mended }: QueryDamage): boolean {
  return kind === 'incomplete' && parameter(parseTarget(mended).parameters, 'encrypt_type') === undefined
}

function createDamaged(
  damage: QueryDamage,
  { isProven, isTaken }: { isProven: boolean; isTaken: boolean },
): Finding {
  const { title, origin, fix } = describeDamage(damage)
  const whole = shorten(damage.mended)
  const proof = isProven
    ? {
        zh: `改回 ${whole} 之后，用这个账号的 Token 验签就对了。`,
        en: `Corrected to ${whole}, its signature fits this account’s token.`,
      }
    : damage.missing.length === 0 && !isTaken
      ? { zh: `原来的地址应是 ${whole}。`, en: `The address was ${whole} once.` }
      : { zh: '', en: '' }
  return createFinding(
    'query.damaged',
    {
      ...(isTaken && { severity: 'warning' as const }),
      ...(!isProven && { evidence: 'inferred' as const }),
      title,
      detail: { zh: origin.zh + proof.zh, en: `${origin.en} ${proof.en}`.trimEnd() },
      fix,
    },
    placeOf(damage),
  )
}

function placeOf({ key, missing }: QueryDamage): Place {
  if (key !== null) return { in: 'query', key }
  return missing[0] === undefined ? { in: 'request-line' } : { in: 'query', key: missing[0] }
}

const MAX_SHOWN = 400

function shorten(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`
}
