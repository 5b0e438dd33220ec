import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { AccountView } from '../../../../src-core/contract/account.ts'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'

/** Leaves out the exchanges of all accounts but the one that one works on. It belongs to this window. */
export function useAccountFilter(
  exchanges: Ref<readonly ExchangeSummary[]>,
  account: Ref<AccountView | null>,
  accounts: Ref<readonly AccountView[]>,
) {
  const wanted = shallowRef(false)
  const only = computed({
    get: () => wanted.value && accounts.value.length > 1,
    set: (now) => (wanted.value = now),
  })
  return {
    only,
    shown: computed(() => {
      const id = account.value?.id
      return only.value ? exchanges.value.filter((exchange) => exchange.account === id) : exchanges.value
    }),
  }
}
