import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { Exchange, ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import { useDeskPart } from '../../../actions/kind/useDesk.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import type { MessageRow } from '../listing/message-row.ts'

/**
 * Pins the selected exchange, and opens the field for the note on it. While the selected one is on its way another one is
 * shown still, which is not meant: `row` is the selected row.
 */
export function useMarks(shown: Readonly<Ref<Exchange | null>>, row: () => MessageRow | null) {
  const { call } = useWorkbench()
  /** The id of the exchange on which a note is written. */
  const noted = shallowRef<string | null>(null)
  const failure = shallowRef<unknown>(null)
  const meant = computed((): Pick<ExchangeSummary, 'id' | 'pinned'> | null => {
    const selected = row()
    const isShown = !selected || selected.attempts.some(({ id }) => id === shown.value?.id)
    return isShown ? shown.value : selected.newest
  })

  async function turnPin(): Promise<void> {
    if (!meant.value) return
    const { id, pinned } = meant.value
    try {
      await call('exchange.mark', { ids: [id], pinned: !pinned })
      failure.value = null
    } catch (cause) {
      failure.value = cause
    }
  }

  watch(
    () => meant.value?.id,
    () => (noted.value = failure.value = null),
  )
  useDeskPart('marks', {
    get can() {
      return meant.value !== null
    },
    turnPin,
    write: () => (noted.value = meant.value?.id ?? null),
  })

  return {
    isWriting: computed({
      get: () => noted.value !== null && noted.value === shown.value?.id,
      set: (now) => (noted.value = now ? (shown.value?.id ?? null) : null),
    }),
    failure,
  }
}
