import { shallowRef } from 'vue'
import { useFailureText } from '../../composables/useFailureText.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/** Gives an account a new EncodingAESKey; `failure` says why it could not, and is empty otherwise. */
export function useNewKey(account: () => string) {
  const { call } = useWorkbench()
  const failureText = useFailureText()
  const failure = shallowRef('')

  async function generate(): Promise<void> {
    try {
      await call('account.renewKey', { id: account() })
      failure.value = ''
    } catch (cause) {
      failure.value = failureText(cause)
    }
  }
  return { failure, generate }
}
