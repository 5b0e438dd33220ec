import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import type { ListingSource } from '../listing/useListing.ts'
import type { FilterText } from './useFilterText.ts'

export type Filter = ReturnType<typeof useFilter>

/** The filter of the list: its text, what it found, and what has come since. */
export function useFilter(
  text: FilterText,
  { listing, faults, failure, isStopped, isLooking, stop }: ListingSource,
) {
  const { listen, connection } = useWorkbench()
  /** The list shows what a filter without a fault has found. */
  const isActive = computed(() => (listing.value?.asked.filter ?? '') !== '')
  /** The exchanges that have come since the filter was applied, and the number that matched then. */
  const arrived = shallowRef(0)
  const matchedFirst = shallowRef<number | null>(null)

  watch(text.wanted, () => {
    arrived.value = 0
    matchedFirst.value = null
  })
  watch(listing, (now) => {
    if (now?.done && now.asked.filter === text.wanted.value) matchedFirst.value ??= now.found
  })
  onScopeDispose(
    listen(({ type }) => {
      if (type === 'exchange.recorded' && matchedFirst.value !== null) arrived.value++
    }),
  )

  return {
    ...text,
    faults,
    /** That the connection is lost is said elsewhere. */
    failure: computed(() => (connection.value === 'open' ? failure.value : null)),
    isStopped,
    isLooking,
    stop,
    isActive,
    found: listing,
    arrived,
    /** How many of those that have arrived match. */
    arrivedMatching: computed(() =>
      Math.min(arrived.value, Math.max(0, (listing.value?.found ?? 0) - (matchedFirst.value ?? Infinity))),
    ),
  }
}
