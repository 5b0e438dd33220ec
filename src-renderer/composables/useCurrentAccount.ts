import { computed, inject, provide, shallowRef } from 'vue'
import type { ComputedRef, InjectionKey } from 'vue'
import type { Account } from '../../src-core/contract/account.ts'
import { useWorkbench } from './useWorkbench.ts'

export interface CurrentAccount {
  /** The account that the strip and the sender work on; null only before the first snapshot. */
  account: ComputedRef<Account | null>
  choose(id: string): void
}

const key: InjectionKey<CurrentAccount> = Symbol('current account')

/** Which account one works on is a matter of this window, not of the workbench: two windows may differ. */
export function provideCurrentAccount(): CurrentAccount {
  const { state } = useWorkbench()
  const chosen = shallowRef<string | null>(null)
  const current: CurrentAccount = {
    account: computed(() => {
      const accounts = state.value?.accounts ?? []
      return accounts.find((account) => account.id === chosen.value) ?? accounts[0] ?? null
    }),
    choose(id) {
      chosen.value = id
    },
  }
  provide(key, current)
  return current
}

export function useCurrentAccount(): CurrentAccount {
  const current = inject(key)
  if (!current) throw new Error('no current account provided')
  return current
}
