import { shallowRef, watch } from 'vue'
import { readFilterFragment, writeFilterFragment } from './filter-fragment.ts'
import { provideFoundWords } from './useFoundWords.ts'

export type FilterText = ReturnType<typeof useFilterText>

/** The text of the list's filter. */
export function useFilterText() {
  const text = shallowRef(readFilterFragment(location.hash))
  /** The text that the list shows; it stays while a key is being written, which would be looked for as a word. */
  const wanted = shallowRef(text.value.trim())
  watch(wanted, writeFilterFragment)
  const words = shallowRef<readonly string[]>([])
  provideFoundWords(words)

  return {
    text,
    wanted,
    /** What was looked for, in small letters, to be marked. */
    words,
    takeWords: (now: readonly string[]) => (words.value = now),
    /** Writes a text, and finds what it asks for unless it is `unfinished`. */
    write(now: string, { unfinished = false } = {}): void {
      text.value = now
      if (!unfinished) wanted.value = now.trim()
    },
    clear(): void {
      text.value = ''
      wanted.value = ''
    },
  }
}
