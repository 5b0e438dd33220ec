import { shallowRef } from 'vue'
import { useCurrentAccount } from './useCurrentAccount.ts'
import { useFailureText } from './useFailureText.ts'
import { usePatience } from './usePatience.ts'
import { useWorkbench } from './useWorkbench.ts'

/** A message of the catalogue, or a text of one's own. */
export type MessageToSend =
  | { type: string; event?: string | undefined; set?: Record<string, string> }
  | { text: string }

/**
 * Sends a message to the current account's address as WeChat would; the exchange itself arrives as an event. A message
 * to be answered by hand counts as delivered once it waits: the person who sent it may be the one who answers it.
 */
export function useSendMessage() {
  const { call, listen } = useWorkbench()
  const { account } = useCurrentAccount()
  const patient = usePatience()
  const failureText = useFailureText()
  const sending = shallowRef(false)
  const failure = shallowRef('')

  /** Resolves to true if the message was delivered. */
  async function send(message: MessageToSend): Promise<boolean> {
    if (!account.value || sending.value) return false
    sending.value = true
    failure.value = ''
    const { id } = account.value
    const { promise: held, resolve: waits } = Promise.withResolvers<void>()
    const stopListening = listen((told) => {
      if (told.type === 'request.held' && told.held.account === id) waits()
    })
    const answered = call('message.send', {
      account: id,
      ...message,
      ...(patient.value && { patient: true }),
    })
    // Nobody waits for it any more once it is held.
    answered.catch(() => {})
    try {
      await Promise.race([answered, held])
      return true
    } catch (cause) {
      failure.value = failureText(cause)
      return false
    } finally {
      stopListening()
      sending.value = false
    }
  }

  return { send, sending, failure }
}
