import type { Page } from '../page/page.ts'
import type { Cause, Question } from './cause.ts'
import { AS_VIEW, CODE_CAUSES, SPRING_VIEW_FIX } from './code-causes.ts'
import { LIBRARY_CAUSES } from './library-causes.ts'
import { REFUSAL_CAUSES } from './refusal-causes.ts'
import { decodeQuotes } from './piece.ts'
import { quotePiece } from './telling-line.ts'
import type { TellingLine } from './telling-line.ts'

/** A cause that an error page names. `line` is the page's own words; null if the status alone says it. */
export interface FoundCause {
  cause: Cause
  line: TellingLine | null
}

/** Finds the cause that an error page names. Returns null if it names none that we know. */
export function findCause(page: Page, status: number, question: Question): FoundCause | null {
  const view = findViewPath(page, status, question)
  if (view) return view
  const { text, rawIndex } = decodeQuotes(page.text)
  // A view that was not found and an exception say more than the status under which they come.
  for (const cause of [...CODE_CAUSES, ...LIBRARY_CAUSES, ...REFUSAL_CAUSES]) {
    if (cause.status && !cause.status.includes(status)) continue
    if (!cause.words) return { cause, line: null }
    const match = cause.words.exec(text)
    if (!match) continue
    const [start, end] = [rawIndex(match.index), rawIndex(match.index + match[0].length)]
    return { cause, line: quotePiece(page, start, end) }
  }
  return null
}

const VIEW_PATH: Cause = { words: null, ...AS_VIEW, fix: SPRING_VIEW_FIX }

/**
 * Finds a view that Spring looked for by the name of the answer: the JSON of its 404 says the path that failed, which
 * then ends in echostr or `success` though another one was asked for.
 */
function findViewPath(page: Page, status: number, { echostr, url = '' }: Question): FoundCause | null {
  const match = status === 404 ? /"path"\s*:\s*"([^"]{1,300})"/.exec(page.text) : null
  const name = match?.[1]?.split('/').at(-1)
  const asked = URL.canParse(url) ? new URL(url).pathname : ''
  if (!match || (name !== echostr && name !== 'success') || match[1] === asked) return null
  return { cause: VIEW_PATH, line: quotePiece(page, match.index, match.index + match[0].length) }
}
