import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'

/** What scanners and the like have sent, so that the list can do without it. */
export function useStrangers(exchanges: Ref<readonly ExchangeSummary[]>) {
  const hidden = shallowRef(false)
  const known = computed(() => exchanges.value.filter((one) => !isStranger(one)))
  return {
    hidden,
    count: computed(() => exchanges.value.length - known.value.length),
    shown: computed(() => (hidden.value ? known.value : exchanges.value)),
  }
}

function isStranger({ findings }: ExchangeSummary): boolean {
  return findings.includes('request.stranger')
}
