import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { DOCUMENT_MAX, MEBIBYTE } from '../../../../src-core/contract/limits.ts'
import type { OpenedFile } from '../../../../src-core/contract/session-file.ts'
import type { ImportResult } from '../../../../src-core/contract/sharing.ts'
import { createProvided } from '../../../composables/create-provided.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useNavigation } from '../../../composables/useNavigation.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useFormat } from '../../../i18n/useFormat.ts'
import { readTextFile } from '../../../ui/files/read-text-file.ts'
import type { FileReading } from '../../../ui/files/read-text-file.ts'

/** Imports one file after another, and tells what became of the last one. `show` opens the panel that tells it. */
export const [provideImport, useImport] = createProvided('import', (show: () => void) => {
  const { call } = useWorkbench()
  const { go } = useNavigation()
  const { t } = useI18n()
  const { count } = useFormat()
  const failureText = useFailureText()
  const name = shallowRef<string | null>(null)
  const result = shallowRef<ImportResult | null>(null)
  const failure = shallowRef('')

  let last = Promise.resolve()

  function take(file: File): void {
    last = last.then(() => read(file.name, () => readTextFile(file)))
  }

  /** Takes a file that the user opened with the workbench, wherever in it they were. */
  function takeOpened(file: OpenedFile): void {
    go('live')
    if ('bytes' in file) take(new File([file.bytes], file.name))
    else last = last.then(() => read(file.name, () => Promise.resolve({ ok: false, reason: file.reason })))
  }

  async function read(file: string, readText: () => Promise<FileReading>): Promise<void> {
    show()
    name.value = file
    result.value = null
    failure.value = ''
    try {
      const reading = await readText()
      if (reading.ok)
        result.value = await call('history.import', { file: file.slice(-255), text: reading.text })
      else failure.value = t(`convert.file.${reading.reason}`, { name: file, max: DOCUMENT_MAX / MEBIBYTE })
    } catch (cause) {
      failure.value = failureText(cause)
    } finally {
      name.value = null
    }
  }

  const said = computed(() => {
    if (name.value !== null) return t('transfer.importing', { name: name.value })
    if (!result.value) return ''
    const { added, known, session } = result.value
    const sentence = t('transfer.imported', { count: count(added), name: session.name }, added)
    return known > 0 ? `${sentence} ${t('transfer.known', { count: count(known) }, known)}` : sentence
  })

  return { take, takeOpened, said, failure, faults: computed(() => result.value?.faults ?? []) }
})
