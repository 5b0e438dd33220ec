import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import { createCatalogueKey } from '../../src-core/contract/catalogue-lookup.ts'
import type { MessageSpec } from '../../src-core/contract/catalogue.ts'
import { createProvided } from './create-provided.ts'
import { useWorkbench } from './useWorkbench.ts'

export interface Catalogue {
  specs: Readonly<ShallowRef<readonly MessageSpec[]>>
  find: ComputedRef<(type: string | null, event: string | null) => MessageSpec | undefined>
}

/** The catalogue is fetched once a run: it can change only with the program. */
export const [provideCatalogue, useCatalogue] = createProvided('catalogue', (): Catalogue => {
  const { state, call } = useWorkbench()
  const specs = shallowRef<readonly MessageSpec[]>([])
  watch(
    () => state.value?.runId,
    async (runId) => {
      if (runId === undefined) return
      try {
        specs.value = await call('catalogue.get', {})
      } catch {
        // Rows fall back to the type as received; the next connection to another run asks again.
      }
    },
    { immediate: true },
  )
  const byKey = computed(
    () => new Map(specs.value.map((spec) => [createCatalogueKey(spec.type, spec.event), spec])),
  )
  const find = computed(() => {
    const map = byKey.value
    return (type: string | null, event: string | null) =>
      type === null ? undefined : map.get(createCatalogueKey(type, event))
  })
  return { specs, find }
})
