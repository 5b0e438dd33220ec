import { decodeAs } from './encodings.ts'

const ESCAPE =
  /((?:\\x[0-9a-f]{2})+|(?:\\[0-3][0-7]{2})+)|\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\([nrtbf0\\/'"])/gi

const SIMPLE: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '0': '\0' }

/** Reads the escapes of a string literal of JavaScript, Python, C or PHP. Bytes are read as UTF-8 if they are. */
export function readEscapes(literal: string): string {
  return literal.replace(
    ESCAPE,
    (whole, bytes?: string, braced?: string, short?: string, long?: string, simple?: string) => {
      if (bytes !== undefined) return readBytes(bytes)
      if (simple !== undefined) return SIMPLE[simple] ?? simple
      const codePoint = Number.parseInt(braced ?? short ?? long ?? '', 16)
      return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole
    },
  )
}

function readBytes(escapes: string): string {
  const isHex = /^\\x/i.test(escapes)
  const numbers = escapes.split(isHex ? /\\x/i : '\\').slice(1)
  const bytes = Uint8Array.from(numbers, (number) => Number.parseInt(number, isHex ? 16 : 8))
  return decodeAs(bytes, 'utf-8') ?? String.fromCodePoint(...bytes)
}

/** Reads what `encodeURIComponent`, or the old `escape`, has written; null if it is neither. */
export function readPercent(text: string): string | null {
  const units = text.replace(/%u([0-9a-f]{4})/gi, (_, unit: string) =>
    String.fromCharCode(Number.parseInt(unit, 16)),
  )
  try {
    return decodeURIComponent(units)
  } catch {
    return null
  }
}
