import { nextTick, watch } from 'vue'
import type { Ref, WatchSource } from 'vue'

/**
 * Keeps the focus within an element when a change takes away what had it: `heir` says what gets it then. Otherwise it
 * would be lost to the page, and Tab would begin at the top.
 */
export function useKeptFocus(
  changes: WatchSource,
  root: Readonly<Ref<HTMLElement | null>>,
  heir: string,
): void {
  watch(changes, async () => {
    if (!root.value?.contains(document.activeElement)) return
    await nextTick()
    if (document.activeElement === document.body) root.value.querySelector<HTMLElement>(heir)?.focus()
  })
}
