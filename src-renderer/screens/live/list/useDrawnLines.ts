import { computed } from 'vue'
import type { Ref } from 'vue'
import type { ListingSource } from '../listing/useListing.ts'

/** Returns the lines that are drawn, by their kind, with their places. Lines that are on their way are not among them. */
export function useDrawnLines(
  { listing }: Pick<ListingSource, 'listing'>,
  from: Ref<number>,
  to: Ref<number>,
) {
  /** `option` counts without the lines of days. */
  const drawn = computed(() => {
    const { from: first = 0, lines = [], daysBefore = 0 } = listing.value ?? {}
    const start = Math.max(0, from.value - first)
    let days = daysBefore
    return lines
      .map((line, index) => {
        if (line.kind === 'day') days++
        return { line, place: first + index, option: first + index + 1 - days }
      })
      .slice(start, Math.max(start, to.value - first))
  })
  return {
    drawn,
    rows: computed(() =>
      drawn.value.flatMap(({ line, ...at }) => (line.kind === 'row' ? [{ ...line, ...at }] : [])),
    ),
    days: computed(() =>
      drawn.value.flatMap(({ line, place }) => (line.kind === 'day' ? [{ ...line, place }] : [])),
    ),
    heads: computed(() =>
      drawn.value.flatMap(({ line, ...at }) => (line.kind === 'group' ? [{ ...line, ...at }] : [])),
    ),
    /** The number of options in the whole list. */
    options: computed(() => (listing.value?.total ?? 0) - (listing.value?.days ?? 0)),
  }
}
