import type { Ref } from 'vue'
import { useDeskPart } from '../../../actions/kind/useDesk.ts'
import type { MessageRow } from './fold-attempts.ts'
import type { useRowRemoval } from './useRowRemoval.ts'

interface Offered {
  selectedRow: Readonly<Ref<MessageRow | null>>
  removal: Pick<ReturnType<typeof useRowRemoval>, 'remove'>
  severalAccounts: Readonly<Ref<boolean>>
  only: Ref<boolean>
  /** Selects another row in place of the one with this exchange. */
  deleted(id: string): void
}

/** Puts the rows of the list on the desk. */
export function useRowsDesk({ selectedRow, removal, severalAccounts, only, deleted }: Offered): void {
  useDeskPart('rows', {
    canRemove: () => selectedRow.value !== null,
    /** Deletes the selected row, with all deliveries of its message. */
    remove() {
      const row = selectedRow.value
      if (!row) return
      deleted(row.newest.id)
      removal.remove(row.attempts.map(({ id }) => id))
    },
    hasSeveralAccounts: () => severalAccounts.value,
    toggleAccount: () => (only.value = !only.value),
  })
}
