import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { MessageRow } from '../rows/fold-attempts.ts'

/**
 * Which exchange is selected, and with it its row. The selection follows the newest row until one selects another or
 * scrolls away from the top; from then on what arrives is counted instead of shown, so that nothing moves under one's
 * eyes.
 */
export function useSelection(rows: Ref<readonly MessageRow[]>) {
  const selectedId = shallowRef<string | null>(null)
  const picked = shallowRef(false)
  const atTop = shallowRef(true)
  const following = computed(() => !picked.value && atTop.value)
  /** The rows at the time when following ended. */
  const seenRows = shallowRef<readonly MessageRow[]>([])
  const seenIds = computed(() => new Set(seenRows.value.map(({ newest }) => newest.id)))

  const newestId = computed(() => rows.value[0]?.newest.id ?? null)
  const unseen = computed(() => {
    if (following.value) return 0
    // Whichever of them comes first: a retry takes its row to the top, so that no single one marks the place.
    const index = rows.value.findIndex(({ newest }) => seenIds.value.has(newest.id))
    return index === -1 ? rows.value.length : index
  })
  /** Any attempt of a row selects it. */
  const selectedIndex = computed(() =>
    rows.value.findIndex(({ attempts }) => attempts.some(({ id }) => id === selectedId.value)),
  )
  const selectedRow = computed(() => rows.value[selectedIndex.value] ?? null)

  watch(
    [rows, following],
    (now, before) => {
      // Emptied; where there never was one, a message that waits may be selected all the same.
      if (newestId.value === null && now[0] !== before[0]) {
        picked.value = false
        atTop.value = true
      }
      if (following.value) {
        selectedId.value = newestId.value
        seenRows.value = rows.value
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
    selectedIndex,
    selectedRow,
    following,
    unseen,
    select,
    /** The list tells where it stands: only a reader at the top wants the newest. */
    scrolled(toTop: boolean): void {
      atTop.value = toTop
      if (toTop) seenRows.value = rows.value
    },
    follow(): void {
      picked.value = false
      atTop.value = true
      selectedId.value = newestId.value
    },
    /** Moves by rows, or to an end; from nothing to the newest. */
    move(step: number): void {
      const index = selectedIndex.value
      const target = Math.min(rows.value.length - 1, Math.max(0, index === -1 ? 0 : index + step))
      const row = rows.value[target]
      if (row) select(row.newest.id)
    },
  }
}

export type Selection = ReturnType<typeof useSelection>
