import { findBase64Fault } from './base64.ts'

/** An encoding around a ciphertext that does not belong there. */
export type Wrapping =
  | 'base64'
  | 'hex'
  | 'bytes'
  | 'url-alphabet'
  | 'unpadded'
  | 'folded'
  | 'margins'
  | 'blanks'
  | 'percent'
  | 'entities'
  | 'escapes'
  | 'quotes'
  | 'json'
  | 'envelope'

export interface Unwrapped {
  /** From the outside in; empty for the text itself. */
  wrappings: readonly Wrapping[]
  text: string
}

/** More wrappings than this were never seen, and each costs a decryption. */
const MAX_WRAPPINGS = 4
const MAX_TEXTS = 24

/** A real ciphertext has a few thousand characters; anybody may send a megabyte. */
const MAX_LENGTH = 64 * 1024

/** A ciphertext has at least two blocks of 16 bytes, since 20 bytes stand before the message. */
const MIN_HEX_LENGTH = 64

/**
 * Yields the texts that this one may have been before somebody encoded it once more: those with fewer wrappings first,
 * each text once. All of them are standard Base64, which the caller tries to decrypt. Never throws.
 */
export function* unwrap(text: string): Generator<Unwrapped> {
  if (text.length > MAX_LENGTH) return
  const seen = new Set([text])
  const queue: Unwrapped[] = [{ wrappings: [], text }]
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const [wrapping, inner] of peel(next.text)) {
      if (inner === '' || seen.has(inner) || seen.size > MAX_TEXTS) continue
      seen.add(inner)
      const unwrapped = { wrappings: [...next.wrappings, wrapping], text: inner }
      if (findBase64Fault(inner) === null) yield unwrapped
      if (unwrapped.wrappings.length < MAX_WRAPPINGS) queue.push(unwrapped)
    }
  }
}

/** Returns the text without its outermost wrapping, once for each wrapping that it may be. */
function peel(text: string): [Wrapping, string][] {
  const trimmed = text.trim()
  // Everything else would have to think of them, too. A plus may have stood first.
  if (trimmed !== text)
    return [
      ['margins', trimmed],
      ['blanks', text.replaceAll(' ', '+')],
    ]
  return (Object.entries(PEELERS) as [Wrapping, Peeler][]).flatMap(([wrapping, peeler]) => {
    const inner = peeler(text)
    return inner === null ? [] : [[wrapping, inner] satisfies [Wrapping, string]]
  })
}

/** Returns the text inside, or null if the text has no mark of this wrapping. */
type Peeler = (text: string) => string | null

const PEELERS: Partial<Record<Wrapping, Peeler>> = {
  quotes: (text) => /^b?(["'])(.*)\1$/s.exec(text)?.[2] ?? null,
  envelope: (text) =>
    /<Encrypt>\s*(?:<!\[CDATA\[)?([^<\]]+)/i.exec(text.startsWith('<') ? text : '')?.[1] ?? null,
  json: (text) => (/^[[{]/.test(text) ? findInJson(text) : null),
  bytes: (text) =>
    /^-?\d{1,3}(?:\s*,\s*-?\d{1,3})+$/.test(text) ? toText(text.split(',').map(Number)) : null,
  percent: (text) => (/%[0-9a-f]{2}/i.test(text) ? decodePercent(text) : null),
  entities: (text) => (/&[#a-z0-9]+;/i.test(text) ? decodeEntities(text) : null),
  escapes: (text) => (text.includes('\\') ? decodeEscapes(text) : null),
  folded: (text) =>
    /[\r\n]/.test(text) ? text.replace(/\s+/g, (run) => (/[\r\n]/.test(run) ? '' : run)) : null,
  blanks: (text) => (text.includes(' ') ? text.replaceAll(' ', '+') : null),
  'url-alphabet': (text) =>
    /[-_]/.test(text) && /^[\w-]+={0,2}$/.test(text)
      ? pad(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''))
      : null,
  unpadded: (text) => (/^[A-Za-z0-9+/]+$/.test(text) && text.length % 4 > 1 ? pad(text) : null),
  hex: (text) =>
    text.length >= MIN_HEX_LENGTH && text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text)
      ? toText(Buffer.from(text, 'hex'))
      : null,
  base64: (text) => {
    if (findBase64Fault(text) !== null) return null
    const bytes = Buffer.from(text, 'base64')
    return isPrintable(bytes) ? bytes.toString('latin1') : null
  },
}

/** Returns bytes that are text as that text, and others, which can only be the ciphertext, in Base64. */
function toText(numbers: ArrayLike<number>): string {
  const bytes = Buffer.from(numbers)
  return isPrintable(bytes) ? bytes.toString('latin1') : bytes.toString('base64')
}

function isPrintable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d)
}

function pad(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

/** Returns Encrypt of an object, or the numbers of a list: as such, or in a Buffer’s `data`, bytes become JSON. */
function findInJson(text: string): string | null {
  const value = tryTo(() => JSON.parse(text) as unknown)
  if (typeof value !== 'object' || value === null) return null
  const named = Object.entries(value).find(([name]) => /^(?:encrypt|data)$/i.test(name))?.[1] as unknown
  const inner = Array.isArray(value) ? value : named
  if (typeof inner === 'string') return inner
  return Array.isArray(inner) && inner.every(Number.isInteger) ? inner.join(',') : null
}

function decodePercent(text: string): string | null {
  return tryTo(() => decodeURIComponent(text))
}

function decodeEscapes(text: string): string | null {
  return tryTo(() => String(JSON.parse(`"${text}"`)))
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  plus: '+',
  sol: '/',
  equals: '=',
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,3})|#x([0-9a-f]{1,2})|([a-z]+));/gi,
    (whole, decimal, hex, name: string) => {
      if (name) return NAMED[name.toLowerCase()] ?? whole
      return String.fromCharCode(decimal ? Number(decimal) : Number.parseInt(hex as string, 16))
    },
  )
}

function tryTo<T>(decode: () => T): T | null {
  try {
    return decode()
  } catch {
    return null
  }
}
