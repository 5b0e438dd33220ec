import { computed } from 'vue'
import { reachState } from '../../../src-core/contract/reach-state.ts'
import { useCurrentAccount } from '../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/** Says what is known of the current account's public address; null before there is an account. */
export function useReach() {
  const { state } = useWorkbench()
  const { account } = useCurrentAccount()
  return computed(() =>
    state.value && account.value ? reachState(account.value, state.value.tunnel, state.value.probes) : null,
  )
}
