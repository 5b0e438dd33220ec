import { DOCUMENT_MAX } from '../../contract/limits.ts'
import { MAX_DEPTH } from '../limits.ts'
import { utf8Length } from '../text-position.ts'
import { readJsonString } from './read-json-string.ts'
import type { Refuse } from './read-json-string.ts'
import { JsonFault } from './json-fault.ts'
import type { JsonFaultCode } from './json-fault.ts'
import type { JsonPath } from './json-path.ts'
import type { JsonEntry, JsonNode } from './node.ts'

/** One element can take three levels of the lossless view: its object, `#children`, and the item in it. */
export const MAX_JSON_DEPTH = 3 * MAX_DEPTH + 3

/** `keys` is made for large objects only; in small ones a look at each entry takes less. */
type ObjectFrame = { entries: JsonEntry[]; keys: Set<string> | null; key: string | null; start: number }
type ArrayFrame = { items: JsonNode[]; start: number }
type Frame = ObjectFrame | ArrayFrame

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y
const WORD = /[-+]?[A-Za-z0-9_.+-]+/y
/** The most entries of an object that is searched for a key one by one. */
const MAX_SEARCHED = 8
const LITERALS = new Map<string, JsonNode>([
  ['true', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
  ['null', { kind: 'null' }],
])

/**
 * Reads JSON (RFC 8259) and keeps number tokens, key order and ranges. It is our own, because JSON.parse rounds 64-bit
 * ids, lets the last of two equal keys win in silence, and before V8 11.4 gives no access to the source of a number.
 * Iterative, so depth cannot overflow the stack; time is linear. Throws a JsonFault with place and path.
 */
export function readJson(text: string, { maxDepth = MAX_JSON_DEPTH } = {}): JsonNode {
  if (text.length * 3 > DOCUMENT_MAX && utf8Length(text) > DOCUMENT_MAX) {
    const limit = DOCUMENT_MAX / 1024 / 1024
    throw new JsonFault('JSON_TOO_LARGE', undefined, 0, {
      zh: `超过 ${limit} MB，不予解析。`,
      en: `It is larger than ${limit} MB and is not read.`,
    })
  }
  return new JsonReader(text, maxDepth).read()
}

class JsonReader {
  readonly #text: string
  readonly #maxDepth: number
  readonly #stack: Frame[] = []
  #at = 0

  constructor(text: string, maxDepth: number) {
    this.#text = text
    this.#maxDepth = maxDepth
  }

  read(): JsonNode {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1
    this.#skipBlanks()
    if (this.#at === this.#text.length)
      throw this.#fault('JSON_EMPTY', '内容是空的。', 'There is nothing in it.')
    for (;;) {
      let value = this.#readValue()
      // A value ends as many containers as there are closing brackets after it.
      while (value !== undefined) {
        const frame = this.#stack.at(-1)
        if (frame === undefined) return this.#finish(value)
        if ('items' in frame) frame.items.push(value)
        else frame.entries.push({ key: frame.key!, value })
        value = this.#closeOrContinue(frame)
      }
    }
  }

  /** Returns a finished value, or `undefined` after opening a container that is not empty. */
  #readValue(): JsonNode | undefined {
    this.#skipBlanks()
    const start = this.#at
    const first = this.#text[start]
    if (first === '"') {
      const value = this.#readString()
      return { kind: 'string', value, range: { start, end: this.#at } }
    }
    if (first === '{' || first === '[') return this.#open(first, start)
    if (first === '-' || (first !== undefined && first >= '0' && first <= '9')) return this.#readNumber(start)
    return this.#readLiteral(start)
  }

  #open(bracket: '{' | '[', start: number): JsonNode | undefined {
    if (this.#stack.length >= this.#maxDepth) {
      throw this.#fault(
        'JSON_TOO_DEEP',
        `嵌套超过 ${this.#maxDepth} 层。`,
        `It is nested more than ${this.#maxDepth} levels deep.`,
      )
    }
    this.#at++
    this.#skipBlanks()
    const empty = this.#text[this.#at] === (bracket === '{' ? '}' : ']')
    if (empty) {
      this.#at++
      const range = { start, end: this.#at }
      return bracket === '{' ? { kind: 'object', entries: [], range } : { kind: 'array', items: [], range }
    }
    if (bracket === '[') this.#stack.push({ items: [], start })
    else {
      const frame: ObjectFrame = { entries: [], keys: null, key: null, start }
      this.#stack.push(frame)
      this.#readKey(frame)
    }
    return undefined
  }

  #closeOrContinue(frame: Frame): JsonNode | undefined {
    this.#skipBlanks()
    const isArray = 'items' in frame
    const character = this.#text[this.#at]
    if (character === ',') {
      this.#at++
      if (!isArray) this.#readKey(frame)
      return undefined
    }
    if (character !== (isArray ? ']' : '}')) {
      const wanted = isArray ? '「,」或「]」' : '「,」或「}」'
      throw this.#unexpected(`这里应是 ${wanted}`, `expected "," or "${isArray ? ']' : '}'}"`)
    }
    this.#at++
    this.#stack.pop()
    const range = { start: frame.start, end: this.#at }
    // Copies take no more room than they need; a list that has grown holds room for 17.
    return isArray
      ? { kind: 'array', items: frame.items.slice(), range }
      : { kind: 'object', entries: frame.entries.slice(), range }
  }

  #readKey(frame: ObjectFrame): void {
    this.#skipBlanks()
    const start = this.#at
    if (this.#text[start] !== '"')
      throw this.#unexpected('这里应是带双引号的键', 'expected a key in double quotes')
    frame.key = null
    const key = this.#readString()
    frame.key = key
    if (isRepeated(frame, key)) {
      this.#at = start
      const shown = JSON.stringify(key)
      throw this.#fault(
        'JSON_DUPLICATE_KEY',
        `键 ${shown} 在同一个对象里出现了两次。`,
        `The key ${shown} occurs twice in one object.`,
      )
    }
    this.#skipBlanks()
    if (this.#text[this.#at] !== ':') throw this.#unexpected('键后面应是「:」', 'expected ":" after the key')
    this.#at++
  }

  #readString(): string {
    const { value, end } = readJsonString(this.#text, this.#at, this.#refuseString)
    this.#at = end
    return value
  }

  readonly #refuseString: Refuse = (code, at, sentence) => new JsonFault(code, this.#path(), at, sentence)

  #readNumber(start: number): JsonNode {
    const token = matchAt(NUMBER, this.#text, start)
    const written = matchAt(WORD, this.#text, start)
    if (token === '' || token !== written) {
      if (/^-?(?:Infinity|NaN)$/.test(written)) throw this.#notANumber(written)
      throw this.#fault(
        'JSON_BAD_NUMBER',
        `数字 ${written} 的写法不对。`,
        `The number ${written} is malformed.`,
      )
    }
    this.#at = start + token.length
    return { kind: 'number', token, range: { start, end: this.#at } }
  }

  #readLiteral(start: number): JsonNode {
    const word = matchAt(WORD, this.#text, start)
    const literal = LITERALS.get(word)
    if (literal === undefined) {
      if (/^\+?(?:NaN|Infinity)$/.test(word)) throw this.#notANumber(word)
      throw this.#unexpected('这里应是一个值', 'expected a value')
    }
    this.#at = start + word.length
    return { ...literal, range: { start, end: this.#at } }
  }

  #finish(value: JsonNode): JsonNode {
    this.#skipBlanks()
    if (this.#at < this.#text.length) {
      throw this.#fault(
        'JSON_TRAILING_TEXT',
        'JSON 结束后还有多余的内容。',
        'Something follows the end of the JSON.',
      )
    }
    return value
  }

  #skipBlanks(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
      this.#at++
    }
  }

  #notANumber(word: string): JsonFault {
    return this.#fault('JSON_NOT_A_NUMBER', `JSON 里没有 ${word}。`, `JSON has no ${word}.`)
  }

  #unexpected(zh: string, en: string): JsonFault {
    const point = this.#text.codePointAt(this.#at)
    if (point === undefined)
      return this.#fault('JSON_UNTERMINATED', `内容到此为止，${zh}。`, `The text ends here; ${en}.`)
    const found = JSON.stringify(String.fromCodePoint(point))
    return this.#fault('JSON_SYNTAX', `遇到 ${found}，${zh}。`, `Found ${found}; ${en}.`)
  }

  #fault(code: JsonFaultCode, zh: string, en: string): JsonFault {
    return new JsonFault(code, this.#path(), this.#at, { zh, en })
  }

  #path(): JsonPath {
    let path: JsonPath
    for (const frame of this.#stack) {
      if ('items' in frame) path = { parent: path, key: frame.items.length }
      else if (frame.key !== null) path = { parent: path, key: frame.key }
    }
    return path
  }
}

function isRepeated(frame: ObjectFrame, key: string): boolean {
  const { entries } = frame
  if (entries.length < MAX_SEARCHED) return entries.some((entry) => entry.key === key)
  frame.keys ??= new Set(entries.map((entry) => entry.key))
  if (frame.keys.has(key)) return true
  frame.keys.add(key)
  return false
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
