import type { ExchangeSummary } from '../../src-core/contract/exchange.ts'
import { markOf, VERDICT_WORDS } from '../../src-core/contract/verdict-words.ts'
import type { History } from '../../src-core/ports/history.ts'
import { listFound, lookAtAll } from '../../src-core/query/look-at-all.ts'
import { exportExchanges } from '../../src-core/sharing/export/export-exchanges.ts'
import { measure } from './columns.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { DATA } from './given-exchange.ts'
import { findGivenDataDir, withHistory } from './given-data.ts'
import { readGivenFilter } from './given-filter.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { TOO_SLOW } from './words.ts'
import { ORIGIN, writePieces } from './write-pieces.ts'

const FIND = {
  name: 'find',
  summary: {
    zh: '在历史里查找，新的在前；一条也没有时退出码为 1',
    en: 'find exchanges in the history, newest first; the exit code is 1 if there are none',
  },
  operands: {
    filter: {
      kind: 'text',
      value: 'FILTER',
      required: true,
      mayBeEmpty: true,
      text: {
        zh: "筛选条件，写法与「收发」的搜索框相同，如 'verdict:fault 退款'；'' 是全部",
        en: "a filter as in the search field of Live, such as 'verdict:fault refund'; '' finds all",
      },
    },
  },
  options: {
    data: DATA,
    limit: {
      kind: 'integer',
      value: 'N',
      min: 1,
      max: 1_000_000,
      text: { zh: '最多列出 N 条', en: 'list N at most' },
    },
    json: {
      kind: 'flag',
      text: {
        zh: '每行输出一次收发的 JSON，可交给 replay、compare',
        en: 'print the JSON of an exchange a line, for replay and compare',
      },
    },
    har: {
      kind: 'flag',
      text: { zh: '输出一个 HAR 文件，没有脱敏', en: 'print one HAR file, nothing redacted' },
    },
  },
} as const satisfies CommandTable

/** Exit code 1 if nothing was found, 2 if the filter cannot be read. */
export const findCommand = createCommand(FIND, async ({ filter, data, limit, json, har }, terminal) => {
  if (json && har)
    throw new UsageError({ zh: '--json 和 --har 只能选一个', en: 'choose one of --json and --har' })
  const dataDir = findGivenDataDir(data)
  const query = readGivenFilter(filter, dataDir)
  return withHistory(dataDir, terminal, { create: false }, async (history) => {
    const search = history.search(query)
    const isComplete = await lookAtAll(search)
    const found = [...listFound(search, limit)]
    search.end()
    if (har) await writePieces(terminal.stdout, pieceTogether(history, found, terminal))
    else
      for (const one of found) {
        const exchange = json ? history.get(one.id) : null
        terminal.stdout.write(`${json ? JSON.stringify(exchange ?? one) : writeRow(one, terminal)}\n`)
      }
    if (!isComplete) terminal.stderr.write(`${TOO_SLOW[terminal.language]}\n`)
    return found.length > 0 ? 0 : 1
  })
})

function pieceTogether(
  history: History,
  found: readonly ExchangeSummary[],
  { language, version }: Terminal,
): Iterable<string> {
  const ids = found.map(({ id }) => id).toReversed()
  const facts = {
    language,
    version,
    redacted: false,
    exportedAt: Date.now(),
    count: ids.length,
    origin: ORIGIN,
  }
  return exportExchanges(history, ids, 'har', null, facts, { written: 0, unreadable: 0 })
}

/** The columns: time, verdict, type, the text that tells most, and the id by which other commands take it. */
function writeRow(one: ExchangeSummary, { language }: Terminal): string {
  const time = new Date(one.receivedAt).toLocaleString('sv-SE')
  const verdict = VERDICT_WORDS[markOf(one)][language]
  const type = one.event ?? one.type ?? one.method
  const said = oneLine(one.excerpt).slice(0, 60)
  return [time, pad(verdict, 14), pad(oneLine(type), 12), one.id, one.findings[0] ?? '', said]
    .join('  ')
    .trimEnd()
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - measure(text)))
}
