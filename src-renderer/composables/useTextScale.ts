import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { TEXT_SIZE } from '../../src-core/contract/limits.ts'
import { useWorkbench } from './useWorkbench.ts'

/** Returns how much larger the chosen text is than text of the default size, for widths that are given in pixels. */
export function useTextScale(): ComputedRef<number> {
  const { state } = useWorkbench()
  return computed(() => (state.value?.preferences.textSize ?? TEXT_SIZE) / TEXT_SIZE)
}
