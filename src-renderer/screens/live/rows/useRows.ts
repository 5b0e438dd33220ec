import { computed } from 'vue'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useFilter } from '../filter/useFilter.ts'
import { markAccount } from './account-mark.ts'
import { foldAttempts } from './fold-attempts.ts'
import { listedExchanges } from './listed-exchanges.ts'
import { useAccountFilter } from './useAccountFilter.ts'
import { useRowRemoval } from './useRowRemoval.ts'
import { useStrangers } from './useStrangers.ts'

/** The rows of the list: exchanges of the accounts and senders that are to be seen, folded. */
export function useRows() {
  const { state, loadOlder } = useWorkbench()
  const { account } = useCurrentAccount()
  const exchanges = computed(() =>
    filter.isActive.value ? filter.items.value : listedExchanges(state.value?.exchanges ?? []),
  )
  const accounts = computed(() => state.value?.accounts ?? [])
  const removal = useRowRemoval()
  const ofAccount = useAccountFilter(exchanges, account, accounts)
  const strangers = useStrangers(ofAccount.shown)
  // The search leaves out the same as the list does, or its numbers would be others.
  const filter = useFilter({
    account: computed(() => (ofAccount.only.value ? (account.value?.id ?? null) : null)),
    strangersHidden: strangers.hidden,
  })
  const severalAccounts = computed(() => accounts.value.length > 1)
  return {
    exchanges,
    filter,
    /** Something is left out. */
    isFiltered: computed(
      () =>
        filter.isActive.value ||
        ofAccount.only.value ||
        (strangers.hidden.value && strangers.count.value > 0),
    ),
    /** There are older ones than those that are loaded. */
    more: computed(() => (filter.isActive.value ? filter.more.value : (state.value?.more ?? false))),
    loadOlder: () => (filter.isActive.value ? filter.loadOlder() : loadOlder()),
    rows: computed(() => foldAttempts(strangers.shown.value)),
    removal,
    ofAccount,
    strangers,
    severalAccounts,
    /** By the accounts' ids; empty if there is only one. */
    accountMarks: computed(
      () =>
        new Map(
          severalAccounts.value ? accounts.value.map((one) => [one.id, markAccount(one)] as const) : [],
        ),
    ),
    density: computed(() => state.value?.preferences.density ?? 'compact'),
    mayFollow: computed(() => state.value?.preferences.follow ?? true),
    showAll(): void {
      ofAccount.only.value = false
      strangers.hidden.value = false
      filter.clear()
    },
  }
}
