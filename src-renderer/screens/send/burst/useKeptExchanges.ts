import { computed } from 'vue'
import type { Ref } from 'vue'
import type { BurstReport } from '../../../../src-core/contract/burst.ts'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import { useQuery } from '../../../composables/useQuery.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/** The largest page of the list: a burst keeps fewer, and those before it are not looked for. */
const PAGE = 500

/** The exchanges that a burst has left behind, failures first; none until it is over. */
export function useKeptExchanges(report: Ref<BurstReport | null>) {
  const { call } = useWorkbench()
  const ended = computed(() => {
    const { value: one } = report
    return one && one.state !== 'running' ? one.run : null
  })
  const { answer } = useQuery(ended, async (run) => {
    const { items } = await call('exchange.list', { limit: PAGE })
    return failuresFirst(items.filter((one) => one.run === run))
  })
  return computed(() => answer.value ?? [])
}

function failuresFirst(exchanges: readonly ExchangeSummary[]): ExchangeSummary[] {
  const isTaken = ({ verdict }: ExchangeSummary) => verdict === 'accepted' || verdict === 'ignored'
  return [...exchanges.filter((one) => !isTaken(one)), ...exchanges.filter(isTaken)]
}
