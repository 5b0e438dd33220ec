import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { DOCUMENT_MAX, MEBIBYTE } from '../../../../src-core/contract/limits.ts'
import type { ImportResult } from '../../../../src-core/contract/sharing.ts'
import { createProvided } from '../../../composables/create-provided.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useFormat } from '../../../i18n/useFormat.ts'
import { readTextFile } from '../../../ui/files/read-text-file.ts'

/** Imports one file after another, and tells what became of the last one. `show` opens the panel that tells it. */
export const [provideImport, useImport] = createProvided('import', (show: () => void) => {
  const { call } = useWorkbench()
  const { t } = useI18n()
  const { count } = useFormat()
  const failureText = useFailureText()
  const name = shallowRef<string | null>(null)
  const result = shallowRef<ImportResult | null>(null)
  const failure = shallowRef('')

  async function take(file: File): Promise<void> {
    if (name.value !== null) return
    show()
    name.value = file.name
    result.value = null
    failure.value = ''
    try {
      const reading = await readTextFile(file)
      if (reading.ok)
        result.value = await call('history.import', { file: file.name.slice(-255), text: reading.text })
      else
        failure.value = t(`convert.file.${reading.reason}`, { name: file.name, max: DOCUMENT_MAX / MEBIBYTE })
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

  return { take, said, failure, faults: computed(() => result.value?.faults ?? []) }
})
