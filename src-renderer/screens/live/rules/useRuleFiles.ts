import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccountView } from '../../../../src-core/contract/account.ts'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import type { Bilingual } from '../../../../src-core/contract/text.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { DOCUMENT_MAX, MEBIBYTE } from '../../../../src-core/contract/limits.ts'
import { readTextFile } from '../../../ui/files/read-text-file.ts'
import { saveFile } from '../../../ui/files/save-file.ts'
import { useFilePicker } from '../../../ui/files/useFilePicker.ts'

/** Saves an account's rules as a file, and reads them back in. `said` and `failure` tell the result. */
export function useRuleFiles() {
  const { call } = useWorkbench()
  const { t, locale } = useI18n()
  const failureText = useFailureText()
  const said = shallowRef('')
  const failure = shallowRef('')

  function explain(cause: unknown): string {
    const details = cause instanceof CommandFailure ? cause.details : null
    const reason = (details as { reason?: Bilingual } | null)?.reason
    return reason?.[locale.value] ?? failureText(cause)
  }

  async function attempt(act: () => Promise<string>): Promise<void> {
    said.value = ''
    failure.value = ''
    try {
      said.value = await act()
    } catch (cause) {
      failure.value = explain(cause)
    }
  }

  /** The account that gets the rules of a chosen file. */
  let target: AccountView | null = null
  const pick = useFilePicker('.json,application/json', (file) => target && void importFile(target, file))

  async function importFile(account: AccountView, file: File): Promise<void> {
    const reading = await readTextFile(file)
    if (!reading.ok) {
      said.value = ''
      failure.value = t(`convert.file.${reading.reason}`, { name: file.name, max: DOCUMENT_MAX / MEBIBYTE })
      return
    }
    await attempt(async () => {
      const { length } = await call('rule.import', { account: account.id, text: reading.text })
      return t('rules.imported', { count: length }, length)
    })
  }

  return {
    said,
    failure,
    exportFile: (account: AccountView) =>
      attempt(async () => {
        const { text } = await call('rule.export', { account: account.id })
        // A name may contain characters that no file name may have.
        const name = account.name.replaceAll(/[\\/:*?"<>|\s]+/g, '-')
        saveFile(`${name}.rules.json`, 'application/json', text)
        return ''
      }),
    chooseFile(account: AccountView): void {
      target = account
      pick()
    },
  }
}
