import { computed, nextTick, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { HeldRequest } from '../../../../src-core/contract/reply.ts'
import { useExchange } from '../../../composables/useExchange.ts'
import type { Drafts } from '../drafts/useDrafts.ts'
import type { MessageRow } from '../rows/fold-attempts.ts'
import {
  countUnseen,
  isFollowing,
  next,
  nothingSelected,
  selectedId,
  selectedIndex,
} from './live-selection.ts'
import type { LiveEvent } from './live-selection.ts'

interface Selectable {
  rows: ComputedRef<readonly MessageRow[]>
  exchanges: ComputedRef<readonly ExchangeSummary[]>
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
export function useLiveSelection({ rows, exchanges, held, drafts, mayFollow, isTyping, write }: Selectable) {
  const state = shallowRef(nothingSelected)

  function feed(event: LiveEvent): void {
    const step = next(state.value, event)
    state.value = step.state
    if (step.writes) void nextTick(write)
  }

  watch(mayFollow, (now) => feed({ type: 'preferred', mayFollow: now }), { immediate: true })
  watch(
    [rows, exchanges, held],
    () => {
      feed({
        type: 'changed',
        rows: rows.value,
        exchanges: exchanges.value,
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
  watch(details, (now) => {
    if (now) feed({ type: 'loaded', id: now.exchange.id })
  })

  const index = computed(() => selectedIndex(state.value))
  return {
    details,
    failure,
    selectedId: computed(() => selectedId(state.value)),
    selectedIndex: index,
    selectedRow: computed(() => state.value.rows[index.value] ?? null),
    following: computed(() => isFollowing(state.value)),
    unseen: computed(() => countUnseen(state.value)),
    /** The message to show with its reply: it waits, or waited until its exchange can be shown. */
    message: computed(() => {
      const { shown } = state.value
      if (shown.kind === 'waiting') return shown.held
      return 'held' in shown && failure.value === null ? shown.held : null
    }),
    isWaiting: computed(() => state.value.shown.kind === 'waiting'),
    select: (id: string) => feed({ type: 'picked', id }),
    choose: (id: string) => feed({ type: 'chosen', id }),
    move: (step: number) => feed({ type: 'moved', step }),
    scrolled: (toTop: boolean) => feed({ type: 'scrolled', toTop }),
    jump: () => feed({ type: 'jumped' }),
    /** True while there is a way back to what was read before that. */
    hasLeft: computed(() => state.value.left !== null),
    goBack: () => feed({ type: 'returned' }),
    deleted: (id: string) => feed({ type: 'deleted', id }),
    sent: () => feed({ type: 'sent' }),
  }
}
