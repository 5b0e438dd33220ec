import type { ExchangeResponse } from '../../../src-core/contract/exchange.ts'

/** A line is all there is room for. */
const LONGEST = 200

/** The parts of a reply that a user reads; a pattern is enough, since the diagnosis reads the reply properly. */
const TOLD = /<(Content|Title)>\s*(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))\s*<\/\1>/

/** Between two sections: a text with `]]>` is written in two. */
const SEAM = ']]><![CDATA['

/**
 * Returns the words of a reply in one line: those that the user reads, or how a body begins that is no XML. A reply
 * without words, such as a picture, gives none.
 */
export function replyLine({ body, plain }: Pick<ExchangeResponse, 'body' | 'plain'>): string {
  const written = plain ?? body
  const [, , quoted, bare] = TOLD.exec(written) ?? []
  const told =
    (quoted?.replaceAll(SEAM, '') ?? bare ?? '').trim() || (/^\s*<xml[\s>]/.test(written) ? '' : written)
  const line = told.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}
