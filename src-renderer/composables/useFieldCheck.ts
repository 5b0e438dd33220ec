import { useI18n } from 'vue-i18n'
import { FIELD_CHECKS } from '../../src-core/contract/field-check.ts'
import type { CheckedField } from '../../src-core/contract/field-check.ts'
import type { CheckedAccount, FieldNote, StoredNote } from '../../src-core/contract/field-check/kind.ts'
import type { ShownNote } from '../ui/shown-note.ts'
import { useUndo } from './useUndo.ts'

/** Says what WeChat's console would say of a field's value, in the language of the screen. */
export function useFieldCheck() {
  const { locale, t } = useI18n()
  const { offer } = useUndo()

  function show(note: FieldNote | StoredNote): ShownNote {
    const { code, severity, text, mend, unfinished = false } = note
    return {
      code,
      wrong: severity === 'wrong',
      text: text[locale.value],
      unfinished,
      ...(mend && { mend: mend.label[locale.value] }),
      ...(mend && 'value' in mend && { mended: mend.value }),
    }
  }

  return {
    /** Returns the check of one field; some need the account. */
    check: (field: CheckedField, account: CheckedAccount = { path: '', mode: 'plaintext' }) => {
      return (text: string): ShownNote[] => FIELD_CHECKS[field](text, account).map(show)
    },
    /** Words notes on a value that the page does not have. */
    show: (notes: readonly StoredNote[]): ShownNote[] => notes.map(show),
    /** Offers to undo the mending of a field, which the core does, or whose former value `how` saves. */
    offerUndo(label: string, how: Parameters<typeof offer>[1]): void {
      const name = { name: label }
      offer({ done: t('undo.mended', name), undone: t('undo.mendedBack', name) }, how)
    },
  }
}
