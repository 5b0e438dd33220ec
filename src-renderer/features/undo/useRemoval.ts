import { useI18n } from 'vue-i18n'
import type { Undoable } from '../../../src-core/contract/undo.ts'
import { useUndo } from '../../composables/useUndo.ts'

export type RemovedKind = 'account' | 'rule' | 'backend' | 'template' | 'sample'

/**
 * Returns the function that offers to undo a deletion, by the kind and the name of what is deleted. It settles with the
 * deletion, and fails as that does.
 */
export function useRemoval() {
  const { offer } = useUndo()
  const { t } = useI18n()
  return async (kind: RemovedKind, name: string, removal: Promise<Undoable>): Promise<void> => {
    const what = t(`undo.${kind}`, { name })
    offer({ done: t('undo.removed', { what }), undone: t('undo.restored', { what }) }, removal)
    await removal
  }
}
