import { useLocalStorage } from '@vueuse/core'
import { reactive, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { renewText } from '../../../../src-core/contract/renew-text.ts'
import { useNavigation } from '../../../composables/useNavigation.ts'
import { useSendMessage } from '../../../composables/useSendMessage.ts'
import type { MessageToSend } from '../../../composables/useSendMessage.ts'
import { messageOf } from '../../../features/sender/message-of.ts'
import { groupOfCollection } from '../../../features/sender/collection-group.ts'
import { useRecentKeys } from '../../../features/sender/useRecentKeys.ts'
import type { SendItem } from '../../../features/sender/useSendItems.ts'

export type SendPanel = ReturnType<typeof useSendPanel>

/** What somebody sends from the panel, kept while it is closed; `onSent` is called for each message. */
export function useSendPanel(open: Ref<boolean>, onSent: () => void) {
  const { t } = useI18n()
  const { send, sending, failure } = useSendMessage()
  const { openInSend } = useNavigation()
  /** It outlives the panel, which closes when something is sent. */
  const recent = useRecentKeys()
  const pinned = useLocalStorage('mpscope.send.pinned', false)
  /** People send, look, and send again. */
  const query = shallowRef('')
  /** The messages that every account gets are in sight; the rest is a click away. */
  const unfolded = shallowRef(['recent', groupOfCollection(''), 'message', 'basic'])
  /** The message that was sent last. It is made anew each time, so that it counts as another one. */
  const last = shallowRef<{ title: string; create: () => MessageToSend } | null>(null)
  const said = shallowRef('')

  // The last result says nothing about this time.
  watch(open, () => {
    failure.value = ''
    said.value = ''
  })

  async function sendNow(title: string, create: () => MessageToSend): Promise<void> {
    said.value = ''
    if (!(await send(create()))) return
    last.value = { title, create }
    if (pinned.value && open.value) said.value = t('send.sentNow', { title })
    else open.value = false
    onSent()
  }

  async function sendItem(item: SendItem): Promise<void> {
    await sendNow(item.title, () => {
      const message = messageOf(item)
      return 'text' in message
        ? { text: renewText(message.text, Date.now()) }
        : { ...message, set: { ...message.set } }
    })
    if (failure.value === '') recent.remember(item.key)
  }

  function sendAgain(): void {
    if (last.value) void sendNow(last.value.title, last.value.create)
  }

  return reactive({
    recentKeys: recent.keys,
    pinned,
    query,
    unfolded,
    last,
    said,
    sending,
    failure,
    open: (item: SendItem) => openInSend(messageOf(item)),
    sendAgain,
    sendItem,
  })
}
