import { useLocalStorage } from '@vueuse/core'
import { reactive, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { renewText } from '../../../../src-core/contract/renew-text.ts'
import type { OwnSample } from '../../../../src-core/contract/sample.ts'
import { useSendMessage } from '../../../composables/useSendMessage.ts'
import type { MessageToSend } from '../../../composables/useSendMessage.ts'
import { useRecentMessages } from './useRecentMessages.ts'
import { useSendItems } from './useSendItems.ts'
import type { SendItem } from './useSendItems.ts'

export type SendPanel = ReturnType<typeof useSendPanel>

/** What somebody sends from the panel, kept while it is closed; `onSent` is called for each message. */
export function useSendPanel(open: Ref<boolean>, onSent: () => void) {
  const { t } = useI18n()
  const { send, sending, failure } = useSendMessage()
  const items = useSendItems()
  const { recent, remember } = useRecentMessages(items)
  const pinned = useLocalStorage('mpscope.send.pinned', false)
  /** People send, look, change a value and send again. */
  const query = shallowRef('')
  /** The messages that every account gets are in sight; the rest is a click away. */
  const unfolded = shallowRef(['recent', 'message', 'basic'])
  const editing = shallowRef<SendItem | null>(null)
  const values = shallowRef<Record<string, string>>({})
  /** The text of one's own that is being written, and the name to keep it under. */
  const writing = shallowRef(false)
  const text = shallowRef('')
  const name = shallowRef('')
  /** The message that was sent last. It is made anew each time, so that it counts as another one. */
  const last = shallowRef<{ title: string; create: () => MessageToSend } | null>(null)
  const said = shallowRef('')

  // The last result says nothing about this time.
  watch([open, editing, writing], () => {
    failure.value = ''
    said.value = ''
  })

  function edit(item: SendItem): void {
    if (editing.value?.key !== item.key) values.value = { ...item.set }
    editing.value = item
  }

  function write(sample: OwnSample): void {
    text.value = renewText(sample.text, Date.now())
    name.value = sample.name
    writing.value = true
  }

  async function sendNow(title: string, create: () => MessageToSend): Promise<void> {
    said.value = ''
    if (!(await send(create()))) return
    last.value = { title, create }
    if (pinned.value && open.value) said.value = t('send.sentNow', { title })
    else open.value = false
    onSent()
  }

  async function sendItem(item: SendItem, set: Readonly<Record<string, string>> = item.set): Promise<void> {
    const { type, event } = item.spec
    await sendNow(item.title, () => ({ type, ...(event !== undefined && { event }), set: { ...set } }))
    if (failure.value === '') remember(item)
  }

  function sendOwn({ name: title, text: kept }: Pick<OwnSample, 'name' | 'text'>): Promise<void> {
    return sendNow(title, () => ({ text: renewText(kept, Date.now()) }))
  }

  function sendAgain(): void {
    if (last.value) void sendNow(last.value.title, last.value.create)
  }

  function sendText(): Promise<void> {
    const written = text.value
    return sendNow(name.value.trim() || t('send.own.unnamed'), () => ({ text: written }))
  }

  return reactive({
    items,
    recent,
    pinned,
    query,
    unfolded,
    editing,
    values,
    writing,
    text,
    name,
    last,
    said,
    sending,
    failure,
    edit,
    write,
    sendAgain,
    sendItem,
    sendOwn,
    sendText,
  })
}
