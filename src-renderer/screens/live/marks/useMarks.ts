import { shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import { useDeskPart } from '../../../actions/kind/useDesk.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/** Pins the exchange that is shown, and opens the field for the note on it. */
export function useMarks(exchange: Readonly<Ref<Exchange | null>>) {
  const { call } = useWorkbench()
  const isWriting = shallowRef(false)
  const failure = shallowRef<unknown>(null)

  async function turnPin(): Promise<void> {
    if (!exchange.value) return
    const { id, pinned } = exchange.value
    try {
      await call('exchange.mark', { ids: [id], pinned: !pinned })
      failure.value = null
    } catch (cause) {
      failure.value = cause
    }
  }

  watch(
    () => exchange.value?.id,
    () => {
      isWriting.value = false
      failure.value = null
    },
  )
  useDeskPart('marks', {
    get can() {
      return exchange.value !== null
    },
    turnPin,
    write: () => (isWriting.value = true),
  })

  return { isWriting, failure }
}
