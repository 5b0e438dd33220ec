import { computed, shallowRef, watch } from 'vue'
import { SAVED_FILTERS_MAX } from '../../../../src-core/contract/limits.ts'
import { isTexts, useStored } from '../../../composables/useStored.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import type { Filter } from './useFilter.ts'

const RECENT_MAX = 8

/** The filters that were used lately in this browser, and those that the workbench has saved for all of its windows. */
export function useKeptFilters({ text, faults }: Pick<Filter, 'text' | 'faults'>) {
  const { state, call } = useWorkbench()
  const recent = useStored('filters.recent', [], isTexts)
  const saved = computed(() => state.value?.preferences.savedFilters ?? [])
  /** Why the filter could not be saved or forgotten: there are as many as there may be, or an error; null if it could. */
  const failure = shallowRef<unknown>(null)
  const present = computed(() => text.value.trim())
  const without = (filters: readonly string[]) => filters.filter((one) => one !== present.value)
  watch(present, () => (failure.value = null))
  return {
    recent,
    saved,
    isSaved: computed(() => saved.value.includes(present.value)),
    failure,
    async toggleSaved(): Promise<void> {
      const others = without(saved.value)
      const isNew = others.length === saved.value.length
      failure.value = isNew && others.length >= SAVED_FILTERS_MAX ? 'full' : null
      if (failure.value !== null) return
      try {
        await call('preferences.update', { savedFilters: isNew ? [present.value, ...others] : others })
      } catch (cause) {
        failure.value = cause
      }
    },
    /** Puts the filter among those that were used lately. */
    remember(): void {
      if (present.value === '' || faults.value.length > 0) return
      recent.value = [present.value, ...without(recent.value)].slice(0, RECENT_MAX)
    },
  }
}

export type KeptFilters = ReturnType<typeof useKeptFilters>
