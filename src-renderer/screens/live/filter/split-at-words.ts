import { findWords } from '../../../ui/find-words.ts'

export interface TextPart {
  text: string
  isHit: boolean
}

/** Splits a text where one of these words, in small letters, begins and ends. */
export function splitAtWords(text: string, words: readonly string[]): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const { start, end } of findWords(text, words)) {
    if (start > at) parts.push({ text: text.slice(at, start), isHit: false })
    parts.push({ text: text.slice(start, end), isHit: true })
    at = end
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at), isHit: false })
  return parts
}
