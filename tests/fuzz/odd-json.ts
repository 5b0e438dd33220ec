import { mutate } from './mutate.ts'
import type { Random } from './random.ts'
import { XML_WORDS } from './vectors.ts'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Values of every wrong type. */
const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  'x'.repeat(300),
  '../../etc/passwd',
  '(a+)+$',
  '<xml><a>1</a></xml>',
  [],
  {},
  [[]],
  [null, null],
  { toJSON: 1 },
  { toString: null },
  { length: -1 },
]

const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'then', 'id', '', 'a'.repeat(1000), '0', 'toJSON']

/** Returns the same with one of its values, or names, replaced, removed or added. */
export function damageJson(value: Json, random: Random): Json {
  if (typeof value === 'string' && random.percent(50))
    return mutate(Buffer.from(value), random, XML_WORDS).toString()
  const isInner = typeof value === 'object' && value !== null
  if (!isInner || random.percent(15)) return random.pick(ODD)
  if (Array.isArray(value)) {
    const at = random.below(value.length + 1)
    if (random.percent(20)) return value.toSpliced(at, 1)
    return value.toSpliced(at, 1, damageJson(value[at] ?? null, random))
  }
  const names = Object.keys(value)
  if (names.length === 0 || random.percent(15))
    return withField(value, random.pick(ODD_NAMES), random.pick(ODD))
  const name = random.pick(names)
  if (random.percent(15)) return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name))
  return withField(value, name, damageJson(value[name]!, random))
}

/** `__proto__` becomes a field like any other, as `JSON.parse` makes it. */
function withField(value: { [name: string]: Json }, name: string, field: Json): Json {
  return Object.fromEntries([...Object.entries(value).filter(([one]) => one !== name), [name, field]])
}

export function pickOdd(random: Random): Json {
  return random.pick(ODD)
}
