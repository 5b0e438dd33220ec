import type { Place } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { splitCdata } from '../../xml/cdata.ts'
import { locate, utf8Length } from '../../xml/text-position.ts'

/** A reply as text, without its byte order mark. Offsets into it are UTF-16 units. */
export interface ReplyText {
  text: string
  bom: boolean
}

/** The text that replaces `text.slice(start, end)`. */
export interface Edit {
  start: number
  end: number
  text: string
}

/**
 * More than any message has. A longer text is judged but not mended, since mending may take time quadratic in its
 * length.
 */
export const MAX_MENDED_LENGTH = 32 * 1024

/** A place in the body of a reply. */
export type BodyPlace = Extract<Place, { in: 'reply-body' }>

export function placeIn({ text, bom }: ReplyText, start: number, end: number, path?: string): BodyPlace {
  return {
    in: 'reply-body',
    offset: (bom ? 3 : 0) + utf8Length(text, 0, start),
    length: utf8Length(text, start, end),
    ...locate(text, start),
    ...(path !== undefined && { path }),
  }
}

/** Returns the place of the whole body, from its first byte. */
export function placeOfBody(body: Uint8Array): BodyPlace {
  return { in: 'reply-body', offset: 0, length: body.length, line: 1, column: 1 }
}

/** Returns the whole body with these changes, which must not overlap, and no others: a byte order mark stays. */
export function mendText({ text, bom }: ReplyText, edits: readonly Edit[]): string {
  let mended = bom ? '\uFEFF' : ''
  let from = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    mended += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  return mended + text.slice(from)
}

/** Writes a value in CDATA. */
export function writeCdata(value: string): string {
  return splitCdata(value)
    .map((part) =>
      part.type === 'cdata' ? `<![CDATA[${part.value}]]>` : part.value.replaceAll('\r', '&#13;'),
    )
    .join('')
}

const QUOTED_MAX = 40

/** Quotes a text, shortened and on one line, for use within a sentence. */
export function quote(text: string): Bilingual {
  const characters = Array.from(
    text
      .trim()
      .slice(0, 8 * QUOTED_MAX)
      .replace(/[\s\p{Cc}]+/gu, ' '),
  )
  const shown = characters.slice(0, QUOTED_MAX).join('') + (characters.length > QUOTED_MAX ? '…' : '')
  return { zh: `「${shown}」`, en: `“${shown}”` }
}
