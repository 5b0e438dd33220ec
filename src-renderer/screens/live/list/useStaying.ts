import { computed, nextTick, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { findShift, linesBetween } from '../listing/listing.ts'
import type { ListingSource } from '../listing/useListing.ts'
import type { useTallList } from './useTallList.ts'

interface Surroundings {
  source: Pick<ListingSource, 'listing' | 'see'>
  following: ComputedRef<boolean>
  tall: ReturnType<typeof useTallList>
  /** The least height of the lines in pixels. */
  room: Ref<number>
  lineHeight: ComputedRef<number>
  scroller: Readonly<ShallowRef<HTMLElement | null>>
}

/**
 * Keeps the rows in sight where they are while others arrive above, or go there with a retry; at the top while the list
 * follows what arrives. Tells the source what is in sight.
 */
export function useStaying({ source, following, tall, room, lineHeight, scroller }: Surroundings) {
  const { listing } = source
  const { first, inSight } = tall
  const anchors = computed(() => {
    if (following.value || !listing.value) return []
    const inWindow = linesBetween(listing.value, first.value, first.value + inSight.value)
    return inWindow.flatMap((line) => (line.kind === 'row' ? [line.row.newest.id] : []))
  })

  watch(
    [first, inSight, anchors],
    () => source.see({ first: first.value, count: inSight.value, anchors: anchors.value }),
    { immediate: true },
  )
  watch(
    listing,
    async (now, before) => {
      if (!scroller.value || !now || !before) return
      if (now.asked.filter !== before.asked.filter) return scrollAnew(0)
      if (following.value) return
      const shift = findShift(before, now, first.value)
      await scrollAnew(tall.top.value + (shift ?? 0) * lineHeight.value)
    },
    { flush: 'post' },
  )
  watch(following, (now) => {
    if (!now) return
    room.value = 0
    void nextTick(() => tall.scrollTo(0))
  })

  async function scrollAnew(top: number): Promise<void> {
    room.value = top > 0 ? top + tall.height.value : 0
    await nextTick()
    tall.scrollTo(top)
  }
  return { scrollAnew }
}
