import { describeExchange } from '../described-exchange.ts'
import { writeFoot, writeSection } from '../copy/report.ts'
import { WORDS } from '../words.ts'
import type { ExportFormat } from './format.ts'

export const MARKDOWN_EXPORT: ExportFormat = {
  ending: 'md',
  type: 'text/markdown',
  begin: ({ language, count }) => `# ${WORDS.title[language]} · ${count}\n\n`,
  write: (exchange, _index, { language }) =>
    `${writeSection(describeExchange(exchange, language), language)}\n`,
  end: (facts) => writeFoot(facts.language, facts),
}
