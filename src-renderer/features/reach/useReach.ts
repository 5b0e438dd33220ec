import { computed } from 'vue'
import { reachState } from '../../../src-core/contract/reach-state.ts'
import { useCurrentAccount } from '../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/** Says what is known of an account's public address, of the current one's unless told; null if there is no such account. */
export function useReach(of?: () => string) {
  const { state } = useWorkbench()
  const { account } = useCurrentAccount()
  return computed(() => {
    const { accounts = [], tunnel, probes } = state.value ?? {}
    const one = of ? accounts.find(({ id }) => id === of()) : account.value
    return one && tunnel && probes ? reachState(one, tunnel, probes) : null
  })
}
