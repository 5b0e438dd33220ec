import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import { REMOVED_MAX } from '../../../../src-core/contract/limits.ts'
import { useUndo } from '../../../composables/useUndo.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useFormat } from '../../../i18n/useFormat.ts'

/** One has so long to undo a deletion, from the last row deleted. */
const UNDO_MS = 8000

/**
 * Deletes rows after a while in which that can be undone: until then they are only not shown in this window. If the
 * window is closed meanwhile they are deleted at once; if it, or the workbench, ends suddenly, they are there again.
 */
export function useRowRemoval(exchanges: Ref<readonly ExchangeSummary[]>) {
  const { call } = useWorkbench()
  const { offer, withdraw } = useUndo()
  const { t } = useI18n()
  const { count } = useFormat()
  /** The ids of each row, in the order in which they were deleted. */
  const waiting = shallowRef<readonly (readonly string[])[]>([])
  /** Asked for, and not gone yet. */
  const leaving = shallowRef<ReadonlySet<string>>(new Set())
  const failure = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function remove(ids: readonly string[]): void {
    failure.value = null
    waiting.value = [...waiting.value, ids]
    clearTimeout(timer)
    timer = setTimeout(() => void finish(), UNDO_MS)
    const rows = count(waiting.value.length)
    offer({ done: t('rows.removed', { count: rows }), undone: t('rows.restored', { count: rows }) }, restore)
  }

  async function restore(): Promise<void> {
    clearTimeout(timer)
    waiting.value = []
  }

  async function finish(): Promise<void> {
    clearTimeout(timer)
    withdraw(restore)
    const ids = waiting.value.flat()
    if (ids.length === 0) return
    leaving.value = new Set([...leaving.value, ...ids])
    waiting.value = []
    try {
      for (let from = 0; from < ids.length; from += REMOVED_MAX)
        await call('exchange.remove', { ids: ids.slice(from, from + REMOVED_MAX) })
    } catch (cause) {
      failure.value = cause
    } finally {
      leaving.value = new Set([...leaving.value].filter((id) => !ids.includes(id)))
    }
  }

  useEventListener('pagehide', finish)
  onScopeDispose(() => void finish())

  return {
    remove,
    failure,
    shown: computed(() => {
      const hidden = new Set([...waiting.value.flat(), ...leaving.value])
      return hidden.size === 0 ? exchanges.value : exchanges.value.filter(({ id }) => !hidden.has(id))
    }),
  }
}
