import { computed } from 'vue'
import type { Ref } from 'vue'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/**
 * Tells messages of strangers from the others, so that the list can hide them. A message that WeChat may have sent with
 * another token does not count as a stranger's: a person who looks for it must find it. Hiding them is a preference, the
 * same in every window.
 */
export function useStrangers(exchanges: Ref<readonly ExchangeSummary[]>) {
  const { state, call } = useWorkbench()
  const hidden = computed({
    get: () => state.value?.preferences.strangersHidden ?? false,
    // If the connection is lost the list shows that; the switch stays as it is.
    set: (strangersHidden) => void call('preferences.update', { strangersHidden }).catch(() => {}),
  })
  const known = computed(() => exchanges.value.filter(({ standing }) => standing !== 'stranger'))
  return {
    hidden,
    count: computed(() => exchanges.value.length - known.value.length),
    shown: computed(() => (hidden.value ? known.value : exchanges.value)),
  }
}
