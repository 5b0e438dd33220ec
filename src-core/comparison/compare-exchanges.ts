import type { ComparedField, ComparedPart, Comparison } from '../contract/comparison.ts'
import type { Exchange } from '../contract/exchange.ts'
import { leavesOf } from '../exchange/leaves.ts'
import { readMessageText } from '../exchange/receive.ts'
import { readBytes } from '../exchange/record.ts'

/** Compares two exchanges field by field. Pure, and never throws. */
export function compareExchanges(left: Exchange, right: Exchange): Comparison {
  const sides = [partsOf(left), partsOf(right)] as const
  return {
    left: left.id,
    right: right.id,
    fields: PARTS.flatMap(({ part, isVolatile, keyOf }) =>
      align(sides[0][part], sides[1][part], keyOf).map(({ name, left: one, right: other }) => ({
        part,
        name,
        left: one,
        right: other,
        ...((isVolatile(name) || (part === 'reply' && isEcho(left, right))) && { volatile: true as const }),
      })),
    ),
    message: { left: messageOf(left), right: messageOf(right) },
    reply: { left: replyOf(left), right: replyOf(right) },
    incomplete: { left: isIncomplete(left), right: isIncomplete(right) },
  }
}

/** A value and its name, in the order in which they stand. */
type Named = [name: string, value: string]

const exactly = (name: string): string => name
const inAnyCase = (name: string): string => name.toLowerCase()
const among =
  (...names: string[]) =>
  (name: string): boolean =>
    names.includes(name.toLowerCase())

/** The rows of the comparison, and what of them is of one delivery alone. */
const PARTS: {
  part: ComparedPart
  isVolatile(name: string): boolean
  /** Returns what two names of one thing have in common. */
  keyOf(name: string): string
}[] = [
  { part: 'request', isVolatile: among(), keyOf: exactly },
  {
    part: 'query',
    isVolatile: among('signature', 'timestamp', 'nonce', 'msg_signature', 'echostr'),
    keyOf: exactly,
  },
  { part: 'request-headers', isVolatile: among('date'), keyOf: inAnyCase },
  { part: 'message', isVolatile: among('createtime', 'msgid', 'encrypt'), keyOf: exactly },
  { part: 'response', isVolatile: among('durationms'), keyOf: exactly },
  { part: 'response-headers', isVolatile: among('date'), keyOf: inAnyCase },
  {
    part: 'reply',
    isVolatile: among('createtime', 'encrypt', 'msgsignature', 'timestamp', 'nonce'),
    keyOf: exactly,
  },
]

function partsOf(exchange: Exchange): Record<ComparedPart, Named[]> {
  const { request, response, mode, verdict, message } = exchange
  const { method, origin, path, httpVersion } = request
  return {
    request: [
      ['method', method],
      ...(origin === undefined ? [] : [['origin', origin] satisfies Named]),
      ['path', path],
      ['httpVersion', httpVersion],
      ['mode', mode],
    ],
    query: Object.entries(request.query),
    'request-headers': request.headers,
    message: message ? [...leavesOf(message, true)] : readFields(messageOf(exchange)),
    response: [
      ['status', String(response.status)],
      ['verdict', verdict],
      ['by', response.by],
      ['durationMs', String(response.durationMs)],
    ],
    'response-headers': response.headers,
    reply: readFields(replyOf(exchange)),
  }
}

function messageOf({ message, request }: Exchange): string {
  return message?.xml ?? request.body
}

function replyOf({ response }: Exchange): string {
  return response.plain ?? response.body
}

/** Returns the fields of a text, or the whole of it if it has none. */
function readFields(text: string): Named[] {
  const message = readMessageText(text)
  const fields = message ? [...leavesOf(message, true)] : []
  return fields.length > 0 || text === '' ? fields : [['#text', text]]
}

/** The replies to verifications differ as their questions do. */
function isEcho(...both: Exchange[]): boolean {
  return both.every((one) => {
    const { echostr } = one.request.query
    return echostr !== undefined && replyOf(one) === echostr
  })
}

function isIncomplete({ request }: Exchange): boolean {
  return request.incomplete !== undefined || readBytes(request).length < request.bodyBytes
}

/** Puts values of one name beside each other, the first to the first; the order is that of the left side. */
function align(
  left: readonly Named[],
  right: readonly Named[],
  keyOf: (name: string) => string,
): Pick<ComparedField, 'name' | 'left' | 'right'>[] {
  const places = new Map<string, number[]>()
  for (const [index, [name]] of right.entries()) {
    const key = keyOf(name)
    places.set(key, [...(places.get(key) ?? []), index])
  }
  const taken = new Set<number>()
  const found = left.map(([name, value]) => {
    const at = places.get(keyOf(name))?.shift()
    if (at === undefined) return { name, left: value, right: null }
    taken.add(at)
    return { name, left: value, right: right[at]![1] }
  })
  const rest = right.filter((_, index) => !taken.has(index))
  return [...found, ...rest.map(([name, value]) => ({ name, left: null, right: value }))]
}
