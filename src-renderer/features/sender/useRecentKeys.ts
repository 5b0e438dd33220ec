import { isTexts, useStored } from '../../composables/useStored.ts'

/** The most messages that are listed as recent. */
const MOST_RECENT = 5

/** The keys of the messages that were sent last from this window, or its neighbours of the same browser. */
export function useRecentKeys() {
  const keys = useStored('mpscope.send.recent', [], isTexts)
  return {
    keys,
    remember(key: string): void {
      keys.value = [key, ...keys.value.filter((one) => one !== key)].slice(0, MOST_RECENT)
    },
  }
}
