import { computed, nextTick, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { HeldRequest } from '../../../../src-core/contract/reply.ts'
import type { Drafts } from '../drafts/useDrafts.ts'
import { useExchange } from '../../../composables/useExchange.ts'
import { isWriting } from './is-writing.ts'
import type { Selection } from './useSelection.ts'

interface Waiting {
  held: ComputedRef<readonly HeldRequest[]>
  exchanges: Ref<readonly ExchangeSummary[]>
  drafts: Drafts
  /** A message was chosen to be answered, not only passed on the way through the list. */
  chosen(): void
}

/**
 * The selection, where it is of a message that waits. A new one is selected by itself unless something is being
 * written; one that is selected stays so, whatever arrives. Once it is answered the next one that waits comes up; where
 * none does, or where something written was not sent in time, its exchange does, which has the same id.
 */
export function useHeldSelection(selection: Selection, { held, exchanges, drafts, chosen }: Waiting) {
  const { selectedId } = selection
  const waiting = computed(() => held.value.find(({ id }) => id === selectedId.value) ?? null)
  /** The one selected last, until its exchange can be shown. */
  const last = shallowRef<HeldRequest | null>(null)
  watch(
    [selectedId, waiting],
    () => {
      if (waiting.value) last.value = waiting.value
      else if (last.value?.id !== selectedId.value) last.value = null
    },
    { immediate: true, flush: 'sync' },
  )
  /** Released, and not shown as an exchange yet. */
  const leaving = computed(() => (waiting.value ? null : last.value))
  const recorded = computed(() => exchanges.value.find(({ id }) => id === leaving.value?.id) ?? null)

  const { details, failure } = useExchange(
    computed(() => (waiting.value || (leaving.value && !recorded.value) ? null : selectedId.value)),
  )
  watch(details, (now) => {
    if (now && now.exchange.id === leaving.value?.id) last.value = null
  })

  function choose(id: string): void {
    selection.select(id)
    void nextTick(chosen)
  }

  watch(
    recorded,
    (exchange) => {
      if (!exchange) return
      const isLeftBehind = exchange.by !== 'hand' && (drafts.find(exchange.id) ?? leaving.value?.draft)
      if (isLeftBehind) return
      const [next] = held.value
      if (next) choose(next.id)
      else selection.select(exchange.id)
    },
    { flush: 'sync' },
  )

  watch(
    held,
    (now, before = []) => {
      if (waiting.value || leaving.value || isWriting(document.activeElement)) return
      const known = new Set(before.map(({ id }) => id))
      const fresh = now.find(({ id }) => !known.has(id))
      if (fresh) choose(fresh.id)
    },
    { immediate: true, flush: 'sync' },
  )

  // The history was cleared, and what waits is not of it.
  watch(
    selectedId,
    (now, before) => {
      const again = now === null && (held.value.find(({ id }) => id === before) ?? held.value[0])
      if (again) selection.select(again.id)
    },
    { flush: 'sync' },
  )

  watch(drafts.carried, (draft) => {
    const next = draft && held.value.find((one) => one.draft === null && !drafts.find(one.id))
    if (next) choose(next.id)
  })

  return {
    details,
    failure,
    /** What the place of the details shows: a message that waits, or waited a moment ago. */
    shown: computed(() => waiting.value ?? (failure.value === null ? leaving.value : null)),
    isWaiting: computed(() => waiting.value !== null),
    choose,
    /** To the newest: a message that waits comes first. */
    follow(): void {
      const newest = held.value.at(-1)
      if (newest) choose(newest.id)
      else selection.follow()
    },
    /** As the list's own, with what waits above it. */
    move(step: number): void {
      const index = held.value.findIndex(({ id }) => id === selectedId.value)
      const isFirst = selectedId.value === exchanges.value[0]?.id
      if (index === -1 && !(isFirst && step < 0)) return selection.move(step)
      const target = index === -1 ? held.value.length - 1 : Math.max(0, index + step)
      const next = held.value[target]
      if (next) selection.select(next.id)
      else selection.follow()
    },
  }
}
