import { computed } from 'vue'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { isRecordOf, isText, useStored } from '../../../composables/useStored.ts'

/** The user in whose name messages were sent last; each account has its own users. Kept in this browser. */
export function useSender() {
  const { account } = useCurrentAccount()
  const senders = useStored('mpscope.send.sender', {}, isRecordOf(isText))
  return {
    last: computed(() => (account.value ? senders.value[account.value.id] : undefined)),
    remember(openId: string): void {
      if (account.value && openId !== '') senders.value = { ...senders.value, [account.value.id]: openId }
    },
  }
}
