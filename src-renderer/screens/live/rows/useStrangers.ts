import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'

/**
 * What strangers have sent, so that the list can do without it. What may be WeChat with another token stays: who looks
 * for it must find it.
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
