import { shallowRef, watch } from 'vue'
import type { CommandResult } from '../../../../src-core/contract/commands.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/** Verifies one backend when asked. Forgets the result when the address or the token changes. */
export function useVerification(asked: () => { account: string; backend: string; said: string }) {
  const { call } = useWorkbench()
  const failureText = useFailureText()
  const result = shallowRef<CommandResult<'backend.verify'> | null>(null)
  const failure = shallowRef<string | null>(null)
  const verifying = shallowRef(false)
  let number = 0

  function forget(): void {
    number++
    result.value = null
    failure.value = null
    verifying.value = false
  }
  watch(() => asked().said, forget)

  async function verify(): Promise<void> {
    if (verifying.value) return
    forget()
    const mine = number
    verifying.value = true
    const { account, backend } = asked()
    try {
      const verified = await call('backend.verify', { account, backend })
      if (mine === number) result.value = verified
    } catch (cause) {
      if (mine === number) failure.value = failureText(cause)
    } finally {
      if (mine === number) verifying.value = false
    }
  }

  return { verify, verifying, result, failure }
}
