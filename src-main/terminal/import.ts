import { readFileSync, statSync } from 'node:fs'
import { MEBIBYTE } from '../../src-core/contract/limits.ts'
import { summarize } from '../../src-core/exchange/record.ts'
import { importExchanges } from '../../src-core/sharing/import/import-exchanges.ts'
import { clock } from '../node/clock.ts'
import { makeDataDir } from '../node/data-dir.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { findGivenDataDir, readAccounts, withHistory } from './given-data.ts'
import { DATA } from './given-exchange.ts'
import { oneLine } from './one-line.ts'
import { UsageError } from './usage-error.ts'

/** It is one text in memory while it is read, and Node has none of more than half a gigabyte. */
const FILE_MAX_MB = 256

const IMPORT = {
  name: 'import',
  summary: {
    zh: `把 mpscope 的 JSON 或 HAR（最大 ${FILE_MAX_MB} MB）导入历史，重新判断`,
    en: `import JSON of mpscope or HAR (up to ${FILE_MAX_MB} MB) into the history, judged anew`,
  },
  operands: {
    file: {
      kind: 'text',
      value: 'FILE',
      required: true,
      text: {
        zh: 'export 写出的 JSON 或 HAR，serve --json 的输出，或别的程序抓到的 HAR',
        en: 'JSON or HAR that export wrote, what serve --json printed, or HAR that another program captured',
      },
    },
  },
  options: {
    data: DATA,
    json: { kind: 'flag', text: { zh: '输出一个 JSON 对象', en: 'print one JSON object' } },
  },
} as const satisfies CommandTable

/** Exit code 1 if something of the file was not taken. */
export const importCommand = createCommand(IMPORT, async ({ file, data, json }, terminal) => {
  const { stdout, stderr, language } = terminal
  const text = readFile(file)
  const dataDir = findGivenDataDir(data)
  makeDataDir(dataDir)
  const result = await withHistory(dataDir, terminal, { create: true }, (history) =>
    importExchanges({ history, clock }, readAccounts(dataDir), { file, text }, (exchange) =>
      history.record(exchange, summarize(exchange)),
    ),
  )
  const { added, known, faults } = result
  if (json) stdout.write(`${JSON.stringify(result)}\n`)
  else {
    for (const { line, column, says } of faults)
      stderr.write(`${oneLine(`${file}:${line}:${column} ${says[language]}`)}\n`)
    const said = {
      zh: `导入 ${added} 次收发${known > 0 ? `，${known} 次已经有了` : ''}。`,
      en: `${added} ${added === 1 ? 'exchange' : 'exchanges'} imported${known > 0 ? `, ${known} were there already` : ''}.`,
    }
    stdout.write(`${said[language]}\n`)
  }
  return faults.length === 0 ? 0 : 1
})

function readFile(path: string): string {
  try {
    const { size } = statSync(path)
    if (size > FILE_MAX_MB * MEBIBYTE)
      throw new UsageError({
        zh: `${path} 超过 ${FILE_MAX_MB} MB，请分成几份导入`,
        en: `${path} is larger than ${FILE_MAX_MB} MB; import it in parts`,
      })
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code = 'ERROR' } = error as NodeJS.ErrnoException
    throw new UsageError({
      zh: `读不了文件 ${path}（${code}）`,
      en: `the file ${path} cannot be read (${code})`,
    })
  }
}
