import { useResizeObserver } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import { findAt } from '../rows/lay-out-rows.ts'
import type { ListItem } from '../rows/lay-out-rows.ts'

/** Pixels above and below the list's window in which items are drawn as well, so that scrolling shows no gap. */
const BEYOND = 400

/** Says which of the items to draw: those in the scroller's window, and some around it. */
export function useDrawnItems(
  items: ComputedRef<readonly ListItem[]>,
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
) {
  const top = shallowRef(0)
  /** That of the page until the scroller is laid out: nothing is measured before the first row. */
  const height = shallowRef(window.innerHeight)
  const first = computed(() => findAt(items.value, top.value - BEYOND))
  const end = computed(() => findAt(items.value, top.value + height.value + BEYOND) + 1)

  useResizeObserver(scroller, ([entry]) => (height.value = entry?.contentRect.height ?? 0))

  /** To be called whenever the scroller was scrolled. */
  function follow(): void {
    top.value = scroller.value?.scrollTop ?? 0
  }

  function scrollTo(to: number): void {
    if (scroller.value) scroller.value.scrollTop = to
    follow()
  }

  return {
    drawn: computed(() => items.value.slice(first.value, end.value)),
    /** The pixels of all items. */
    total: computed(() => {
      const last = items.value.at(-1)
      return last ? last.top + last.height : 0
    }),
    follow,
    scrollTo,
    /** Scrolls no further than it has to. */
    reveal(item: ListItem): void {
      const { scrollTop = 0, clientHeight = 0 } = scroller.value ?? {}
      if (item.top < scrollTop) scrollTo(item.top)
      else if (item.top + item.height > scrollTop + clientHeight)
        scrollTo(item.top + item.height - clientHeight)
    },
  }
}
