import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { Asked } from '../../../../src-core/contract/filter.ts'
import { readFilterFragment, writeFilterFragment } from './filter-fragment.ts'
import { useFound } from './useFound.ts'

export type Filter = ReturnType<typeof useFilter>

/** The filter of the list: its text, and what it found. */
export function useFilter({
  account,
  strangersHidden,
}: {
  /** The account whose exchanges alone are shown; null shows all. */
  account: Ref<string | null>
  strangersHidden: Ref<boolean>
}) {
  const text = shallowRef(readFilterFragment(location.hash))
  /** The text that the list shows; it stays while a key is being written, which would be looked for as a word. */
  const wanted = shallowRef(text.value.trim())
  const asked = computed((): Asked | null =>
    wanted.value === ''
      ? null
      : {
          filter: wanted.value,
          ...(account.value !== null && { account: account.value }),
          withoutStrangers: strangersHidden.value,
          withoutRuns: true,
        },
  )
  const result = useFound(asked)
  watch(wanted, writeFilterFragment)
  const words = shallowRef<readonly string[]>([])

  return {
    ...result,
    text,
    asked,
    /** What was looked for, in small letters, to be marked. */
    words,
    takeWords: (now: readonly string[]) => (words.value = now),
    /** Something was found by a filter: the list shows that. */
    isActive: computed(() => result.found.value !== null),
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
