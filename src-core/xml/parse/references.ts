import { isLegalCodePoint } from '../validity.ts'

/** A reference that XML does not allow, met in lenient reading. `at` counts from the start of the given text. */
export type OddReference = {
  code: 'ILLEGAL_REFERENCE' | 'SURROGATE_PAIR_REFERENCE'
  at: number
  reference: string
}

const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])
const REFERENCE = /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([^;]*));/g
const NUMERIC_REFERENCE = /&#(?:x([0-9a-fA-F]+)|([0-9]+));/g
const HIGH_THEN_LOW = /&#(?:x([0-9a-fA-F]+)|([0-9]+));&#(?:x([0-9a-fA-F]+)|([0-9]+));/y

/**
 * Resolves references in text or an attribute value (XML 1.0 §4.1, §4.6). fast-xml-parser's own decoder is switched
 * off: it keeps unknown references, drops illegal ones, and hides the place of each.
 *
 * Illegal numeric references reach `onOdd` and are kept: a control character as itself, a surrogate pair as the
 * character it stands for (some backends write emoji so), a lone surrogate or a number beyond U+10FFFF as written,
 * since no UTF-8 can hold it. The check has already refused any name that is not among the five.
 */
export function decodeReferences(raw: string, onOdd: (odd: OddReference) => void): string {
  if (!raw.includes('&')) return raw
  let decoded = ''
  let from = 0
  const scanner = new RegExp(REFERENCE)
  for (let match = scanner.exec(raw); match !== null; match = scanner.exec(raw)) {
    const [reference, hex, decimal, name] = match
    const at = match.index
    decoded += raw.slice(from, at)
    if (name !== undefined) {
      const character = NAMED.get(name)
      if (character === undefined) throw new Error(`the check passed ${reference}`)
      decoded += character
    } else {
      const codePoint = toCodePoint(hex, decimal)
      const pair = isHighSurrogate(codePoint) ? readPair(raw, at) : undefined
      if (pair !== undefined) {
        onOdd({ code: 'SURROGATE_PAIR_REFERENCE', at, reference: raw.slice(at, pair.end) })
        decoded += pair.character
        scanner.lastIndex = pair.end
      } else {
        const legal = isLegalCodePoint(codePoint)
        if (!legal) onOdd({ code: 'ILLEGAL_REFERENCE', at, reference })
        decoded += legal || isScalar(codePoint) ? String.fromCodePoint(codePoint) : reference
      }
    }
    from = scanner.lastIndex
  }
  return decoded + raw.slice(from)
}

/** Overwrites illegal numeric references without changing the length, so that the strict check passes over them. */
export function maskIllegalReferences(text: string): string {
  if (!text.includes('&#')) return text
  return text.replace(NUMERIC_REFERENCE, (reference: string, hex?: string, decimal?: string) =>
    isLegalCodePoint(toCodePoint(hex, decimal)) ? reference : '¤'.repeat(reference.length),
  )
}

function readPair(raw: string, at: number): { character: string; end: number } | undefined {
  const scanner = new RegExp(HIGH_THEN_LOW)
  scanner.lastIndex = at
  const match = scanner.exec(raw)
  if (match === null) return undefined
  const high = toCodePoint(match[1], match[2])
  const low = toCodePoint(match[3], match[4])
  if (low < 0xdc00 || low > 0xdfff) return undefined
  return { character: String.fromCharCode(high, low), end: scanner.lastIndex }
}

function toCodePoint(hex: string | undefined, decimal: string | undefined): number {
  return hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16)
}

function isHighSurrogate(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint <= 0xdbff
}

function isScalar(codePoint: number): boolean {
  return codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff)
}
