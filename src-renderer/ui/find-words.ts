import type { TextRange } from '../../src-core/contract/conversion.ts'

/** Finds these words, in small letters, in a text, first to last. Of two in one place the longer counts. */
export function* findWords(text: string, words: readonly string[]): Generator<TextRange> {
  const byLength = words.filter((word) => word !== '').toSorted((a, b) => b.length - a.length)
  if (byLength.length === 0) return
  const any = new RegExp(byLength.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
  // İ is the one letter whose small form is longer: it would shift all that follows.
  const folded = text.replaceAll('İ', 'i').toLowerCase()
  for (const { 0: found, index } of folded.matchAll(any)) yield { start: index, end: index + found.length }
}
