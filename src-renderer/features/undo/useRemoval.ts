import { useI18n } from 'vue-i18n'
import type { Undoable } from '../../../src-core/contract/undo.ts'
import { useUndo } from '../../composables/useUndo.ts'

export type RemovedKind = 'account' | 'rule' | 'backend' | 'template' | 'sample'

/** Returns the function that offers to undo a deletion, by the kind and the name of what was deleted. */
export function useRemoval() {
  const { offer } = useUndo()
  const { t } = useI18n()
  return (kind: RemovedKind, name: string, removed: Undoable): void => {
    const what = t(`undo.${kind}`, { name })
    offer({ done: t('undo.removed', { what }), undone: t('undo.restored', { what }) }, removed)
  }
}
