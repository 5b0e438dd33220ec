import * as v from 'valibot'
import type { ImportFault } from '../../contract/sharing.ts'
import type { Bilingual } from '../../contract/text.ts'
import { JsonFault } from '../../xml/json/json-fault.ts'
import { readJson } from '../../xml/json/read-json.ts'
import { locate } from '../../xml/text-position.ts'
import { EXPORT_VERSION } from '../export/json.ts'
import { givenExchangeSchema } from './given-exchange.ts'
import type { GivenExchange } from './given-exchange.ts'
import { readHarEntry } from './har.ts'

/** One exchange of a file, or the reason why it is none. */
export type ReadItem = { exchange: GivenExchange } | { fault: ImportFault }

export interface ReadExport {
  /** The file says that it is redacted. */
  redacted: boolean
  /** Lazy: each is decoded when it is asked for. */
  items: Iterable<ReadItem>
}

/**
 * Reads JSON of our own (an export, one exchange, a list, or an object a line as `serve --json` prints them) and HAR. A
 * file that is none of them has one fault, with its place.
 */
export function readExport(file: string): ReadExport {
  const text = file.replace(/^\uFEFF/, '')
  const [first = ''] = /^\s*[^\n]*/.exec(text) ?? []
  // Our own export and a log of `serve` have one exchange a line: the places of faults are those of lines.
  if (/^\s*\{"mpscope":"exchanges",.*"exchanges":\[\s*$/.test(first)) return readLines(text, `${first}]}`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return tryParse(first) === undefined ? refuse(findFault(text)) : readLines(text, null)
  }
  return readValue(value)
}

function readLines(text: string, head: string | null): ReadExport {
  const about = (head === null ? {} : tryParse(head)) as Record<string, unknown> | undefined
  if (about === undefined) return refuse(findFault(text))
  if (isNewer(about)) return refuse(createFault(WORDS.newer))
  function* items(): Generator<ReadItem> {
    let line = 0
    for (let at = 0; at < text.length;) {
      const end = text.indexOf('\n', at)
      const content = text.slice(at, end < 0 ? text.length : end).trim()
      at = end < 0 ? text.length : end + 1
      line++
      if ((head !== null && (line === 1 || content === ']}')) || content === '') continue
      const value = tryParse(content.replace(/,$/, ''))
      if (value === undefined) yield { fault: createFault(WORDS.notJson, line) }
      // `serve --json` prints other lines, too.
      else if (!isOtherLine(value)) yield decode(() => unwrap(value), line)
    }
  }
  return { redacted: about['redacted'] === true, items: items() }
}

function isOtherLine(value: unknown): boolean {
  const { type, exchange } = (value ?? {}) as { type?: unknown; exchange?: unknown }
  return typeof type === 'string' && exchange === undefined
}

function readValue(value: unknown): ReadExport {
  const object = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (isNewer(object)) return refuse(createFault(WORDS.newer))
  const log = (object['log'] ?? {}) as { entries?: unknown; creator?: { comment?: unknown } }
  if (Array.isArray(log.entries))
    return {
      redacted: log.creator?.comment === 'redacted',
      items: decodeAll(log.entries as unknown[], readHarEntry),
    }
  const list = Array.isArray(value) ? (value as unknown[]) : object['exchanges']
  if (Array.isArray(list))
    return { redacted: object['redacted'] === true, items: decodeAll(list as unknown[], unwrap) }
  if ('request' in object || 'exchange' in object)
    return { redacted: false, items: decodeAll([value], unwrap) }
  return refuse(createFault(WORDS.noExport))
}

function* decodeAll(values: readonly unknown[], read: (value: unknown) => unknown): Generator<ReadItem> {
  for (const [index, value] of values.entries()) yield decode(() => read(value), 1, index + 1)
}

/** `number` is that of the exchange, if the file has them on one line. */
function decode(read: () => unknown, line: number, number?: number): ReadItem {
  try {
    return { exchange: v.parse(givenExchangeSchema, read()) }
  } catch (error) {
    const path = error instanceof v.ValiError ? (v.getDotPath(error.issues[0]) ?? '') : ''
    return { fault: createFault(WORDS.notExchange(path, number), line) }
  }
}

function unwrap(value: unknown): unknown {
  return (value as { exchange?: unknown } | null)?.exchange ?? value
}

function isNewer(about: Record<string, unknown>): boolean {
  return about['mpscope'] === 'exchanges' && Number(about['version']) > EXPORT_VERSION
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuse(fault: ImportFault): ReadExport {
  return { redacted: false, items: [{ fault }] }
}

function createFault(says: Bilingual, line = 1, column = 1): ImportFault {
  return { line, column, says }
}

/** Finds the place at which a text is no JSON. */
function findFault(text: string): ImportFault {
  if (!/^\s*[{[]/.test(text)) return createFault(WORDS.noExport)
  try {
    readJson(text)
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    const { line, column } = locate(text, error.at ?? 0)
    const { zh, en } = error.sentence
    return createFault({ zh: `${WORDS.noExport.zh}${zh}`, en: `${WORDS.noExport.en} ${en}` }, line, column)
  }
  return createFault(WORDS.noExport)
}

const WORDS = {
  noExport: {
    zh: '这不是 mpscope 导出的 JSON，也不是 HAR。',
    en: 'This is neither JSON exported by mpscope nor HAR.',
  },
  newer: {
    zh: '文件由更新的 mpscope 导出，请先升级。',
    en: 'A newer mpscope exported this file; update this one first.',
  },
  notJson: { zh: '这一行不是 JSON，没有导入。', en: 'This line is no JSON; it was left out.' },
  notExchange(path: string, number: number | undefined): Bilingual {
    const which =
      number === undefined
        ? { zh: '这一次收发', en: 'This exchange' }
        : { zh: `第 ${number} 次收发`, en: `Exchange ${number}` }
    const at = path === '' ? { zh: '', en: '' } : { zh: `（${path}）`, en: ` (${path})` }
    return {
      zh: `${which.zh}不完整${at.zh}，没有导入。`,
      en: `${which.en} is not whole${at.en}; it was left out.`,
    }
  },
} as const
