import { shallowRef, watch } from 'vue'
import { useDesk, useDeskPart } from '../../actions/kind/useDesk.ts'
import type { CurrentAccount } from '../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/** Puts on the desk the way to the other accounts, and to a new one. */
export function useAccountsDesk({ account, choose }: CurrentAccount): void {
  const { state, call } = useWorkbench()
  const desk = useDesk()
  const failure = shallowRef<unknown>(null)
  // The panel says it until it is closed, and not when it is opened again.
  watch(
    () => desk.panel,
    () => (failure.value = null),
    { flush: 'sync' },
  )
  const all = () => state.value?.accounts ?? []
  useDeskPart('accounts', {
    get several() {
      return all().length > 1
    },
    choose,
    next() {
      const index = all().findIndex(({ id }) => id === account.value?.id)
      const following = all()[(index + 1) % all().length]
      if (following) choose(following.id)
    },
    async create() {
      let cause: unknown = null
      try {
        choose((await call('account.create', {})).id)
      } catch (thrown) {
        cause = thrown
      }
      // It has to be given a name, or the panel says why it is not there. Either of the panel's doors will do.
      if (desk.panel !== 'account-strip') desk.panel = 'account'
      failure.value = cause
    },
    get failure() {
      return failure.value
    },
  })
}
