import { getExchange } from '../../history/get-exchange.ts'
import { CommandFailure } from '../../contract/errors.ts'
import type { ExportFormatName } from '../../contract/sharing.ts'
import type { History } from '../../ports/history.ts'
import type { Redaction } from '../redact.ts'
import type { ExportFacts, ExportFormat } from './format.ts'
import { HAR_EXPORT } from './har.ts'
import { HTML_EXPORT } from './html.ts'
import { JSON_EXPORT } from './json.ts'
import { MARKDOWN_EXPORT } from './markdown.ts'

export const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  json: JSON_EXPORT,
  har: HAR_EXPORT,
  html: HTML_EXPORT,
  markdown: MARKDOWN_EXPORT,
}

export interface ExportProgress {
  /** The exchanges written so far. */
  written: number
  /** Those whose record on disk is damaged. */
  unreadable: number
}

/** Yields a file in pieces, one an exchange. `redaction` is null if it is whole. Counts into `progress`. */
export function* exportExchanges(
  history: Pick<History, 'get' | 'has'>,
  ids: readonly string[],
  format: ExportFormatName,
  redaction: Redaction | null,
  facts: ExportFacts,
  progress: ExportProgress,
): Generator<string> {
  const { begin, write, end } = EXPORT_FORMATS[format]
  yield begin(facts)
  for (const id of ids) {
    try {
      const stored = getExchange(history, id)
      yield write(redaction ? redaction.redact(stored) : stored, progress.written, facts)
      progress.written++
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
      // One that was removed meanwhile is none of them any more.
      if (error.code === 'NOT_READABLE') progress.unreadable++
    }
  }
  yield end(facts)
}

/** Returns a name for the file, with the day, which says whether it is for others. */
export function nameExport(format: ExportFormatName, { redacted, exportedAt }: ExportFacts): string {
  const day = new Date(exportedAt).toISOString().slice(0, 10)
  return `mpscope-${day}${redacted ? '-redacted' : ''}.${EXPORT_FORMATS[format].ending}`
}
