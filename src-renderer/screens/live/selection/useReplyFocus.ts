import { nextTick, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

interface Focusable {
  focus(): void
}

interface Surroundings {
  /** The message that is shown with its reply; null if none is. */
  message: Readonly<Ref<{ id: string } | null>>
  /** The form of its reply, once it is there. */
  form: Readonly<Ref<Focusable | null>>
  list: Readonly<Ref<Focusable | null>>
  /** Returns true while the screen is seen. */
  isActive(): boolean
}

/** Returns what puts the focus into the reply to the message that is shown, as soon as its form is there. */
export function useReplyFocus({ message, form, list, isActive }: Surroundings): () => void {
  /** The id of the message whose reply is to have the focus. */
  const wanted = shallowRef<string | null>(null)

  watch(
    [wanted, form],
    ([id, shown]) => {
      if (!shown && id === message.value?.id) return
      wanted.value = null
      if (id !== null && id === message.value?.id) shown?.focus()
    },
    { flush: 'post' },
  )

  /** The field that had the focus is gone with the last message that waited: it was answered, or its time ran out. */
  function returnFocus(): void {
    if (isActive() && document.activeElement === document.body) list.value?.focus()
  }

  watch(message, (now, before) => {
    if (now === null && before) void nextTick(returnFocus)
  })

  return () => (wanted.value = message.value?.id ?? null)
}
