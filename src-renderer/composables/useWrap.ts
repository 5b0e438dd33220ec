import { computed } from 'vue'
import type { WritableComputedRef } from 'vue'
import { DEFAULT_PREFERENCES } from '../../src-core/contract/preferences.ts'
import { useWorkbench } from './useWorkbench.ts'

/** Returns whether panes break long lines: one preference for all of them, which the button of any pane changes. */
export function useWrap(): WritableComputedRef<boolean> {
  const { state, call } = useWorkbench()
  return computed({
    get: () => state.value?.preferences.wrap ?? DEFAULT_PREFERENCES.wrap,
    set(wrap) {
      // If the connection is lost, the page says so already, and the lines stay as they are.
      call('preferences.update', { wrap }).catch(() => {})
    },
  })
}
