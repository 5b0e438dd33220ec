import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { getExchange } from '../../src-core/history/get-exchange.ts'
import { findGivenDataDir, withHistory } from './given-data.ts'
import type { OptionSpec, ValueSpec } from './option.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Rows of commands that take an exchange out of the history or a file. */
export const EXCHANGE = {
  kind: 'text',
  value: 'ID|FILE',
  required: true,
  text: {
    zh: '一次收发：历史里的编号，或 --json 输出存成的文件',
    en: 'an exchange: its id in the history, or a file of what --json printed',
  },
} as const satisfies ValueSpec

export const DATA = {
  kind: 'text',
  value: 'DIR',
  text: {
    zh: '历史所在的文件夹；不给则用环境变量 MPSCOPE_DATA，或系统存放应用数据的地方',
    en: 'folder of the history; else the environment variable MPSCOPE_DATA, or the system’s place for application data',
  },
} as const satisfies OptionSpec

/** The parts of an exchange without which nothing could be sent or compared; the rest is shown as far as it is there. */
const exchangeSchema = v.looseObject({
  id: v.string(),
  mode: v.string(),
  request: v.looseObject({
    method: v.string(),
    target: v.string(),
    path: v.string(),
    httpVersion: v.string(),
    query: v.record(v.string(), v.string()),
    headers: v.array(v.tuple([v.string(), v.string()])),
    body: v.string(),
    bodyBytes: v.number(),
  }),
  response: v.looseObject({
    status: v.number(),
    headers: v.array(v.tuple([v.string(), v.string()])),
    body: v.string(),
  }),
  findings: v.array(v.looseObject({})),
})

/** Throws a UsageError if there is no such file and no such exchange. */
export async function findGivenExchange(
  given: string,
  data: string | undefined,
  terminal: Terminal,
): Promise<Exchange> {
  if (existsSync(given)) return readExchangeFile(given)
  const dataDir = findGivenDataDir(data)
  if (!existsSync(join(dataDir, 'history.sqlite'))) {
    throw new UsageError({
      zh: `没有文件 ${given}，${dataDir} 里也没有历史记录`,
      en: `there is no file ${given}, and no history in ${dataDir}`,
    })
  }
  return withHistory(dataDir, terminal, { create: false }, async (history) => {
    try {
      return getExchange(history, given)
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
      const isDamaged = error.code === 'NOT_READABLE'
      throw new UsageError({
        zh: isDamaged ? `收发 ${given} 在磁盘上已损坏` : `没有文件 ${given}，历史里也没有这次收发`,
        en: isDamaged
          ? `the record of exchange ${given} is damaged`
          : `there is no file ${given}, and no such exchange in the history`,
      })
    }
  })
}

/** Reads the first exchange of a file: one object, a list, or an object a line, each perhaps within an event. */
function readExchangeFile(path: string): Exchange {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  for (const value of parseAll(text)) {
    const decoded = v.safeParse(exchangeSchema, (value as { exchange?: unknown })?.exchange ?? value)
    if (decoded.success) return { message: null, ...decoded.output } as unknown as Exchange
  }
  throw new UsageError({
    zh: `${path} 里没有一次收发的 JSON（serve --json、send --json 输出的那种）`,
    en: `${path} holds no exchange in JSON, as serve --json and send --json print them`,
  })
}

function* parseAll(text: string): Generator<unknown> {
  const whole = parse(text)
  if (whole !== undefined) yield* Array.isArray(whole) ? (whole as unknown[]) : [whole]
  else for (const line of text.split('\n')) yield parse(line)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
