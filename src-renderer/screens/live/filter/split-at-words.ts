export interface TextPart {
  text: string
  isHit: boolean
}

/** Splits a text where one of these words, in small letters, begins and ends. Of two in one place the longer counts. */
export function splitAtWords(text: string, words: readonly string[]): TextPart[] {
  const folded = text.toLowerCase()
  // A letter whose small form is longer would shift all that follows.
  if (words.length === 0 || folded.length !== text.length) return [{ text, isHit: false }]
  const byLength = words.filter((word) => word !== '').toSorted((a, b) => b.length - a.length)
  const parts: TextPart[] = []
  let start = 0
  for (let at = 0; at < text.length;) {
    const word = byLength.find((one) => folded.startsWith(one, at))
    if (word === undefined) {
      at++
      continue
    }
    if (at > start) parts.push({ text: text.slice(start, at), isHit: false })
    parts.push({ text: text.slice(at, at + word.length), isHit: true })
    at += word.length
    start = at
  }
  if (start < text.length || parts.length === 0) parts.push({ text: text.slice(start), isHit: false })
  return parts
}
