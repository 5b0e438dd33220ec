import { computed } from 'vue'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/**
 * Says whether the list leaves out messages of strangers. A message that WeChat may have sent with another token does not
 * count as a stranger's: a person who looks for it must find it. Hiding them is a preference, the same in every window.
 */
export function useStrangers() {
  const { state, call } = useWorkbench()
  return computed({
    get: () => state.value?.preferences.strangersHidden ?? false,
    // If the connection is lost the list shows that; the switch stays as it is.
    set: (strangersHidden) => void call('preferences.update', { strangersHidden }).catch(() => {}),
  })
}
