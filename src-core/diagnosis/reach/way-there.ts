import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { parseTarget } from '../../exchange/incoming.ts'
import type { Incoming, RequestHead } from '../../exchange/incoming.ts'
import { createFinding } from '../finding.ts'
import { readHeader } from '../reply/judged-reply.ts'

/** A request as it was sent to a public URL. */
export interface SentRequest extends RequestHead {
  body: Uint8Array
}

/** The same request as the responder received it. */
export interface ArrivedRequest {
  incoming: Pick<Incoming, 'method' | 'target' | 'headers' | 'body' | 'incomplete'>
  /** False if the responder refused it. */
  isTaken: boolean
}

/** Compares a request with its arrival, and says what was changed on the way. Headers that proxies add are no change. */
export function judgeWayThere(sent: SentRequest, { incoming, isTaken }: ArrivedRequest): Finding[] {
  return [
    ...judgeMethod(sent, incoming),
    ...judgeTarget(sent, incoming, isTaken),
    ...judgeHeaders(sent, incoming),
    ...judgeBody(sent, incoming),
  ]
}

const ADVICE: Bilingual = {
  zh: '检查反向代理、网关、WAF 或隧道的改写规则，让这个地址原样通过。',
  en: 'Look at the rewrite rules of the proxy, gateway, firewall or tunnel, and let this address pass as it is.',
}

function judgeMethod({ method }: SentRequest, arrived: ArrivedRequest['incoming']): Finding[] {
  if (arrived.method === method) return []
  return [
    createFinding(
      'hop.changed-query',
      {
        title: {
          zh: `${method} 请求到达时成了 ${arrived.method}`,
          en: `The ${method} arrived as a ${arrived.method}`,
        },
        detail:
          method === 'POST'
            ? {
                zh: '路上有一跳跟随了跳转，或按自己的规则改了方法；请求体多半也丢了。',
                en: 'A hop followed a redirect, or changed the method by a rule of its own; the body is lost with it, most likely.',
              }
            : {
                zh: '路上有一跳按自己的规则改了方法，后端就不会把它当作验证请求。',
                en: 'A hop changed the method by a rule of its own, and a backend does not take it for a verification.',
              },
        fix: ADVICE,
      },
      { in: 'request-line' },
    ),
  ]
}

function judgeTarget(
  { target: sent }: SentRequest,
  { target: arrived }: ArrivedRequest['incoming'],
  isTaken: boolean,
): Finding[] {
  if (arrived === sent) return []
  const from = parseTarget(sent)
  const to = parseTarget(arrived)
  const differences = describeDifferences(from, to)
  const harm = isTaken
    ? {
        zh: '应答器仍然认得出这个请求，签名也对；别的后端不一定。',
        en: 'The responder still knows the request, and the signature is right; another backend may not.',
      }
    : {
        zh: '应答器因此拒绝了它：路径属于另一个账号或没有账号，或者参与签名的参数变了。',
        en: 'The responder refused it for that: the path belongs to no account or another one, or the signed parameters are not the same.',
      }
  return [
    createFinding(
      'hop.changed-query',
      {
        ...(isTaken && { severity: 'info' }),
        title: {
          zh: `路上改了地址：${differences.map(({ zh }) => zh).join('；')}`,
          en: `The address was changed on the way: ${differences.map(({ en }) => en).join('; ')}`,
        },
        detail: harm,
        fix: ADVICE,
      },
      { in: 'request-line' },
    ),
  ]
}

type Target = ReturnType<typeof parseTarget>

function describeDifferences(from: Target, to: Target): Bilingual[] {
  const names = (target: Target) => new Set(target.parameters.map(([name]) => name))
  const sent = new Map(from.parameters)
  const arrived = new Map(to.parameters)
  const lost = [...names(from)].filter((name) => !arrived.has(name))
  const added = [...names(to)].filter((name) => !sent.has(name))
  const changed = [...names(from)].filter((name) => arrived.has(name) && arrived.get(name) !== sent.get(name))
  const found: Bilingual[] = []
  if (from.path !== to.path)
    found.push({
      zh: `路径从 ${from.path} 变成 ${shorten(to.path)}`,
      en: `the path from ${from.path} to ${shorten(to.path)}`,
    })
  if (lost.length === sent.size && sent.size > 0)
    found.push({ zh: '所有参数都没有了', en: 'all parameters are gone' })
  else if (lost.length > 0) found.push({ zh: `少了 ${lost.join('、')}`, en: `${lost.join(', ')} missing` })
  if (added.length > 0)
    found.push({ zh: `多了 ${list(added).join('、')}`, en: `${list(added).join(', ')} added` })
  if (changed.length > 0)
    found.push({ zh: `${changed.join('、')} 的值变了`, en: `other values of ${changed.join(', ')}` })
  if (found.length === 0)
    found.push({ zh: '值相同，写法或顺序不同', en: 'the same values in another spelling or order' })
  return found
}

function list(names: readonly string[]): string[] {
  return names.slice(0, 5).map(shorten)
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** Each connection has its own; the length of the body is judged by the body. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'pragma', 'accept'])

function judgeHeaders(
  { headers: sent }: SentRequest,
  { headers: arrived }: ArrivedRequest['incoming'],
): Finding[] {
  const changed = sent
    .filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()))
    .map(([name, value]) => ({ name, value, now: readHeader({ headers: arrived }, name) ?? null }))
    .filter(({ value, now }) => now !== value)
  if (changed.length === 0) return []
  const hasType = changed.some(
    ({ name, value, now }) => isOf(name, 'content-type') && !isSameType(value, now),
  )
  const hasHost = changed.some(({ name }) => isOf(name, 'host'))
  const show = ({ name, value, now }: (typeof changed)[number], gone: string) =>
    `${name}: ${value} → ${now === null ? gone : shorten(now)}`
  return [
    createFinding(
      'hop.changed-headers',
      {
        ...(!hasType && { severity: 'info' }),
        title: {
          zh: `路上改了请求头：${changed.map((one) => show(one, '没有了')).join('；')}`,
          en: `Headers were changed: ${changed.map((one) => show(one, 'gone')).join('; ')}`,
        },
        detail: hasType
          ? {
              zh: '不少框架按 Content-Type 决定是否解析请求体；变了之后，后端可能看到一个空的请求体。',
              en: 'Many frameworks decide by Content-Type whether to parse a body; with another one the backend may see none.',
            }
          : hasHost
            ? {
                zh: '应答器不受影响；用 Host 生成链接或跳转的框架会用到改过的值。',
                en: 'The responder does not mind; frameworks that build links and redirects from Host use the new value.',
              }
            : {
                zh: '应答器不受影响；后端如果看这些请求头，看到的是改过的值。',
                en: 'The responder does not mind; a backend that looks at these headers sees the new values.',
              },
        ...(hasType && { fix: ADVICE }),
        ...(!hasType &&
          hasHost && {
            fix: {
              zh: '需要原来的 Host 时：nginx 用 proxy_set_header Host $host，其他隧道看各自的 Host 选项。',
              en: 'Where the old Host is needed: proxy_set_header Host $host in nginx; tunnels have an option of their own.',
            },
          }),
      },
      { in: 'request-header', name: changed[0]!.name },
    ),
  ]
}

function isOf(name: string, wanted: string): boolean {
  return name.toLowerCase() === wanted
}

/** A charset that a hop adds does not change how a body is parsed. */
function isSameType(sent: string, now: string | null): boolean {
  const [type = ''] = (now ?? '').split(';', 1)
  return (
    /^[^;]*(?:;\s*charset="?utf-8"?\s*)?$/i.test(now ?? '') &&
    type.trim().toLowerCase() === sent.toLowerCase()
  )
}

function judgeBody({ body: sent }: SentRequest, { body, incomplete }: ArrivedRequest['incoming']): Finding[] {
  if (Buffer.from(sent).equals(body)) return []
  const at = firstDifference(sent, body)
  const isCut = at === body.length
  return [
    createFinding(
      'hop.changed-body',
      {
        title: isCut
          ? {
              zh: `请求体只到了 ${body.length} 字节，发出的是 ${sent.length} 字节`,
              en: `${body.length} bytes of the body arrived, and ${sent.length} were sent`,
            }
          : {
              zh: `请求体从第 ${at + 1} 个字节起不同（发出 ${sent.length} 字节，到达 ${body.length} 字节）`,
              en: `The body differs from byte ${at + 1} on (${sent.length} bytes sent, ${body.length} arrived)`,
            },
        detail: incomplete
          ? {
              zh: '请求体没有传完，连接就断了，或者太慢。',
              en: 'The connection ended before the body was whole, or it came too slowly.',
            }
          : isCut
            ? {
                zh: '路上有一跳截断或丢掉了请求体，后端读不出消息。',
                en: 'A hop cut the body short or dropped it, and the backend cannot read the message.',
              }
            : {
                zh: '路上有一跳重写了内容。密文差一个字节就解不开，XML 也可能读不出来。',
                en: 'A hop rewrote it. A ciphertext that differs in one byte cannot be opened, and XML may not be read.',
              },
        fix: ADVICE,
      },
      {
        in: 'request-body',
        offset: Math.min(at, Math.max(0, body.length - 1)),
        length: 1,
        ...placeOf(body, at),
      },
    ),
  ]
}

/** Returns the line and the column of a byte, both from 1. */
export function placeOf(body: Uint8Array, offset: number): { line: number; column: number } {
  const before = Buffer.from(body.subarray(0, offset)).toString('latin1').split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

export function firstDifference(a: Uint8Array, b: Uint8Array): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return at
}
