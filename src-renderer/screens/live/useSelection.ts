import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'

/**
 * Which row is selected. The selection follows the newest row until one selects another or scrolls away from the
 * top; from then on what arrives is counted instead of shown, so that nothing moves under one's eyes.
 */
export function useSelection(exchanges: Ref<readonly ExchangeSummary[]>) {
  const selectedId = shallowRef<string | null>(null)
  const picked = shallowRef(false)
  const atTop = shallowRef(true)
  const following = computed(() => !picked.value && atTop.value)
  /** The newest row at the time when following ended. */
  const lastSeenId = shallowRef<string | null>(null)

  const newestId = computed(() => exchanges.value[0]?.id ?? null)
  const unseen = computed(() => {
    if (following.value) return 0
    const index = exchanges.value.findIndex((exchange) => exchange.id === lastSeenId.value)
    return Math.max(0, index)
  })

  watch(
    [exchanges, following],
    (now, before) => {
      // Emptied; where there never was one, a message that waits may be selected all the same.
      if (newestId.value === null && now[0] !== before[0]) {
        picked.value = false
        atTop.value = true
      }
      if (following.value) {
        selectedId.value = newestId.value
        lastSeenId.value = newestId.value
      }
    },
    { immediate: true, flush: 'sync' },
  )

  function select(id: string): void {
    selectedId.value = id
    picked.value = id !== newestId.value
  }

  return {
    selectedId,
    following,
    unseen,
    select,
    /** The list tells where it stands: only a reader at the top wants the newest. */
    scrolled(toTop: boolean): void {
      atTop.value = toTop
      if (toTop) lastSeenId.value = newestId.value
    },
    follow(): void {
      picked.value = false
      atTop.value = true
      selectedId.value = newestId.value
    },
    /** Moves by rows, or to an end; from nothing to the newest. */
    move(step: number): void {
      const rows = exchanges.value
      if (rows.length === 0) return
      const index = rows.findIndex((exchange) => exchange.id === selectedId.value)
      const target = Math.min(rows.length - 1, Math.max(0, index === -1 ? 0 : index + step))
      const row = rows[target]
      if (row) select(row.id)
    },
  }
}

export type Selection = ReturnType<typeof useSelection>
