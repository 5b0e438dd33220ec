import { SESSION_ENDING } from '../../contract/session-file.ts'
import type { ExportFormat } from './format.ts'

/** Raised when an older workbench could not read the file. */
export const EXPORT_VERSION = 1

/** One exchange a line, so that a file of any size can be read line by line; and the whole is JSON. */
export const JSON_EXPORT: ExportFormat = {
  // A double click opens it with the workbench; programs that read JSON read this one, too.
  ending: SESSION_ENDING,
  type: 'application/json',
  begin({ version, redacted, exportedAt }) {
    const head = { mpscope: 'exchanges', version: EXPORT_VERSION, by: version, exportedAt, redacted }
    return `${JSON.stringify(head).slice(0, -1)},"exchanges":[\n`
  },
  write: (exchange, index) => `${index === 0 ? '' : ',\n'}${JSON.stringify(exchange)}`,
  end: () => '\n]}\n',
}
