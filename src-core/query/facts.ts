import type { Exchange } from '../contract/exchange.ts'
import type { HasKind, QueryKey, QueryValues } from '../contract/query.ts'
import { writeSearchText } from './search-text.ts'

/** Keys of which an exchange has any number of values. */
export type ListKey = 'code' | 'has'

/** What a question may ask of an exchange, told once, when it is kept. Strings are well-formed Unicode. */
export type Facts = { [Key in Exclude<QueryKey, ListKey>]: QueryValues[Key] } & {
  [Key in ListKey]: readonly QueryValues[Key][]
} & {
  /** In small letters; see `writeSearchText`. */
  text: string
}

/** How the values of each key are kept. A change here changes the table of the history on disk, and so its version. */
export const QUERY_KEYS: Record<QueryKey, 'text' | 'number' | 'list'> = {
  id: 'text',
  receivedAt: 'number',
  account: 'text',
  standing: 'text',
  direction: 'text',
  verdict: 'text',
  type: 'text',
  event: 'text',
  from: 'text',
  to: 'text',
  by: 'text',
  status: 'number',
  durationMs: 'number',
  attempt: 'number',
  mode: 'text',
  method: 'text',
  path: 'text',
  run: 'text',
  messageKey: 'text',
  code: 'list',
  has: 'list',
}

export const queryKeys = Object.keys(QUERY_KEYS) as QueryKey[]

export function findFacts(exchange: Exchange): Facts {
  const { request, message, response, findings } = exchange
  return {
    id: exchange.id,
    receivedAt: exchange.receivedAt,
    account: clean(exchange.account),
    standing: exchange.standing ?? 'genuine',
    direction: exchange.direction ?? 'in',
    verdict: exchange.verdict,
    type: clean(message?.type),
    event: clean(message?.event),
    from: clean(message?.from),
    to: clean(message?.to),
    by: response.by,
    status: response.status,
    durationMs: response.durationMs,
    attempt: exchange.attempt,
    mode: exchange.mode,
    method: request.method.toWellFormed(),
    path: request.path.toWellFormed(),
    run: clean(exchange.run),
    messageKey: clean(exchange.messageKey),
    code: [...new Set(findings.map(({ code }) => code))],
    has: findWhatItHas(exchange),
    text: writeSearchText(exchange),
  }
}

function clean(value: string | null | undefined): string | null {
  return value?.toWellFormed() ?? null
}

function findWhatItHas(exchange: Exchange): HasKind[] {
  const { encryption, findings, draft, response, backends, rule } = exchange
  const has: Record<HasKind, boolean> = {
    encrypt: encryption !== undefined,
    finding: findings.length > 0,
    draft: draft !== undefined,
    note: exchange.note !== undefined,
    pin: exchange.pinned === true,
    reply: response.body !== '' && response.body !== 'success',
    backend: backends !== undefined,
    rule: rule !== undefined,
  }
  return (Object.keys(has) as HasKind[]).filter((kind) => has[kind])
}
