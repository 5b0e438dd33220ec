import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'

/**
 * Tells messages of strangers from the others, so that the list can hide them. A message that WeChat may have sent with
 * another token does not count as a stranger's: a person who looks for it must find it.
 */
export function useStrangers(exchanges: Ref<readonly ExchangeSummary[]>) {
  const hidden = shallowRef(false)
  const known = computed(() => exchanges.value.filter((one) => !isStranger(one)))
  return {
    hidden,
    count: computed(() => exchanges.value.length - known.value.length),
    shown: computed(() => (hidden.value ? known.value : exchanges.value)),
  }
}

function isStranger({ standing, findings }: ExchangeSummary): boolean {
  // Old rows do not say who sent them.
  return standing === undefined ? findings.includes('request.stranger') : standing === 'stranger'
}
