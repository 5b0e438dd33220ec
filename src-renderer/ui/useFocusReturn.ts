import { nextTick, watch } from 'vue'
import type { Ref } from 'vue'

/** Puts the focus on the button of a panel when the panel closes, if the element that had the focus is gone with it. */
export function useFocusReturn(
  isOpen: Readonly<Ref<boolean>>,
  button: Readonly<Ref<HTMLElement | null>>,
): void {
  watch(isOpen, async (now) => {
    if (now) return
    await nextTick()
    if (document.activeElement === document.body) button.value?.focus()
  })
}
