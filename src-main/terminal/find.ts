import type { ExchangeSummary } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { markOf, VERDICT_WORDS } from '../../src-core/contract/verdict-words.ts'
import type { Search } from '../../src-core/ports/history.ts'
import { readFilter } from '../../src-core/query/filter/read-filter.ts'
import { measure } from './columns.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { DATA } from './given-exchange.ts'
import { openGivenHistory } from './given-history.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

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
  },
} as const satisfies CommandTable

/** Milliseconds that one look takes: a search that is stopped ends as soon. */
const LOOK_MS = 200
const PAGE = 200

const TOO_SLOW: Bilingual = {
  zh: '这个正则表达式用时过长，只查了一部分。',
  en: 'The regular expression takes too long: not everything was looked at.',
}

/** Exit code 1 if nothing was found, 2 if the filter cannot be read. */
export const findCommand = createCommand(FIND, async ({ filter, data, limit, json }, terminal) => {
  const { query, faults } = readFilter(filter, { now: Date.now(), accounts: [] })
  if (!query) throw new UsageError(pointAt(filter, faults[0]!))
  const history = await openGivenHistory(data, terminal)
  const search = history.search(query)
  try {
    const isComplete = await lookAtAll(search)
    let printed = 0
    for (const one of listRows(search, limit ?? Infinity)) {
      const exchange = json ? history.get(one.id) : null
      terminal.stdout.write(`${json ? JSON.stringify(exchange ?? one) : writeRow(one, terminal)}\n`)
      printed++
    }
    if (!isComplete) terminal.stderr.write(`${TOO_SLOW[terminal.language]}\n`)
    return printed > 0 ? 0 : 1
  } finally {
    search.end()
    await history.close()
  }
})

/** Returns false if it could not look at all of them. */
async function lookAtAll(search: Search): Promise<boolean> {
  for (;;) {
    const { done, tooSlow } = await search.look(LOOK_MS)
    if (done || tooSlow) return done
  }
}

function* listRows(search: Search, limit: number): Generator<ExchangeSummary> {
  for (let from = 0; from < limit;) {
    const rows = search.rows(from, Math.min(PAGE, limit - from))
    yield* rows
    from += rows.length
    if (rows.length < PAGE) return
  }
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

function pointAt(
  filter: string,
  { at, length, says }: { at: number; length: number; says: Bilingual },
): Bilingual {
  const part = oneLine(filter.slice(at, at + length)).slice(0, 60)
  return {
    zh: `筛选条件第 ${at + 1} 个字符起「${part}」：${says.zh}`,
    en: `the filter at character ${at + 1}, “${part}”: ${says.en}`,
  }
}
