import type { FieldSpec } from '../../../../src-core/contract/catalogue.ts'

/** Words that users write, with what backends stumble over: two lines, a face, an emoji, a command. */
const WORDS = [
  '你好',
  '在吗？',
  '查询订单',
  '人工客服',
  '谢谢 [微笑]',
  '今天有什么活动',
  'hello',
  '第一行\n第二行',
  '😀👍',
  'TD',
]

/** What a user writes, or a voice message is heard as. */
const WRITTEN = new Set(['Content', 'Recognition'])
/** People, who are chosen. */
const PEOPLE = new Set(['FromUserName', 'ToUserName'])
/** A shorter number counts something, and another one would not fit the rest of the message. */
const LEAST_DIGITS = 8
const LEAST_OPAQUE = 16
const TRIES = 8

/**
 * Returns another believable value of a field; null if chance would make none, as of a choice or a count. `random`
 * gives numbers from 0 to below 1, `now` is epoch milliseconds. All stays text: ids have more digits than a number.
 */
export function drawValue(
  { name, sample }: Pick<FieldSpec, 'name' | 'sample'>,
  current: string,
  random: () => number,
  now: number,
): string | null {
  for (let tried = 0; tried < TRIES; tried++) {
    const drawn = drawOnce(name, sample, random, now)
    if (drawn !== current || drawn === null) return drawn
  }
  return current
}

function drawOnce(name: string, sample: string, random: () => number, now: number): string | null {
  if (PEOPLE.has(name)) return null
  if (WRITTEN.has(name)) return WORDS[Math.floor(random() * WORDS.length)]!
  if (name === 'CreateTime') return String(Math.floor(now / 1000))
  const [, whole, fraction] = /^(-?\d+\.)(\d+)$/.exec(sample) ?? []
  if (whole !== undefined && fraction !== undefined)
    return whole + fraction.replaceAll(/\d/g, () => digit(random))
  if (/^\d+$/.test(sample)) {
    // The first digit stays, so that an id of 64 bits remains one.
    return sample.length < LEAST_DIGITS
      ? null
      : sample[0] + sample.slice(1).replaceAll(/\d/g, () => digit(random))
  }
  const isOpaque = /^[\w-]+$/.test(sample) && /\d/.test(sample) && /[a-z]/i.test(sample)
  if (!isOpaque || sample.length < LEAST_OPAQUE) return null
  return sample
    .replaceAll(/[a-z]/g, () => letter('a', random))
    .replaceAll(/[A-Z]/g, () => letter('A', random))
    .replaceAll(/\d/g, () => digit(random))
}

function digit(random: () => number): string {
  return String(Math.floor(random() * 10))
}

function letter(first: string, random: () => number): string {
  return String.fromCodePoint(first.codePointAt(0)! + Math.floor(random() * 26))
}
