import type { Account } from '../../contract/account.ts'
import type { FieldComparison, Query } from '../../contract/query.ts'
import type { Bilingual } from '../../contract/text.ts'
import { FilterMistake } from './faults.ts'
import { filterKeyNames } from '../../contract/filter.ts'
import type { FilterKeyName } from '../../contract/filter.ts'
import type { FilterKey } from './filter-keys.ts'
import { readTime } from './read-time.ts'
import { isSpace } from './scan.ts'
import type { Scanner } from './scan.ts'

/** What a filter is read with. */
export interface FilterContext {
  /** Epoch milliseconds. */
  now: number
  accounts: readonly Pick<Account, 'id' | 'name' | 'originalId'>[]
}

/** A value as written. `quoted`: nothing in it has a meaning of its own. */
export interface Written {
  at: number
  length: number
  text: string
  quoted: boolean
}

const ENDS = new Set([',', '(', ')', ''])

/** Reads a value: bare up to a space, comma or bracket, or within quotes, where `\"` is a quote. */
export function readWritten(scanner: Scanner): Written {
  const at = scanner.at
  if (scanner.peek() !== '"') {
    const text = scanner.takeUntil((character) => ENDS.has(character) || isSpace(character))
    return { at, length: scanner.at - at, text, quoted: false }
  }
  scanner.at++
  let text = ''
  while (scanner.peek() !== '"') {
    if (scanner.isAtEnd)
      throw new FilterMistake(at, scanner.at - at, {
        zh: '引号没有结束：在后面再写一个 "。',
        en: 'The quote does not end: write another " behind it.',
      })
    if (scanner.peek() === '\\' && ['"', '\\'].includes(scanner.peek(1))) scanner.at++
    text += scanner.text[scanner.at++]
  }
  scanner.at++
  return { at, length: scanner.at - at, text, quoted: true }
}

/** Reads what stands behind the colon of a key: one value, or several between commas, any of which will do. */
export function readValues(
  scanner: Scanner,
  key: FilterKey & { name: FilterKeyName },
  context: FilterContext,
): Query {
  if (key.takes === 'field') return readField(scanner)
  const found: Query[] = []
  do found.push(readOne(readWritten(scanner), key, context))
  while (scanner.take(','))
  return found.length === 1 ? found[0]! : { any: found }
}

function readOne(
  written: Written,
  key: Exclude<FilterKey, { takes: 'field' }> & { name: FilterKeyName },
  context: FilterContext,
): Query {
  const { text, quoted, at, length } = written
  if (text === '' && !quoted)
    throw new FilterMistake(at - key.name.length - 1, key.name.length + 1, {
      zh: `${key.name}: 后面还缺一个值，如 ${key.example}。`,
      en: `${key.name}: needs a value, such as ${key.example}.`,
    })
  const mistake = (says: Bilingual) => new FilterMistake(at, length, says)
  switch (key.takes) {
    case 'open': {
      if (key.key === 'account') return readAccount(text, quoted, context)
      if (quoted) return { key: key.key, is: [text] } as Query
      return { key: key.key, begins: text.replace(/\*$/, '') } as Query
    }
    case 'choice': {
      const wanted = text.toLowerCase()
      const found = Object.entries(key.choices).find(
        ([name, words]) =>
          name === wanted || words.zh.toLowerCase() === wanted || words.en.toLowerCase() === wanted,
      )
      if (found) return { key: key.key, is: [found[0]] } as Query
      const choices = Object.keys(key.choices).join('、')
      throw mistake({
        zh: `${key.name}: 没有「${text}」；可以写 ${choices}。`,
        en: `${key.name}: has no “${text}”; write one of ${choices.replaceAll('、', ', ')}.`,
      })
    }
    case 'time': {
      const moment = readTime(text, context.now)
      if (moment === null)
        throw mistake({
          zh: `「${text}」不是时间；可以写 10:30、2026-11-27、2026-11-27T10:30，或 30m、2h、3d 表示多久以前。`,
          en: `“${text}” is no time; write 10:30, 2026-11-27, 2026-11-27T10:30, or 30m, 2h, 3d for how long ago.`,
        })
      return key.end === 'before'
        ? { key: 'receivedAt', atMost: moment - 1 }
        : { key: 'receivedAt', atLeast: moment }
    }
    case 'number': {
      const range = readRange(text, key.unit === 'ms')
      if (!range)
        throw mistake({
          zh: `「${text}」不是数；可以写 ${key.name}:200、${key.name}:>3、${key.name}:1..9。`,
          en: `“${text}” is no number; write ${key.name}:200, ${key.name}:>3 or ${key.name}:1..9.`,
        })
      return { key: key.key, ...range }
    }
  }
}

/** An account is meant by the beginning of its name, its `gh_` id or its id. Unknown ids may be those of a deleted one. */
function readAccount(text: string, quoted: boolean, { accounts }: FilterContext): Query {
  const wanted = text.replace(/\*$/, '').toLowerCase()
  const fits = (value: string) =>
    quoted ? value.toLowerCase() === wanted : value.toLowerCase().startsWith(wanted)
  const named = accounts
    .filter(({ name, id, originalId }) => [name, id, originalId].some((value) => value !== '' && fits(value)))
    .map(({ id }) => id)
  const byId: Query = quoted ? { key: 'account', is: [text] } : { key: 'account', begins: wanted }
  return { any: [{ key: 'account', is: named }, byId] }
}

const NUMBER = String.raw`(\d+(?:\.\d+)?)(ms|s)?`
const COMPARED = new RegExp(`^(>=|<=|≥|≤|>|<|＞|＜|=)?${NUMBER}$`, 'i')
const SPAN = new RegExp(`^(?:${NUMBER})?\\.\\.(?:${NUMBER})?$`, 'i')
/** Numbers of this kind are whole, so that more than three is at least four; those of time have fractions. */
const HUNDREDS = /^([1-9])xx$/i

function readRange(text: string, isTime: boolean): { atLeast?: number; atMost?: number } | null {
  const valueOf = (digits: string, unit: string | undefined) =>
    unit === undefined || isTime ? Number(digits) * (unit?.toLowerCase() === 's' ? 1000 : 1) : NaN
  const hundreds = HUNDREDS.exec(text)
  if (hundreds && !isTime)
    return { atLeast: Number(hundreds[1]) * 100, atMost: Number(hundreds[1]) * 100 + 99 }
  const span = SPAN.exec(text)
  if (span) {
    const [, low, lowUnit, high, highUnit] = span
    if (low === undefined && high === undefined) return null
    const range = {
      ...(low !== undefined && { atLeast: valueOf(low, lowUnit ?? highUnit) }),
      ...(high !== undefined && { atMost: valueOf(high, highUnit) }),
    }
    return Object.values(range).some(Number.isNaN) ? null : range
  }
  const compared = COMPARED.exec(text)
  if (!compared) return null
  const [, sign, digits, unit] = compared
  const value = valueOf(digits!, unit)
  if (Number.isNaN(value)) return null
  switch (sign) {
    case '>':
    case '＞':
      return { atLeast: next(value) }
    case '<':
    case '＜':
      return { atMost: -next(-value) }
    case '>=':
    case '≥':
      return { atLeast: value }
    case '<=':
    case '≤':
      return { atMost: value }
    default:
      return { atLeast: value, atMost: value }
  }
}

/** Returns the smallest number above this one: the ends of a range are part of it. */
function next(value: number): number {
  return value + Math.max(Number.EPSILON * Math.abs(value), Number.MIN_VALUE)
}

const COMPARISONS: readonly [sign: string, comparison: FieldComparison][] = [
  ['>=', 'atLeast'],
  ['<=', 'atMost'],
  ['≥', 'atLeast'],
  ['≤', 'atMost'],
  ['~', 'holds'],
  ['=', 'is'],
  [':', 'is'],
  ['>', 'above'],
  ['<', 'below'],
]

function readField(scanner: Scanner): Query {
  const start = scanner.at
  const field = scanner.takeUntil(
    (character) => isSpace(character) || ENDS.has(character) || '~=:><≥≤"'.includes(character),
  )
  if (field === '')
    throw new FilterMistake(start - 5, 5, {
      zh: 'json: 后面写字段名，如 json:Content~"退款"、json:MsgId=123。',
      en: 'json: needs the name of a field, such as json:Content~"refund" or json:MsgId=123.',
    })
  const sign = scanner.take(...COMPARISONS.map(([one]) => one))
  if (sign === null) return { field, comparison: 'exists', value: '' }
  const comparison = COMPARISONS.find(([one]) => one === sign)![1]
  const value = readWritten(scanner)
  if (value.text === '' && !value.quoted)
    throw new FilterMistake(start, scanner.at - start, {
      zh: `json:${field}${sign} 后面还缺一个值。`,
      en: `json:${field}${sign} needs a value.`,
    })
  const isOrder = !['is', 'holds'].includes(comparison)
  if (isOrder && (value.text.trim() === '' || !Number.isFinite(Number(value.text))))
    throw new FilterMistake(value.at, value.length, {
      zh: `「${value.text}」不是数，不能比大小。`,
      en: `“${value.text}” is no number and cannot be compared by size.`,
    })
  return { field, comparison, value: value.text }
}

/** Returns what to say of a key that there is not. */
export function sayUnknownKey(name: string): Bilingual {
  const near = filterKeyNames.find((one) => one.startsWith(name.toLowerCase().slice(0, 2)))
  return {
    zh: `没有 ${name}: 这个条件${near ? `，是不是 ${near}:？` : '。'}要找这段文字本身，请加引号："${name}:…"。`,
    en: `There is no key ${name}:${near ? `; did you mean ${near}:?` : '.'} To look for these very words, put them in quotes: "${name}:…".`,
  }
}
