import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Side } from '../../features/fields/useCounterparts.ts'
import { DOCUMENT_MAX, MEBIBYTE } from '../../../src-core/contract/limits.ts'
import { readTextFile } from '../../ui/files/read-text-file.ts'
import { useFileDrop } from '../../ui/files/useFileDrop.ts'
import { useFilePicker } from '../../ui/files/useFilePicker.ts'
import { documentSide } from './document-side.ts'

/** Takes files that are chosen or dropped, to the side where their text belongs. */
export function useDocumentFile(load: (side: Side, text: string) => void) {
  const { t } = useI18n()
  const failure = shallowRef('')

  const choose = useFilePicker(
    '.xml,.json,.txt,text/xml,application/xml,application/json,text/plain',
    (file) => void open(file, null),
  )
  const drop = useFileDrop((file, on) => {
    const side = on?.closest('[data-side]')?.getAttribute('data-side')
    void open(file, side === 'json' ? 'json' : 'xml')
  })

  async function open(file: File, dropped: Side | null): Promise<void> {
    const reading = await readTextFile(file)
    failure.value = reading.ok
      ? ''
      : t(`convert.file.${reading.reason}`, { name: file.name, max: DOCUMENT_MAX / MEBIBYTE })
    if (reading.ok) load(documentSide(reading.text, file.name) ?? dropped ?? 'xml', reading.text)
  }

  return { ...drop, failure, choose }
}
