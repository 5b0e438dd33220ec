import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { DOCUMENT_MAX, MEBIBYTE } from '../../../../src-core/contract/limits.ts'
import { COLLECTION_TEXT_MAX } from '../../../../src-core/contract/sample.ts'
import type { ImportedCollection } from '../../../../src-core/contract/sample.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { readTextFile } from '../../../ui/files/read-text-file.ts'
import { saveFile } from '../../../ui/files/save-file.ts'
import { useFilePicker } from '../../../ui/files/useFilePicker.ts'

/** Collections as files: brought in by a button or by dropping one, and saved as one. */
export function useCollections(onImported: (collection: string) => void) {
  const { call } = useWorkbench()
  const { t } = useI18n()
  const failureText = useFailureText()
  /** What the last file has brought; null until there was one. */
  const imported = shallowRef<ImportedCollection | null>(null)
  const failure = shallowRef('')

  async function attempt(act: () => Promise<void>): Promise<void> {
    failure.value = ''
    imported.value = null
    try {
      await act()
    } catch (cause) {
      failure.value = failureText(cause)
    }
  }

  async function take(file: File): Promise<void> {
    const reading = await readTextFile(file)
    const max = reading.ok ? COLLECTION_TEXT_MAX : DOCUMENT_MAX
    if (!reading.ok || reading.text.length > max) {
      imported.value = null
      const reason = reading.ok ? 'tooLarge' : reading.reason
      failure.value = t(`convert.file.${reason}`, { name: file.name, max: max / MEBIBYTE })
      return
    }
    await attempt(async () => {
      const result = await call('sample.import', { file: file.name, text: reading.text })
      imported.value = result
      if (result.added + result.replaced > 0) onImported(result.collection)
    })
  }

  return {
    imported,
    failure,
    take,
    choose: useFilePicker('.md,.markdown,.txt,text/markdown,text/plain', (file) => void take(file)),
    exportFile: (collection: string) =>
      attempt(async () => {
        const { file, text } = await call('sample.export', { collection })
        saveFile(file, 'text/markdown', text)
      }),
    dismiss(): void {
      imported.value = null
      failure.value = ''
    },
  }
}
