import { computed, onScopeDispose, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import type { ErrorCode } from '../../src-core/contract/errors.ts'
import type { ExchangeDetails } from '../../src-core/contract/history.ts'
import { useQuery } from './useQuery.ts'
import { useWorkbench } from './useWorkbench.ts'

/**
 * Returns the whole exchange of an id. While the next one is on its way the last one stays, so that going through the
 * list does not flicker. Only one request at a time is under way: if a flood of rows moves the selection on, only the
 * row at which it arrives is asked for.
 */
export function useExchange(id: Ref<string | null>): {
  details: ComputedRef<ExchangeDetails | null>
  failure: ComputedRef<ErrorCode | null>
} {
  const { state, call, listen } = useWorkbench()
  const { answer, failure, refresh } = useQuery(id, (wanted) => call('exchange.open', { id: wanted }), {
    pauseMs: 0,
    one: true,
  })

  // A changed token changes the steps of the signature.
  watch(() => state.value?.accounts, refresh)
  // A slow backend's reply comes after the exchange is shown.
  const stop = listen((event) => {
    if (event.type === 'exchange.amended' && event.exchange.id === id.value) refresh()
  })
  onScopeDispose(stop)

  return {
    // If only the connection is lost, the exchange on the screen is still right.
    details: computed(() =>
      failure.value === null || answer.value?.exchange.id === id.value ? answer.value : null,
    ),
    failure: computed(() => {
      const { value: cause } = failure
      if (cause === null) return null
      return cause instanceof CommandFailure ? cause.code : 'INTERNAL'
    }),
  }
}
