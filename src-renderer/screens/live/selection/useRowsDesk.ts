import type { Ref } from 'vue'
import { useDeskPart } from '../../../actions/kind/useDesk.ts'
import type { Selection } from './useLiveSelection.ts'
import type { ListingSource } from '../listing/useListing.ts'
import type { useRowRemoval } from '../rows/useRowRemoval.ts'

interface Offered {
  source: Pick<ListingSource, 'rowAfter' | 'isFolded'>
  selection: Pick<Selection, 'selectedId' | 'selectedRow' | 'deleted'>
  removal: Pick<ReturnType<typeof useRowRemoval>, 'remove'>
  severalAccounts: Readonly<Ref<boolean>>
  onlyAccount: Ref<boolean>
}

/** Puts the rows of the list on the desk. */
export function useRowsDesk({ source, selection, removal, severalAccounts, onlyAccount }: Offered): void {
  /** A closed group stands for many rows, of which none is to be deleted unseen. */
  function removable() {
    const row = selection.selectedRow.value
    return row && !source.isFolded(row.newest.id) ? row : null
  }

  useDeskPart('rows', {
    canRemove: () => removable() !== null,
    /** Deletes the selected row, with all deliveries of its message. */
    remove() {
      const row = removable()
      if (!row) return
      const ids = row.attempts.map(({ id }) => id)
      selection.deleted(ids, source.rowAfter(ids))
      removal.remove(ids)
    },
    hasSeveralAccounts: () => severalAccounts.value,
    toggleAccount: () => (onlyAccount.value = !onlyAccount.value),
  })
}
