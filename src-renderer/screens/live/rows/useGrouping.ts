import { shallowRef, watch } from 'vue'
import { groupings } from '../../../../src-core/contract/listing.ts'
import type { Grouping } from '../../../../src-core/contract/listing.ts'
import { useStored } from '../../../composables/useStored.ts'

/** How the list puts exchanges together, which this browser remembers, and which groups are open. */
export function useGrouping() {
  const grouping = useStored<Grouping>('list.grouping', 'message', isGrouping)
  const open = shallowRef<ReadonlySet<string | null>>(new Set())
  watch(grouping, () => (open.value = new Set()))
  return {
    grouping,
    open,
    toggle(name: string | null, isOpen: boolean): void {
      const now = new Set(open.value)
      if (isOpen) now.add(name)
      else now.delete(name)
      open.value = now
    },
  }
}

function isGrouping(value: unknown): value is Grouping {
  return groupings.includes(value as Grouping)
}
