import type { Exchange } from '../contract/exchange.ts'
import { leavesOf } from '../exchange/leaves.ts'

/** Ends one value and begins the next: nothing that one types has it, so nothing is found across two values. */
const BETWEEN = '\n'

/**
 * The most characters that are looked at, the message first: fifty times the longest text that a user can send. Of what
 * was refused it is less, so that strangers cannot fill the disk twice.
 */
const TEXT_MAX = 65_536
const REFUSED_TEXT_MAX = 2_000

/** A text of fewer characters was not cut. */
export const WHOLE_TEXT = REFUSED_TEXT_MAX

/** These say nothing to a person, and would be most of the text. */
const UNSAID = new Set(['Encrypt'])

/** What lies between the values of XML: tags, comments, and the marks of CDATA. */
const MARKUP = /<!\[CDATA\[|\]\]>|<!--[\s\S]*?-->|<[^<>]*>/g

/**
 * Returns the text in which a word is looked for, in small letters: the path, the values of the message and of what was
 * answered, backends and drafts included, and the note. A word of the markup, such as a field's name, is none of it.
 */
export function writeSearchText(exchange: Exchange): string {
  const { request, message, response, backends, draft, note } = exchange
  const values = [
    note,
    ...(message
      ? [...leavesOf(message, true)].filter(([path]) => !UNSAID.has(path)).map(([, value]) => value)
      : [strip(request.body)]),
    request.path,
    ...(message ? [] : Object.values(request.query)),
    strip(response.plain ?? response.body),
    ...(backends ?? []).map(({ body }) => strip(body)),
    draft && JSON.stringify(draft),
  ]
  return [...new Set(values)]
    .filter((value) => value)
    .join(BETWEEN)
    .toLowerCase()
    .slice(0, (exchange.standing ?? 'genuine') === 'genuine' ? TEXT_MAX : REFUSED_TEXT_MAX)
    .toWellFormed()
}

function strip(body: string): string {
  return body
    .replace(MARKUP, BETWEEN)
    .replace(/\s*\n\s*/g, BETWEEN)
    .trim()
}
