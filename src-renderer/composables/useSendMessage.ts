import { shallowRef } from 'vue'
import { useCurrentAccount } from './useCurrentAccount.ts'
import { useFailureText } from './useFailureText.ts'
import { useWorkbench } from './useWorkbench.ts'

export interface MessageToSend {
  type: string
  event?: string | undefined
  set?: Record<string, string>
}

/** Sends a message to the current account's address as WeChat would; the exchange itself arrives as an event. */
export function useSendMessage() {
  const { call } = useWorkbench()
  const { account } = useCurrentAccount()
  const failureText = useFailureText()
  const sending = shallowRef(false)
  const failure = shallowRef('')

  /** Whether it was delivered. */
  async function send({ type, event, set }: MessageToSend): Promise<boolean> {
    if (!account.value || sending.value) return false
    sending.value = true
    failure.value = ''
    try {
      await call('message.send', {
        account: account.value.id,
        type,
        ...(event === undefined ? {} : { event }),
        ...(set === undefined ? {} : { set }),
      })
      return true
    } catch (cause) {
      failure.value = failureText(cause)
      return false
    } finally {
      sending.value = false
    }
  }

  return { send, sending, failure }
}
