import { hash, timingSafeEqual } from 'node:crypto'
import type { SignatureSteps as ShownSteps } from '../contract/signing.ts'

/** One value that goes into a signature, with the name under which people know it (`token`, `timestamp`, …). */
export interface SignaturePart {
  name: string
  value: string
}

/** Each step of the computation, so that a screen can show where two sides differ. */
export interface SignatureSteps {
  parts: SignaturePart[]
  sorted: SignaturePart[]
  joined: string
  digest: string
}

/**
 * The signed values. `timestamp` (10-digit seconds) and `nonce` stay strings exactly as received: `nonce` may be
 * anything, and a number would lose its leading zeros. With `encrypt` (the text of `<Encrypt>`) the result is
 * `msg_signature`, without it `signature`.
 */
export interface SignatureInput {
  token: string
  timestamp: string
  nonce: string
  encrypt?: string | undefined
}

const LOWER_CASE_SHA1 = /^[0-9a-f]{40}$/

/**
 * Sorts the parts, joins them without a separator and hashes the UTF-8 bytes with SHA-1 (lower-case hex).
 *
 * Sorts by UTF-8 bytes, as PHP's SORT_STRING and C++ do. UTF-16 order, JavaScript's own, differs only when a character
 * beyond U+FFFF meets one from U+E000 to U+FFFF; the console takes only letters and digits for a token, so genuine
 * traffic never shows the difference, and the hash is made of bytes. Never locale-aware: digits come before upper case,
 * upper case before lower case.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function explainSignature(parts: readonly SignaturePart[]): SignatureSteps {
  const sorted = parts.toSorted((a, b) => compareBytes(a.value, b.value))
  const joined = sorted.map((part) => part.value).join('')
  const digest = hash('sha1', joined, 'hex')
  return { parts: [...parts], sorted, joined, digest }
}

/** Compares by UTF-8 bytes. JavaScript's own order differs only if there are surrogates. */
function compareBytes(a: string, b: string): number {
  if (/[\ud800-\udfff]/.test(a + b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Returns the parts of a signature by name: three for `signature`, four for `msg_signature`.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function createSignatureParts(input: SignatureInput): SignaturePart[] {
  const parts = [
    { name: 'token', value: input.token },
    { name: 'timestamp', value: input.timestamp },
    { name: 'nonce', value: input.nonce },
  ]
  if (input.encrypt !== undefined) parts.push({ name: 'encrypt', value: input.encrypt })
  return parts
}

/** Returns the steps as they go to screens and agents: without the value of an account's token, wherever it stands. */
export function showSteps(input: SignatureInput, { isTokenShown }: { isTokenShown: boolean }): ShownSteps {
  const { parts, sorted, digest } = explainSignature(createSignatureParts(input))
  const show = ({ name, value }: SignaturePart) => ({
    name,
    value: name === 'token' && !isTokenShown ? null : value,
  })
  return { parts: parts.map(show), sorted: sorted.map(show), digest }
}

/** Returns `signature`, or `msg_signature` if `encrypt` is given: 40 lower-case hex digits. */
export function sign(input: SignatureInput): string {
  return explainSignature(createSignatureParts(input)).digest
}

/** Returns whether `received` is the signature of `input`; see `isSameSignature`. */
export function verifySignature(input: SignatureInput, received: string): boolean {
  return isSameSignature(sign(input), received)
}

/**
 * Compares a signature that was received with the one that was computed. Anything but 40 lower-case hex digits is
 * false, never an error. Takes the same time for every value: the responder may be reachable from the internet, and the
 * time of a refusal must not tell how many digits of a guess were right.
 */
export function isSameSignature(computed: string, received: string): boolean {
  if (!LOWER_CASE_SHA1.test(received)) return false
  return timingSafeEqual(Buffer.from(computed, 'latin1'), Buffer.from(received, 'latin1'))
}
