import { computed, nextTick, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { HeldRequest } from '../../../../src-core/contract/reply.ts'
import { useExchange } from '../../../composables/useExchange.ts'
import { useAfterPaint } from '../../../ui/useAfterPaint.ts'
import type { Drafts } from '../drafts/useDrafts.ts'
import type { ListingSource } from '../listing/useListing.ts'
import { isFollowing, next, nothingSelected, selectedId } from './live-selection.ts'
import type { LiveEvent } from './live-selection.ts'

interface Selectable {
  source: ListingSource
  held: ComputedRef<readonly HeldRequest[]>
  drafts: Drafts
  /** The preference: the list goes to what arrives. */
  mayFollow: ComputedRef<boolean>
  /** Returns true if somebody is writing, but not in the reply to the message that is shown. */
  isTyping(): boolean
  /** Puts the focus into the field of the reply, once it is on the screen. */
  write(): void
}

export type Selection = ReturnType<typeof useLiveSelection>

/** Passes all events to `live-selection.ts`, which decides, and fetches the selected exchange. */
export function useLiveSelection({ source, held, drafts, mayFollow, isTyping, write }: Selectable) {
  const { listing } = source
  const state = shallowRef(nothingSelected)

  function feed(event: LiveEvent): void {
    const step = next(state.value, event)
    state.value = step.state
    if (step.writes) void nextTick(write)
  }

  watch(mayFollow, (now) => feed({ type: 'preferred', mayFollow: now }), { immediate: true })
  watch(
    [listing, held],
    () => {
      const { newest = null, mark = 0, exchanges = [] } = listing.value ?? {}
      feed({
        type: 'changed',
        list: { newest, mark },
        exchanges,
        held: held.value,
        typing: isTyping(),
        written: drafts.written(),
      })
    },
    { immediate: true },
  )
  watch(drafts.carried, (draft) => {
    if (draft) feed({ type: 'carried', written: drafts.written() })
  })

  const { details, failure } = useExchange(
    computed(() => {
      const { shown } = state.value
      return shown.kind === 'exchange' || shown.kind === 'recorded' ? selectedId(state.value) : null
    }),
  )
  // Somebody who types looks at the rows, which are drawn in a part of the time.
  const drawn = useAfterPaint(details)
  watch(drawn, (now) => {
    if (now) feed({ type: 'loaded', id: now.exchange.id })
  })

  const selected = computed(() => selectedId(state.value))
  const following = computed(() => isFollowing(state.value))
  const since = computed(() => (following.value ? null : state.value.seen))
  watch([selected, since], () => source.mind({ selected: selected.value, since: since.value }), {
    immediate: true,
  })
  /** The place of the selected row, which any of its attempts selects; null if it is not in the list. */
  const place = computed(() => (selected.value === null ? null : source.placeOf(selected.value)))

  return {
    details,
    /** The same, to be drawn. */
    drawn,
    failure,
    selectedId: selected,
    selectedPlace: place,
    selectedRow: computed(() => (selected.value === null ? null : source.rowOf(selected.value))),
    following,
    /** The number of rows that have arrived, or come back to the top with a retry, since following ended. */
    unseen: computed(() =>
      since.value !== null && listing.value?.since === since.value ? listing.value.unseen : 0,
    ),
    /** The message to show with its reply: it waits, or waited until its exchange can be shown. */
    message: computed(() => {
      const { shown } = state.value
      if (shown.kind === 'waiting') return shown.held
      return 'held' in shown && failure.value === null ? shown.held : null
    }),
    isWaiting: computed(() => state.value.shown.kind === 'waiting'),
    select: (id: string) => feed({ type: 'picked', id }),
    choose: (id: string) => feed({ type: 'chosen', id }),
    /** Calls back once the row to which it leads is known. */
    move(step: number, then: () => void = () => {}): void {
      const last = (listing.value?.total ?? 0) - 1
      const target = place.value === null ? 0 : Math.min(last, Math.max(0, place.value + step))
      const go = (row: string | null) => {
        feed({ type: 'moved', step, row })
        then()
      }
      if (last < 0) go(null)
      else source.reach(target, step, go)
    },
    scrolled: (toTop: boolean) => feed({ type: 'scrolled', toTop }),
    jump: () => feed({ type: 'jumped' }),
    /** True while there is a way back to what was read before that. */
    hasLeft: computed(() => state.value.left !== null),
    goBack: () => feed({ type: 'returned' }),
    deleted: (ids: readonly string[], row: string | null) => feed({ type: 'deleted', ids, next: row }),
    sent: () => feed({ type: 'sent' }),
  }
}
