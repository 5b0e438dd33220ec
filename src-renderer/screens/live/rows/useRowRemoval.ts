import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { REMOVED_MAX } from '../../../../src-core/contract/limits.ts'
import { useRemovalUndo } from '../../../composables/useRemovalUndo.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useFormat } from '../../../i18n/useFormat.ts'

/**
 * Deletes rows. The workbench hides them at once, in every window, and erases them after a while in which that can be
 * undone; rows that are deleted meanwhile are undone together with them.
 */
export function useRowRemoval() {
  const { call } = useWorkbench()
  const { offerFor, isOpen } = useRemovalUndo()
  const { t } = useI18n()
  const { count } = useFormat()
  const failure = shallowRef<unknown>(null)
  let last = { undo: '', rows: 0 }
  /** One after the other, so that each knows which removal it joins. */
  let under: Promise<void> = Promise.resolve()

  async function removeNow(ids: readonly string[]): Promise<void> {
    try {
      let after = isOpen(last.undo) ? last.undo : undefined
      for (let from = 0; from < ids.length; from += REMOVED_MAX) {
        const some = { ids: ids.slice(from, from + REMOVED_MAX) }
        after = (await call('exchange.remove', after === undefined ? some : { ...some, after })).undo
      }
      if (after === undefined) return
      last = { undo: after, rows: after === last.undo ? last.rows + 1 : 1 }
      const rows = count(last.rows)
      offerFor(after, {
        done: t('rows.removed', { count: rows }),
        undone: t('rows.restored', { count: rows }),
      })
      failure.value = null
    } catch (cause) {
      failure.value = cause
    }
  }

  return {
    remove(ids: readonly string[]): void {
      under = under.then(() => removeNow(ids))
    },
    failure,
  }
}
