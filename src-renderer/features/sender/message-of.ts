import type { MessageToOpen } from '../../composables/useNavigation.ts'
import type { SendItem } from './useSendItems.ts'

/** Returns the message of a row of the picker, as the form of the Send screen takes it. */
export function messageOf(item: SendItem): MessageToOpen {
  if ('sample' in item) return { text: item.sample.text }
  const { type, event } = item.spec
  return { type, ...(event !== undefined && { event }), set: item.set }
}
