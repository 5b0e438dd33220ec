import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'

/**
 * Tells messages of strangers from the others, so that the list can hide them. A message that WeChat may have sent with
 * another token does not count as a stranger's: a person who looks for it must find it.
 */
export function useStrangers(exchanges: Ref<readonly ExchangeSummary[]>) {
  const hidden = shallowRef(false)
  const known = computed(() => exchanges.value.filter(({ standing }) => standing !== 'stranger'))
  return {
    hidden,
    count: computed(() => exchanges.value.length - known.value.length),
    shown: computed(() => (hidden.value ? known.value : exchanges.value)),
  }
}
