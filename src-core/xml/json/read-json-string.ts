import type { Bilingual } from '../../contract/text.ts'
import type { JsonFault, JsonFaultCode } from './json-fault.ts'

export type Refuse = (code: JsonFaultCode, at: number, sentence: Bilingual) => JsonFault

const ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

/**
 * Reads the string whose opening quote is at `start`; `end` is after its closing quote. Throws the error that `refuse`
 * makes.
 */
export function readJsonString(text: string, start: number, refuse: Refuse): { value: string; end: number } {
  let value = ''
  let from = start + 1
  for (let i = from; ; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0x22) return { value: value + text.slice(from, i), end: i + 1 }
    if (unit === 0x5c) {
      const { character, length } = readEscape(text, i, refuse)
      value += text.slice(from, i) + character
      i += length - 1
      from = i + 1
    } else if (Number.isNaN(unit)) {
      throw refuse('JSON_UNTERMINATED', text.length, {
        zh: '字符串没有结束的双引号。',
        en: 'A string has no closing quote.',
      })
    } else if (unit < 0x20) {
      throw refuse('JSON_BAD_STRING', i, {
        zh: '字符串里不能直接换行或含控制字符，要用 \\n 之类的转义。',
        en: 'A string may not contain a line end or control character as such; use an escape such as \\n.',
      })
    }
  }
}

function readEscape(text: string, at: number, refuse: Refuse): { character: string; length: number } {
  const letter = text[at + 1] ?? ''
  const character = ESCAPES.get(letter)
  if (character !== undefined) return { character, length: 2 }
  const digits = text.slice(at + 2, at + 6)
  if (letter === 'u' && /^[0-9a-fA-F]{4}$/.test(digits)) {
    return { character: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 }
  }
  throw refuse('JSON_BAD_ESCAPE', at, {
    zh: `转义 \\${letter} 不对。`,
    en: `The escape \\${letter} is unknown or incomplete.`,
  })
}
