import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import type { CommandInput } from '../../../../src-core/contract/commands.ts'
import { describeRedacted } from '../../../../src-core/contract/redaction.ts'
import { EXPORTED_MAX } from '../../../../src-core/contract/sharing.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useFormat } from '../../../i18n/useFormat.ts'
import { saveFile } from '../../../ui/files/save-file.ts'

/** Takes an export part by part, and gives the file to the browser; it can be stopped on the way. */
export function useExport() {
  const { call } = useWorkbench()
  const { t, locale } = useI18n()
  const { count } = useFormat()
  const failureText = useFailureText()
  const progress = shallowRef<{ done: number; all: number } | null>(null)
  const said = shallowRef('')
  const failure = shallowRef('')
  let isStopped = false

  async function start(order: CommandInput<'export.begin'>): Promise<void> {
    if (progress.value) return
    said.value = failure.value = ''
    isStopped = false
    try {
      const begun = await call('export.begin', order)
      const parts: string[] = []
      for (let done = false; !done;) {
        const part = await call('export.next', { export: begun.export })
        if (isStopped) return
        parts.push(part.text)
        done = part.done
        progress.value = { done: part.written, all: begun.count }
        if (done) said.value = describe(part)
      }
      saveFile(begun.file, begun.type, parts)
    } catch (cause) {
      const isTooMany = cause instanceof CommandFailure && cause.code === 'TOO_MANY'
      failure.value = isTooMany ? t('transfer.tooMany', { most: count(EXPORTED_MAX) }) : failureText(cause)
    } finally {
      progress.value = null
    }
  }

  function describe({
    written,
    unreadable,
    redacted,
  }: Awaited<ReturnType<typeof call<'export.next'>>>): string {
    const values = {
      count: count(written),
      list: redacted ? (describeRedacted(redacted)?.[locale.value] ?? '') : '',
    }
    const sentence = t(redacted && values.list ? 'transfer.doneRedacted' : 'transfer.done', values, written)
    return unreadable > 0 ? `${sentence} ${t('transfer.damaged', { count: count(unreadable) })}` : sentence
  }

  return { progress, said, failure, start, stop: () => void (isStopped = true) }
}
