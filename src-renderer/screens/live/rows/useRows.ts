import { computed, shallowRef } from 'vue'
import type { Asked } from '../../../../src-core/contract/filter.ts'
import { isOfLargeRun } from '../../../../src-core/contract/run-kind.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useFilter } from '../filter/useFilter.ts'
import { useFilterText } from '../filter/useFilterText.ts'
import { markAccount } from './account-mark.ts'
import { useGrouping } from './useGrouping.ts'
import { useListing } from '../listing/useListing.ts'
import { useRowRemoval } from './useRowRemoval.ts'
import { useStrangers } from './useStrangers.ts'
import { useToday } from './useToday.ts'

/** The rows of the list: what is to be seen, and where they come from. */
export function useRows() {
  const { state } = useWorkbench()
  const { account } = useCurrentAccount()
  const accounts = computed(() => state.value?.accounts ?? [])
  const severalAccounts = computed(() => accounts.value.length > 1)
  const onlyWanted = shallowRef(false)
  /** Leaves out the exchanges of all accounts but the one that one works on. It belongs to this window. */
  const onlyAccount = computed({
    get: () => onlyWanted.value && severalAccounts.value,
    set: (now) => (onlyWanted.value = now),
  })
  const strangersHidden = useStrangers()
  const text = useFilterText()
  const groups = useGrouping()
  const today = useToday()
  const asked = computed((): Asked => ({
    filter: text.wanted.value,
    ...(onlyAccount.value && account.value && { account: account.value.id }),
    withoutStrangers: strangersHidden.value,
    withoutRuns: true,
  }))
  const source = useListing({ asked, ...groups, today })
  const filter = useFilter(text, source)
  const strangers = computed(() => source.listing.value?.strangers ?? 0)
  const isFiltered = computed(
    () => filter.isActive.value || onlyAccount.value || (strangersHidden.value && strangers.value > 0),
  )
  return {
    source,
    filter,
    groups,
    today,
    /** Something is left out. */
    isFiltered,
    /** There are exchanges that the list may show. */
    hasAny: computed(
      () =>
        isFiltered.value ||
        (source.listing.value?.found ?? 0) > 0 ||
        (state.value?.exchanges ?? []).some((one) => !isOfLargeRun(one)),
    ),
    removal: useRowRemoval(),
    onlyAccount,
    strangersHidden,
    /** The number of exchanges of strangers, shown or not. */
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
      onlyAccount.value = false
      strangersHidden.value = false
      text.clear()
    },
  }
}
