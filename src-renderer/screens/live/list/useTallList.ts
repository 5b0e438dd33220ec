import { useResizeObserver } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'

/** Pixels above and below the list's window in which lines are drawn as well, so that scrolling shows no gap. */
const BEYOND = 400
/** Browsers lay out no element of much more pixels; a million rows have 32 million. */
const HEIGHT_MAX = 15_000_000

/**
 * Scrolls through any number of lines of one height. Where they would be too high for the browser, the scroll bar stands
 * for them in proportion.
 */
export function useTallList(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  { total, lineHeight, room }: { total: Ref<number>; lineHeight: ComputedRef<number>; room: Ref<number> },
) {
  const scrollTop = shallowRef(0)
  /** That of the page until the scroller is laid out: nothing is measured before the first row. */
  const height = shallowRef(window.innerHeight)
  useResizeObserver(scroller, ([entry]) => (height.value = entry?.contentRect.height ?? 0))

  const all = computed(() => Math.max(total.value * lineHeight.value, room.value))
  /** The pixels of the element that is scrolled. */
  const laidOut = computed(() => Math.min(all.value, HEIGHT_MAX))
  /** How many pixels of lines one pixel of the scroll bar stands for. */
  const ratio = computed(() =>
    all.value <= HEIGHT_MAX ? 1 : (all.value - height.value) / (laidOut.value - height.value),
  )
  /** The pixels of lines above the window. */
  const top = computed(() => scrollTop.value * ratio.value)
  /** Stays 0, so that scrolling draws nothing anew, unless the scroll bar stands for more than it is high. */
  const shift = computed(() => (ratio.value === 1 ? 0 : scrollTop.value - top.value))
  const placeAt = (pixels: number) => Math.max(0, Math.floor(pixels / lineHeight.value))

  function scrollTo(to: number): void {
    if (scroller.value) scroller.value.scrollTop = to / ratio.value
    follow()
  }

  /** To be called whenever the scroller was scrolled. */
  function follow(): void {
    scrollTop.value = scroller.value?.scrollTop ?? 0
  }

  return {
    laidOut,
    top,
    height,
    first: computed(() => placeAt(top.value)),
    /** The number of lines in the window. */
    inSight: computed(() => Math.ceil(height.value / lineHeight.value) + 1),
    drawnFrom: computed(() => placeAt(top.value - BEYOND)),
    drawnTo: computed(() => Math.min(total.value, placeAt(top.value + height.value + BEYOND) + 1)),
    /** Returns where to draw a line in the element that is scrolled. */
    pixelsOf: (place: number) => place * lineHeight.value + shift.value,
    follow,
    scrollTo,
    scrollBy: (lines: number) => scrollTo(top.value + lines * lineHeight.value),
    /** Scrolls no further than it has to. */
    reveal(place: number): void {
      const at = place * lineHeight.value
      if (at < top.value) scrollTo(at)
      else if (at + lineHeight.value > top.value + height.value)
        scrollTo(at + lineHeight.value - height.value)
    },
  }
}
