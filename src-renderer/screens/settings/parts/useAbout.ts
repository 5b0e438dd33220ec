import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { About } from '../../../../src-core/contract/about.ts'
import { useQuery } from '../../../composables/useQuery.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/** Returns the surroundings of the workbench, which change only with its run; null until they are known. */
export function useAbout(): ComputedRef<About | null> {
  const { state, call } = useWorkbench()
  const runId = computed(() => state.value?.runId ?? null)
  const { answer } = useQuery(runId, () => call('workbench.about', {}), { pauseMs: 0 })
  return computed(() => answer.value)
}
