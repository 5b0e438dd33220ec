import { computed } from 'vue'
import { isTexts, useStored } from '../../../composables/useStored.ts'
import type { Filter } from './useFilter.ts'

const RECENT_MAX = 8
const KEPT_MAX = 30

/** The filters that were used lately, and those that are kept for later, in this browser. */
export function useKeptFilters({ text, faults }: Pick<Filter, 'text' | 'faults'>) {
  const recent = useStored('filters.recent', [], isTexts)
  const kept = useStored('filters.kept', [], isTexts)
  const present = computed(() => text.value.trim())
  const without = (filters: readonly string[]) => filters.filter((one) => one !== present.value)
  return {
    recent,
    kept,
    isKept: computed(() => kept.value.includes(present.value)),
    toggleKept(): void {
      const others = without(kept.value)
      kept.value = others.length < kept.value.length ? others : [present.value, ...others].slice(0, KEPT_MAX)
    },
    /** Puts the filter among those that were used lately. */
    remember(): void {
      if (present.value === '' || faults.value.length > 0) return
      recent.value = [present.value, ...without(recent.value)].slice(0, RECENT_MAX)
    },
  }
}

export type KeptFilters = ReturnType<typeof useKeptFilters>
