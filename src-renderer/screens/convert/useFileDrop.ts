import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Side } from '../../features/fields/useCounterparts.ts'
import { DOCUMENT_MAX, MEBIBYTE } from '../../../src-core/contract/limits.ts'
import { readTextFile } from '../../ui/files/read-text-file.ts'
import { useFilePicker } from '../../ui/files/useFilePicker.ts'
import { documentSide } from './document-side.ts'

/**
 * Takes files that are chosen or dropped. The handlers are for the capturing phase, which VueUse's `useDropZone` does
 * not have: an editor would insert a dropped file as text where it fell.
 */
export function useFileDrop(load: (side: Side, text: string) => void) {
  const { t } = useI18n()
  const isOver = shallowRef(false)
  const failure = shallowRef('')

  const choose = useFilePicker(
    '.xml,.json,.txt,text/xml,application/xml,application/json,text/plain',
    (file) => void open(file, null),
  )

  async function open(file: File, dropped: Side | null): Promise<void> {
    const reading = await readTextFile(file)
    failure.value = reading.ok
      ? ''
      : t(`convert.file.${reading.reason}`, { name: file.name, max: DOCUMENT_MAX / MEBIBYTE })
    if (reading.ok) load(documentSide(reading.text, file.name) ?? dropped ?? 'xml', reading.text)
  }

  function hasFiles(event: DragEvent): boolean {
    return event.dataTransfer?.types.includes('Files') ?? false
  }

  return {
    isOver,
    failure,
    choose,
    over(event: DragEvent): void {
      if (!hasFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      isOver.value = true
    },
    left(event: DragEvent): void {
      const { currentTarget, relatedTarget } = event
      const inside = currentTarget instanceof Node && relatedTarget instanceof Node
      if (!inside || !currentTarget.contains(relatedTarget)) isOver.value = false
    },
    dropped(event: DragEvent): void {
      isOver.value = false
      if (!hasFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      const file = event.dataTransfer?.files[0]
      const side = event.target instanceof Element ? event.target.closest('[data-side]') : null
      if (file) void open(file, side?.getAttribute('data-side') === 'json' ? 'json' : 'xml')
    },
  }
}
