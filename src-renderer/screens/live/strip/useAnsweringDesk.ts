import type { ComputedRef } from 'vue'
import { useDeskPart, usePanel } from '../../../actions/kind/useDesk.ts'
import { useAccountUpdate } from '../../../composables/useAccountUpdate.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { policyOf } from './policy-of.ts'

/** Puts on the desk how the current account answers. */
export function useAnsweringDesk(address: ComputedRef<string>): void {
  const { account } = useCurrentAccount()
  const { updatePolicy } = useAccountUpdate()
  const panel = usePanel('policy')
  useDeskPart('answering', {
    get address() {
      return address.value
    },
    get canRelay() {
      return (account.value?.backends.length ?? 0) > 0
    },
    async choose(how) {
      const { value: now } = account
      // Choosing again what is chosen must not take its settings back to those at first.
      if (!now || how === now.policy.kind) return
      const policy = policyOf(how, now, { content: '' })
      // The panel shows what is chosen, and that it is still the former.
      if (policy && (await updatePolicy(now.id, policy)) !== null) panel.value = true
    },
  })
}
