import type { Exchange } from '../contract/exchange.ts'
import type { History } from '../ports/history.ts'
import { getExchange } from './get-exchange.ts'

/** What is left out stays as it is. */
export interface Marks {
  pinned?: boolean | undefined
  /** Empty: there is to be none. */
  note?: string | undefined
}

/** Pins exchanges, or notes something on them. Throws as `getExchange` does, and changes none of them then. */
export function markExchanges(
  history: Pick<History, 'get' | 'has'>,
  amend: (exchange: Exchange) => void,
  ids: readonly string[],
  marks: Marks,
): void {
  const exchanges = [...new Set(ids)].map((id) => getExchange(history, id))
  for (const exchange of exchanges) {
    const marked = withMarks(exchange, marks)
    if (marked.pinned !== exchange.pinned || marked.note !== exchange.note) amend(marked)
  }
}

function withMarks(exchange: Exchange, marks: Marks): Exchange {
  const { pinned: wasPinned, note: before, ...rest } = exchange
  const pinned = marks.pinned ?? wasPinned ?? false
  const note = marks.note ?? before ?? ''
  return { ...rest, ...(pinned && { pinned }), ...(note !== '' && { note }) }
}
