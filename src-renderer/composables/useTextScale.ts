import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { DEFAULT_PREFERENCES } from '../../src-core/contract/preferences.ts'
import { useWorkbench } from './useWorkbench.ts'

/** Returns how much larger the chosen text is than text of the default size, for widths that are given in pixels. */
export function useTextScale(): ComputedRef<number> {
  const { state } = useWorkbench()
  const standard = DEFAULT_PREFERENCES.textSize
  return computed(() => (state.value?.preferences.textSize ?? standard) / standard)
}
