import { FILTER_MAX } from '../../contract/limits.ts'
import type { FilterFault } from '../../contract/filter.ts'
import type { Query } from '../../contract/query.ts'
import { FilterMistake } from './faults.ts'
import { findFilterKey } from './filter-keys.ts'
import type { FilterKeyName } from '../../contract/filter.ts'
import type { FilterKey } from './filter-keys.ts'
import { readValues, readWritten, sayUnknownKey } from './read-value.ts'
import type { FilterContext } from './read-value.ts'
import { createScanner, isSpace } from './scan.ts'
import type { Scanner } from './scan.ts'

/** Brackets within brackets: SQLite takes no expression deeper than 1,000, and no person writes ten. */
const DEPTH_MAX = 50

/** A term as written, between its first character and its last. */
export interface ReadTerm {
  at: number
  length: number
  /** The text before the value, such as `-type:`; null if it is no term with a key. */
  key: (FilterKey & { name: FilterKeyName }) | null
  query: Query
}

export interface ReadFilter {
  /** Null if there are faults. An empty filter matches everything. */
  query: Query | null
  faults: FilterFault[]
  /** The terms that all have to be true; one if the filter is an `or`. */
  terms: ReadTerm[]
}

/**
 * Reads a filter:
 *
 *     type:text from:oABC -verdict:accepted ("退款" or took:>3000) json:Content~"x" /re/
 *
 * Terms beside each other all have to be true; `or` joins what stands on its two sides; `-` and `not` turn the next
 * term around. A word without a key is looked for in the text. Never throws: what cannot be read is a fault.
 */
export function readFilter(text: string, context: FilterContext): ReadFilter {
  if (text.length > FILTER_MAX) {
    const says = {
      zh: `筛选条件最长 ${FILTER_MAX} 个字符，这里有 ${text.length} 个。`,
      en: `A filter has at most ${FILTER_MAX} characters; this has ${text.length}.`,
    }
    return { query: null, faults: [{ at: FILTER_MAX, length: text.length - FILTER_MAX, says }], terms: [] }
  }
  const faults: FilterFault[] = []
  const scanner = createScanner(text)
  const reader = createReader(scanner, context, faults)
  const alternatives = reader.readAlternatives(0)
  if (scanner.peek() === ')') {
    const says = { zh: '这个右括号没有左括号。', en: 'This bracket closes nothing.' }
    faults.push({ at: scanner.at, length: 1, says })
  }
  const terms = alternatives.length === 1 ? alternatives[0]! : joinTerms(alternatives)
  const query: Query = { all: terms.map((term) => term.query) }
  return { query: faults.length > 0 ? null : query, faults, terms }
}

function createReader(scanner: Scanner, context: FilterContext, faults: FilterFault[]) {
  /** Reads up to a closing bracket or the end: the alternatives that `or` separates, each with its terms. */
  function readAlternatives(depth: number): ReadTerm[][] {
    const alternatives: ReadTerm[][] = [[]]
    let or: FilterFault | null = null
    for (scanner.skipSpace(); !scanner.isAtEnd && scanner.peek() !== ')'; scanner.skipSpace()) {
      const at = scanner.at
      const word = takeOperator(scanner, 'or', '|')
      if (word) {
        const alone = nothingBeside(at, scanner.at - at)
        if (alternatives.at(-1)!.length === 0) faults.push(alone)
        else alternatives.push([])
        or = alone
        continue
      }
      if (takeOperator(scanner, 'and', '&')) continue
      or = null
      try {
        alternatives.at(-1)!.push(readTerm(depth))
      } catch (error) {
        if (!(error instanceof FilterMistake)) throw error
        faults.push(error.fault)
        // An `or` beside a part that is wrong has something beside it.
        alternatives.at(-1)!.push({ at, length: scanner.at - at, key: null, query: { all: [] } })
        if (scanner.at === at) scanner.at++
      }
    }
    if (or && alternatives.at(-1)!.length === 0) faults.push(or)
    return alternatives
  }

  function readTerm(depth: number): ReadTerm {
    const at = scanner.at
    const end = (query: Query, key: ReadTerm['key'] = null) => ({ at, length: scanner.at - at, query, key })
    if (takeNot(scanner)) {
      if (depth >= DEPTH_MAX) throw tooDeep(at)
      scanner.skipSpace()
      if (scanner.isAtEnd || scanner.peek() === ')')
        throw new FilterMistake(at, scanner.at - at, {
          zh: '- 后面写要排除的条件。',
          en: 'Write behind it what is to be left out.',
        })
      const { query, key } = readTerm(depth + 1)
      return end({ not: query }, key)
    }
    if (scanner.take('(')) {
      if (depth >= DEPTH_MAX) throw tooDeep(at)
      const alternatives = readAlternatives(depth + 1)
      if (!scanner.take(')'))
        throw new FilterMistake(at, 1, {
          zh: '括号没有结束：在后面写一个 )。',
          en: 'The bracket does not close: write ) behind it.',
        })
      return end({ all: joinTerms(alternatives).map(({ query }) => query) })
    }
    const pattern = readPattern(scanner)
    if (pattern !== null) return end({ pattern })
    const key = readKey(scanner)
    if (key) return end(readValues(scanner, key, context), key)
    const { text } = readWord(scanner)
    return end({ text })
  }

  return { readAlternatives }
}

/** Goes to the end of what is too deep, so that it is said once. */
function tooDeep(at: number): FilterMistake {
  return new FilterMistake(at, 1, {
    zh: `括号和 - 最多套 ${DEPTH_MAX} 层。`,
    en: `Brackets and - may stand within each other ${DEPTH_MAX} deep.`,
  })
}

function nothingBeside(at: number, length: number): FilterFault {
  return {
    at,
    length,
    says: { zh: 'or 的两边都要有条件。', en: 'There has to be something on both sides of or.' },
  }
}

/** Takes a word that stands alone, or its mark. */
function takeOperator(scanner: Scanner, word: string, mark: string): boolean {
  if (scanner.take(mark)) return true
  const written = scanner.text.slice(scanner.at, scanner.at + word.length).toLowerCase()
  const behind = scanner.peek(word.length)
  if (written !== word || !(behind === '' || behind === '(' || behind === ')' || isSpace(behind)))
    return false
  scanner.at += word.length
  return true
}

function takeNot(scanner: Scanner): boolean {
  if (scanner.peek() === '-' && scanner.peek(1) !== '' && !isSpace(scanner.peek(1))) {
    scanner.at++
    return true
  }
  return takeOperator(scanner, 'not', '!')
}

/** Reads `/…/`, in which `\/` is a slash; null if no slash ends it, as in a path. */
function readPattern(scanner: Scanner): string | null {
  const found = /^[/／]((?:\\.|[^/／\\\n])+)[/／](?=$|[\s()（）])/.exec(scanner.text.slice(scanner.at))
  if (!found) return null
  const [whole, pattern] = found
  const at = scanner.at
  scanner.at += whole.length
  const wrong = findPatternFault(pattern!)
  if (wrong !== null)
    throw new FilterMistake(at, whole.length, {
      zh: `正则表达式写错了：${wrong}`,
      en: `The regular expression is wrong: ${wrong}`,
    })
  return pattern!
}

function findPatternFault(pattern: string): string | null {
  try {
    RegExp(pattern, 'iu')
    return null
  } catch (error) {
    return (error as Error).message
  }
}

const KEY = /^([A-Za-z][A-Za-z-]*)[:：](?!\/\/)/

function readKey(scanner: Scanner): (FilterKey & { name: FilterKeyName }) | null {
  const found = KEY.exec(scanner.text.slice(scanner.at))
  if (!found) return null
  const at = scanner.at
  scanner.at += found[0].length
  const key = findFilterKey(found[1]!)
  if (key) return key
  readWord(scanner)
  throw new FilterMistake(at, found[0].length, sayUnknownKey(found[1]!))
}

/** A word may hold any mark but brackets and commas of a list. */
function readWord(scanner: Scanner): { text: string } {
  if (scanner.peek() === '"') return readWritten(scanner)
  return { text: scanner.takeUntil((character) => isSpace(character) || '()'.includes(character)) }
}

function joinTerms(alternatives: readonly ReadTerm[][]): ReadTerm[] {
  if (alternatives.length === 1) return alternatives[0]!
  const terms = alternatives.flat()
  const at = terms[0]?.at ?? 0
  const last = terms.at(-1)
  const any = alternatives.map((some): Query => ({ all: some.map(({ query }) => query) }))
  return [{ at, length: last ? last.at + last.length - at : 0, key: null, query: { any } }]
}
