import { shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import { useDeskPart } from '../../../actions/kind/useDesk.ts'
import { createProvided } from '../../../composables/create-provided.ts'
import { useExchangeTitle } from '../../../features/message/useExchangeTitle.ts'
import { useFormat } from '../../../i18n/useFormat.ts'
import { takeExchange } from './take-exchange.ts'
import type { Compared, Pair } from './take-exchange.ts'

interface Surroundings {
  /** The selected exchange; null until its details are there. */
  exchange: Ref<Exchange | null>
  /** The one that waits for another one. */
  first: Ref<Compared | null>
  /** Opens the panel. */
  open(): void
}

/** Takes one exchange, then another, and compares the two. */
export const [provideComparison, useComparison] = createProvided(
  'comparison',
  ({ exchange, first, open }: Surroundings) => {
    const titleOf = useExchangeTitle()
    const { time } = useFormat()
    const pair = shallowRef<Pair | null>(null)

    function nameOf({ id, direction, request, account, message, receivedAt }: Exchange): Compared {
      const { type = null, event = null } = message ?? {}
      const title = titleOf.value({ direction, method: request.method, account, type, event }).text
      return { id, name: `${title} ${time(receivedAt)}` }
    }

    function take(other: Compared | null): void {
      if (!exchange.value) return
      const taken = takeExchange(other, nameOf(exchange.value))
      first.value = taken.first
      if (!taken.pair) return
      pair.value = taken.pair
      open()
    }

    useDeskPart('comparison', {
      get can() {
        return exchange.value !== null
      },
      take: () => take(first.value),
      takeWith: take,
    })

    return {
      /** What is compared, or was compared last. */
      pair,
      swap: () => pair.value && (pair.value = [pair.value[1], pair.value[0]]),
    }
  },
)
