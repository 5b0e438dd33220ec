import { useResizeObserver } from '@vueuse/core'
import { computed, reactive, shallowRef, watchEffect } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { TEXT_SIZE } from '../../../../src-core/contract/limits.ts'
import { useStored } from '../../../composables/useStored.ts'
import { useTextScale } from '../../../composables/useTextScale.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { readChoice, widthOf, withColumn, withWidth } from './column-choice.ts'
import type { StoredChoice } from './column-choice.ts'
import { COLUMN_IDS, columnOf } from './column-table.ts'
import type { ColumnId } from './column-table.ts'
import { fitColumns } from './fit-columns.ts'

/**
 * The columns that somebody chose, as far as there is room, and what changes them. The browser keeps them, as it keeps
 * the size of each part of a screen: a window has as much room as it has, whatever workbench it shows.
 */
export function useColumns(line: Readonly<Ref<HTMLElement | null>>, list: () => HTMLElement | null) {
  const { state } = useWorkbench()
  const { locale } = useI18n()
  const scale = useTextScale()
  const stored = useStored<StoredChoice>('mpscope.columns', {}, isObject)
  /** Pixels of a row, 0 while the style sheet hides the line; and those of the scrollbar beside the rows. */
  const row = shallowRef(0)
  const gutter = shallowRef(0)
  /** The column whose edge somebody drags, and its width. Meanwhile none comes or goes. */
  const dragged = shallowRef<{ id: ColumnId; width: number } | null>(null)

  useResizeObserver([line, list], () => {
    const scroller = list()
    gutter.value = scroller ? scroller.offsetWidth - scroller.clientWidth : 0
    row.value = Math.max(0, (line.value?.offsetWidth ?? 0) - gutter.value)
  })

  const em = computed(() => TEXT_SIZE * scale.value)
  const choice = computed(() => readChoice(stored.value))
  const offered = computed(() => COLUMN_IDS.filter(isOffered))
  const own = computed(() => {
    const seen = offered.value.filter((id) => choice.value.seen.includes(id))
    return new Map(seen.map((id) => [id, widthOf(id, choice.value, locale.value)] as const))
  })
  const fitting = computed(() => fitColumns(own.value, { row: row.value, em: em.value }))
  /** The same array as long as they are the same: the rows draw them. */
  const ids = computed<readonly ColumnId[]>((before) => {
    const now = fitting.value.ids
    return before?.join() === now.join() ? before : now
  })

  function widthNow(id: ColumnId): number {
    return dragged.value?.id === id ? dragged.value.width : own.value.get(id)!
  }

  const styles = reactive<Partial<Record<ColumnId, string>>>({})
  watchEffect(() => {
    for (const id of COLUMN_IDS) {
      if (ids.value.includes(id)) styles[id] = `width: calc(var(--text) * ${widthNow(id)})`
      else delete styles[id]
    }
  })

  /** With one account there is nothing to tell apart, and rows of two lines have the reply in the second one. */
  function isOffered(id: ColumnId): boolean {
    if (id === 'account') return (state.value?.accounts.length ?? 0) > 1
    return id !== 'telling' || state.value?.preferences.density !== 'comfortable'
  }

  function mostOf(id: ColumnId): number {
    return Math.min(columnOf(id).most, own.value.get(id)! + fitting.value.spare)
  }

  return {
    isWide: computed(() => row.value > 0),
    gutter,
    em,
    choice,
    offered,
    /** Those that are shown. */
    ids,
    styles,
    /** In em, as those below. */
    widthNow,
    mostOf,
    /** Returns the width once the column's edge has moved right by so many pixels: that on the side of the words. */
    moved(id: ColumnId, width: number, by: number): number {
      const wider = (id === 'type' ? by : -by) / em.value
      return Math.max(columnOf(id).least, Math.min(width + wider, mostOf(id)))
    },
    drag(id: ColumnId, width: number | null): void {
      dragged.value = width === null ? null : { id, width }
    },
    /** `null` takes back what was chosen. */
    resize(id: ColumnId, width: number | null): void {
      stored.value = withWidth(stored.value, id, width)
    },
    show(id: ColumnId, isSeen: boolean): void {
      stored.value = withColumn(choice.value, id, isSeen)
    },
    isChanged: computed(() => Object.keys(stored.value).length > 0),
    reset(): void {
      stored.value = {}
    },
  }
}

function isObject(value: unknown): value is StoredChoice {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
