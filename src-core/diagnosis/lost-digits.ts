import type { Finding, Place } from '../contract/exchange.ts'
import { createFinding } from './finding.ts'

/** An integer of a message that a double cannot hold, and the number that stands for it in another text. */
interface LostDigits {
  name: string
  value: string
  became: string
  /** UTF-16 units. */
  start: number
  end: number
}

/** A number as programs print it, and no part of a longer word. */
const NUMBER = /(?<![\w.])\d+(?:\.\d+)?(?:[eE]\+?\d+)?(?![\w.])/g

/** Above the loss of 14 digits, as PHP writes floats. */
const ROUNDING = 1e-12

/**
 * Finds the first of a message's integers above 2^53−1 that stands in `text` as a double: rounded, or with an exponent.
 * `json` is the simple view of the message, which has such integers as strings.
 */
export function findLostDigits(json: unknown, text: string): LostDigits | null {
  const integers = [...listIntegers(json, '')]
  if (integers.length === 0) return null
  for (const { 0: became, index: start } of text.matchAll(NUMBER)) {
    const lost = integers.find(([, value]) => isRounded(became, value))
    if (lost) return { name: lost[0], value: lost[1], became, start, end: start + became.length }
  }
  return null
}

function* listIntegers(json: unknown, name: string): Iterable<[name: string, value: string]> {
  if (typeof json === 'string' && isUnsafe(json)) yield [name, json]
  if (typeof json !== 'object' || json === null) return
  for (const [key, value] of Object.entries(json))
    yield* listIntegers(value, Array.isArray(json) ? name : key)
}

function isUnsafe(text: string): boolean {
  return /^[1-9]\d{15,30}$/.test(text) && !Number.isSafeInteger(Number(text))
}

/**
 * Tells whether a number is what a double makes of `value`. Without an exponent it must be exactly what programs print,
 * since the next message has a number close by.
 */
function isRounded(became: string, value: string): boolean {
  const double = Number(value)
  if (/[eE]/.test(became)) return Math.abs(Number(became) / double - 1) < ROUNDING
  return became !== value && (became === String(double) || became === BigInt(double).toString())
}

/** Creates the finding: somewhere on the way, the integer was a double. */
export function createLostDigits(
  { name, value, became }: LostDigits,
  where: Where,
  at: Place | null,
): Finding {
  return createFinding(
    'xml.unsafe-integer',
    {
      title: {
        zh: `${name} 丢了尾数：收到的是 ${value}，${where.zh}成了 ${became}`,
        en: `${name} lost digits: ${value} came in, and ${where.en} it is ${became}`,
      },
      detail: {
        zh: '它超过 2^53−1，转成 JavaScript 的 Number 或别的双精度浮点数后就是另一个数，排重和查询会出错。',
        en: 'It is above 2^53−1; as a JavaScript number, or any double, it is another number, and deduplication and look-ups go wrong.',
      },
      fix: {
        zh: '当作字符串读取、保存和比较；JSON 里也写成字符串，或改用 64 位整数。',
        en: 'Read, keep and compare it as a string, in JSON as well, or as a 64-bit integer.',
      },
    },
    at,
  )
}

type Where = { zh: string; en: string }
