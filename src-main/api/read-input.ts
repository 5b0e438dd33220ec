import type { Bilingual } from '../../src-core/contract/text.ts'
import { ApiFault } from './fault.ts'

/** What a field of an input takes. */
export interface FieldKind {
  is: (value: unknown) => boolean
  /** Completes “x must be …”. */
  text: Bilingual
  optional?: true
}

export const TEXT: FieldKind = {
  is: (value) => typeof value === 'string',
  text: { zh: '字符串', en: 'a string' },
}

export const BYTES_OR_TEXT: FieldKind = {
  is: (value) => typeof value === 'string' || value instanceof Uint8Array,
  text: { zh: '字符串或 Uint8Array', en: 'a string or a Uint8Array' },
}

/** Signed as it stands, and a number would lose zeros. */
export const DIGITS: FieldKind = {
  is: (value) => typeof value === 'string' && /^\d+$/.test(value),
  text: { zh: '由数字组成的字符串，单位是秒', en: 'a string of digits, in seconds' },
}

export const TEXTS_BY_NAME: FieldKind = {
  is: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
  text: { zh: '值都是字符串的对象', en: 'an object whose values are strings' },
}

export const URL_TEXT: FieldKind = {
  is: (value) =>
    typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  text: {
    zh: '以 http:// 或 https:// 开头的完整地址',
    en: 'a full address that begins with http:// or https://',
  },
}

export function optional(kind: FieldKind): FieldKind {
  return { ...kind, optional: true }
}

export function choiceOf(choices: readonly string[]): FieldKind {
  const quoted = choices.map((choice) => `'${choice}'`)
  return {
    is: (value) => choices.includes(value as string),
    text: { zh: `${quoted.join('、')} 之一`, en: `one of ${quoted.join(', ')}` },
  }
}

export function wholeNumber(min: number, max: number): FieldKind {
  return {
    is: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    text: { zh: `${min} 到 ${max} 的整数`, en: `a whole number from ${min} to ${max}` },
  }
}

/**
 * Returns the input of the function `name` if each of its fields is what it takes; a field that is undefined counts as
 * left out. Throws `INVALID_INPUT`: whoever calls from JavaScript has no compiler that says so, and a misspelt name would
 * be a value that is silently not used. A value is never in the message: it may be a secret.
 */
export function readInput<Input extends object>(
  name: string,
  input: Input,
  kinds: { readonly [Key in keyof Required<Input>]: FieldKind },
): Input {
  const known = Object.entries<FieldKind>(kinds)
  const names = known.map(([field]) => field).join(', ')
  if (!isObject(input)) {
    throw refuse(name, { zh: `参数应为一个对象：{ ${names} }`, en: `it takes one object: { ${names} }` })
  }
  const unknown = Object.keys(input).find((field) => !Object.hasOwn(kinds, field))
  if (unknown !== undefined) {
    throw refuse(name, {
      zh: `没有 ${unknown} 这个字段，只有 ${names}`,
      en: `there is no field ${unknown}; it takes ${names}`,
    })
  }
  const given = input as Record<string, unknown>
  for (const [field, kind] of known) {
    const value = given[field]
    if (value === undefined && kind.optional) continue
    if (value === undefined) {
      throw refuse(name, {
        zh: `缺少 ${field}，${mustBe(kind.text.zh)}`,
        en: `${field} is missing; it must be ${kind.text.en}`,
      })
    }
    if (!kind.is(value)) {
      throw refuse(name, {
        zh: `${field} ${mustBe(kind.text.zh)}，给的是${nameType(value).zh}`,
        en: `${field} must be ${kind.text.en}, and is ${nameType(value).en}`,
      })
    }
  }
  return input
}

function refuse(name: string, { zh, en }: Bilingual): ApiFault {
  return new ApiFault('INVALID_INPUT', { zh: `${name}：${zh}。`, en: `${name}: ${en}.` })
}

/** A blank stands between Chinese and anything else. */
function mustBe(zh: string): string {
  return /^\p{Script=Han}/u.test(zh) ? `应为${zh}` : `应为 ${zh}`
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameType(value: unknown): Bilingual {
  if (value === null) return { zh: ' null', en: 'null' }
  if (Array.isArray(value)) return { zh: '数组', en: 'an array' }
  return TYPES[typeof value]
}

const TYPES = {
  string: { zh: '别的字符串', en: 'another string' },
  number: { zh: '数字', en: 'a number' },
  bigint: { zh: ' bigint', en: 'a bigint' },
  boolean: { zh: '布尔值', en: 'a boolean' },
  symbol: { zh: ' symbol', en: 'a symbol' },
  undefined: { zh: ' undefined', en: 'undefined' },
  object: { zh: '对象', en: 'an object' },
  function: { zh: '函数', en: 'a function' },
} as const satisfies Record<string, Bilingual>
