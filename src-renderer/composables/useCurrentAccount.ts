import { computed, shallowRef } from 'vue'
import type { ComputedRef } from 'vue'
import type { AccountView } from '../../src-core/contract/account.ts'
import { createProvided } from './create-provided.ts'
import { useWorkbench } from './useWorkbench.ts'

export interface CurrentAccount {
  /** The account that the strip and the sender work on; null only before the first snapshot. */
  account: ComputedRef<AccountView | null>
  choose(id: string): void
}

/** The account that one works on belongs to this window, not to the workbench: two windows may differ. */
export const [provideCurrentAccount, useCurrentAccount] = createProvided(
  'current account',
  (): CurrentAccount => {
    const { state } = useWorkbench()
    const chosen = shallowRef<string | null>(null)
    return {
      account: computed(() => {
        const accounts = state.value?.accounts ?? []
        return accounts.find((account) => account.id === chosen.value) ?? accounts[0] ?? null
      }),
      choose(id) {
        chosen.value = id
      },
    }
  },
)
