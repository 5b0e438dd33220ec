import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'

/** The words of a row. `strong` is what it is about, `more` says it more closely and is muted. */
export interface RowWords {
  strong: string
  more: string
  /** The words are the user's own, so that the name of the type adds something where there is room. */
  own: boolean
}

/** Types whose telling field is the user's words: those of the others are ids and addresses. */
const SPOKEN: readonly (string | null)[] = ['text', 'link', 'location']

/** Returns the words of a row; `title` names the type of the message, or says why there is none. */
export function wordsOf(exchange: ExchangeSummary, title: string): RowWords {
  const { type, excerpt, account, path, direction } = exchange
  if (excerpt && SPOKEN.includes(type)) return { strong: excerpt, more: '', own: true }
  if (type !== null) return { strong: title, more: excerpt, own: false }
  // An echostr tells nothing; the path does if no account has it.
  if (direction === 'out') return { strong: title, more: excerpt, own: false }
  return { strong: title, more: account === null ? path : '', own: false }
}
