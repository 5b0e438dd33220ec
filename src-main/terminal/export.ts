import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { describeRedacted } from '../../src-core/contract/redaction.ts'
import type { RedactedCounts } from '../../src-core/contract/redaction.ts'
import { exportFormats } from '../../src-core/contract/sharing.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import type { History } from '../../src-core/ports/history.ts'
import { chooseExchanges } from '../../src-core/sharing/export/choose.ts'
import type { Choice } from '../../src-core/sharing/export/choose.ts'
import { exportExchanges } from '../../src-core/sharing/export/export-exchanges.ts'
import { createRedaction } from '../../src-core/sharing/redact.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { findGivenDataDir, readAccounts, withHistory } from './given-data.ts'
import { DATA } from './given-exchange.ts'
import { readGivenFilter } from './given-filter.ts'
import { UsageError } from './usage-error.ts'
import { ORIGIN, writePieces } from './write-pieces.ts'

const EXPORT = {
  name: 'export',
  summary: {
    zh: '把历史里的收发导出为 JSON、HAR、HTML 或 Markdown，默认脱敏',
    en: 'export exchanges of the history as JSON, HAR, HTML or Markdown; redacted unless told otherwise',
  },
  operands: {
    filter: {
      kind: 'text',
      value: 'FILTER',
      mayBeEmpty: true,
      text: {
        zh: '导出哪些：筛选条件（同 find），或一次收发的编号；不给或写空的则导出全部',
        en: 'which: a filter as of find, or the id of an exchange; without it, or empty, all of them',
      },
    },
  },
  options: {
    as: {
      kind: 'choice',
      value: 'FORMAT',
      choices: exportFormats,
      default: 'json',
      text: { zh: '格式', en: 'the format' },
    },
    out: {
      kind: 'text',
      value: 'FILE',
      text: { zh: '写到这个文件；不给则写到标准输出', en: 'write to this file; else to standard output' },
    },
    'no-redaction': {
      kind: 'flag',
      text: {
        zh: '不脱敏：签名、密文、OpenID、域名都原样写出，只给自己看',
        en: 'redact nothing: signatures, ciphertexts, OpenIDs and hosts as they are, for yourself',
      },
    },
    data: DATA,
  },
} as const satisfies CommandTable

export const exportCommand = createCommand(EXPORT, async (values, terminal) => {
  const { stderr, language, version } = terminal
  const dataDir = findGivenDataDir(values.data)
  return withHistory(dataDir, terminal, { create: false }, async (history) => {
    const ids = await chooseExchanges(history, readChoice(history, dataDir, values.filter))
    const redaction = values['no-redaction'] ? null : createRedaction(readAccounts(dataDir))
    const facts = {
      language,
      version,
      redacted: redaction !== null,
      exportedAt: Date.now(),
      count: ids.length,
      origin: ORIGIN,
    }
    const progress = { written: 0, unreadable: 0 }
    const pieces = exportExchanges(history, ids, values.as, redaction, facts, progress)
    await writeAll(
      values.out === undefined ? terminal.stdout : await openFile(values.out),
      pieces,
      values.out,
    )
    stderr.write(`${describe(progress, redaction?.counts() ?? null)[language]}\n`)
    const foundNothing = progress.written === 0 && Boolean(values.filter)
    return progress.unreadable > 0 || foundNothing ? 1 : 0
  })
})

/** The one place where it is read which exchanges are meant. */
function readChoice(history: Pick<History, 'has'>, dataDir: string, filter = ''): Choice {
  return history.has(filter) ? { ids: [filter] } : { where: readGivenFilter(filter, dataDir) }
}

async function openFile(path: string): Promise<Writable> {
  // Whole exchanges are for their owner alone.
  const file = createWriteStream(path, { mode: 0o600 })
  try {
    await once(file, 'open')
  } catch (error) {
    const { code = 'ERROR' } = error as NodeJS.ErrnoException
    throw new UsageError({
      zh: `写不了文件 ${path}（${code}）`,
      en: `the file ${path} cannot be written (${code})`,
    })
  }
  return file
}

async function writeAll(stream: Writable, pieces: Iterable<string>, path: string | undefined): Promise<void> {
  await writePieces(stream, pieces)
  if (path === undefined) return
  stream.end()
  await once(stream, 'finish')
}

function describe(
  { written, unreadable }: { written: number; unreadable: number },
  counts: RedactedCounts | null,
): Bilingual {
  const damaged =
    unreadable === 0
      ? { zh: '', en: '' }
      : {
          zh: `；${unreadable} 次在磁盘上已损坏，没有导出`,
          en: `; ${unreadable} are damaged on the disk and were left out`,
        }
  const start = {
    zh: `导出 ${written} 次收发`,
    en: `${written} ${written === 1 ? 'exchange' : 'exchanges'} exported`,
  }
  if (!counts)
    return { zh: `${start.zh}，没有脱敏${damaged.zh}。`, en: `${start.en}, not redacted${damaged.en}.` }
  const list = describeRedacted(counts)
  return {
    zh: `${start.zh}，已脱敏${list ? `（${list.zh}）` : ''}${damaged.zh}。`,
    en: `${start.en}, redacted${list ? ` (${list.en})` : ''}${damaged.en}.`,
  }
}
