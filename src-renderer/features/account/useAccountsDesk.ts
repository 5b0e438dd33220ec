import { useDeskPart } from '../../actions/kind/useDesk.ts'
import type { CurrentAccount } from '../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/** Puts on the desk the way to the other accounts. */
export function useAccountsDesk({ account, choose }: CurrentAccount): void {
  const { state } = useWorkbench()
  const all = () => state.value?.accounts ?? []
  useDeskPart('accounts', {
    get several() {
      return all().length > 1
    },
    next() {
      const index = all().findIndex(({ id }) => id === account.value?.id)
      const following = all()[(index + 1) % all().length]
      if (following) choose(following.id)
    },
  })
}
