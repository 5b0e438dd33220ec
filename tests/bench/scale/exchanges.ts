import type { Exchange } from '../../../src-core/contract/exchange.ts'

/** An exchange as our responder recorded it, with the marks below in place of what is another in each. */
export interface Template {
  json: string
  /** The second in which it was made, and its MsgId: marks as well. Two of one MsgId would be retries. */
  second: string
  msgId: string
  /** Of a hundred exchanges, so many are of this kind. */
  share: number
}

export const MARKS = {
  sender: 'oScaleBenchSender0000000mark',
  content: '（内容）',
}

/** One exchange in a thousand has it. */
export const RARE_WORD = '退款'
/** A text in eight has it. */
export const COMMON_WORD = '发货'

const OPENINGS = ['你好', '在吗', '请问', '麻烦看一下', '客服', '老板', '早上好', '昨天问过']
const QUESTIONS = [
  `什么时候${COMMON_WORD}`,
  '怎么还没有收到',
  '可以开发票吗',
  '尺码偏大还是偏小',
  '还有优惠券吗',
  '地址写错了能改吗',
  '门店几点关门',
  '积分怎么兑换',
]
const SENDERS_EACH = 20

export const FIRST_MSG_ID = 23_000_000_000_000_000n

/**
 * Milliseconds between two arrivals, more or less: a hundred thousand come in a week. Two events of one sender never come in
 * the same second, or they would be one message.
 */
const GAP_MS = 6000

/**
 * Returns a function that makes the exchange of a number from 0 to `count` - 1, the newest of which came at `now`. The
 * same number always makes the same exchange: kind, sender, text and time follow from it alone.
 */
export function createExchanges(
  templates: readonly Template[],
  { count, now }: { count: number; now: number },
): (number: number) => Exchange {
  const kinds = templates.flatMap((template) => Array.from({ length: template.share }, () => template))
  return (number) => {
    const chance = createChance(number)
    const { json, second, msgId } = kinds[chance(kinds.length)]!
    const receivedAt = now - (count - 1 - number) * GAP_MS - chance(GAP_MS / 2)
    const exchange = JSON.parse(
      json
        .replaceAll(MARKS.sender, senderOf(Math.floor(number / SENDERS_EACH)))
        .replaceAll(msgId, String(FIRST_MSG_ID + BigInt(number)))
        .replaceAll(second, String(Math.floor(receivedAt / 1000)))
        .replaceAll(MARKS.content, writeContent(number, chance)),
    ) as Exchange
    return {
      ...exchange,
      id: `${receivedAt.toString(36).padStart(9, '0')}${number.toString(36).padStart(10, '0')}`,
      receivedAt,
      request: { ...exchange.request, bodyBytes: Buffer.byteLength(exchange.request.body) },
      response: { ...exchange.response, durationMs: durationOf(chance) },
    }
  }
}

/** Returns the OpenID of a sender. */
export function senderOf(number: number): string {
  const chance = createChance(-1 - number)
  const tail = Array.from({ length: 6 }, () =>
    chance(36 ** 4)
      .toString(36)
      .padStart(4, '0'),
  ).join('')
  return `oScale${tail}`.slice(0, MARKS.sender.length)
}

function writeContent(number: number, chance: Chance): string {
  const opening = OPENINGS[chance(OPENINGS.length)]!
  const question = QUESTIONS[chance(QUESTIONS.length)]!
  const rare = number % 1000 === 7 ? `，要${RARE_WORD}` : ''
  return `${opening}，订单 ${100_000 + chance(900_000)} ${question}${rare}？`
}

/** Most answers take milliseconds, and one in fifty longer than WeChat waits. */
function durationOf(chance: Chance): number {
  return chance(50) === 0 ? 5000 + chance(2000) : 1 + chance(200)
}

/** Returns a whole number from 0 to below `limit`. */
type Chance = (limit: number) => number

/** Numbers that look random and follow from the seed alone; by George Marsaglia's xorshift of 32 bits. */
export function createChance(seed: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
}
