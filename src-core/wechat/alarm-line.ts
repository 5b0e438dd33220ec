import type { Alarm, AlarmKind, AlarmReply } from '../contract/alarm.ts'
import type { Exchange } from '../contract/exchange.ts'
import { FIELD, splitAlarms } from './alarm-texts.ts'

/** The words of 内容, from the special to the general, since 连接 and 超时 occur in more than one. */
const KINDS: readonly [RegExp, AlarmKind][] = [
  [/MarkFail|暂时不推送|屏蔽/i, 'muted'],
  [/DNS.*超时|DNS.*time/i, 'dns-timeout'],
  [/DNS/i, 'dns-failed'],
  [/连接.*超时|connect.*time/i, 'connect-timeout'],
  [/不合法|没有返回\s*success|invalid|illegal/i, 'reply-invalid'],
  [/5\s*[秒sS].*没有返回|超时|within 5|timeout/i, 'request-timeout'],
]

const LINE = /^[ \t]*([^\s:：[\]][^:：[\]\n]{0,24})[:：][ \t]*(.*)$/gm

/** The fields of alarms that were seen. A text with none of them, such as a log in brackets, is no alarm. */
const KNOWN =
  /^(?:openid|stamp|3rdurl|url|msg|event|infotype|ip|outerip|appid|http_?code|errcode|response_?length|response_?content)$/

/** Reads each alarm in a text, in its order; see `readAlarm`. */
export function readAlarms(text: string): Alarm[] {
  return splitAlarms(text).flatMap((one) => readOne(one) ?? [])
}

/**
 * Reads an alarm of WeChat's, whole or its sample line alone; of several, the first. The answer stands unescaped at its
 * end, brackets and line breaks included: `response_length` tells where it ends, or else the last bracket does. Returns
 * null if there is no such line. Never throws.
 *
 * Source: https://developers.weixin.qq.com/doc/service/guide/dev/api/warn_guide.html
 */
export function readAlarm(text: string): Alarm | null {
  return readAlarms(text)[0] ?? null
}

function readOne(text: string): Alarm | null {
  const start = text.search(FIELD)
  const sample = start < 0 ? { fields: [], content: null } : readSample(text.slice(start))
  const lines = readLines(start < 0 ? text : text.slice(0, start))
  const { fields, content } = sample
  const value = (name: string): string | null =>
    fields.find(([key]) => simplify(key) === name)?.[1]?.replace(/\s+/g, '') ?? null
  const reply = readReply(content, value('response_length'))
  const kind = findKind(lines, reply)
  if (kind === null && !fields.some(([name]) => KNOWN.test(simplify(name)))) return null
  const stamp = value('stamp')
  return {
    kind,
    lines,
    fields,
    openId: value('openid') || null,
    stamp: stamp !== null && /^\d{9,11}$/.test(stamp) ? Number(stamp) : null,
    url: value('3rdurl') || null,
    reply,
  }
}

/** Returns a field's name as it is compared: in lower case, with its blanks as underscores. */
function simplify(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/** Returns the status that an alarm names, as in `[http code=404]`; null if it names none. */
export function readAlarmStatus({ fields }: Pick<Alarm, 'fields'>): number | null {
  const [, value = ''] = fields.find(([name]) => /^http_?(?:code|status)$/.test(simplify(name))) ?? []
  return /^[1-5]\d\d$/.test(value.trim()) ? Number(value) : null
}

function readLines(text: string): [string, string][] {
  return [...text.matchAll(LINE)]
    .map(([, name = '', value = '']): [string, string] => [name.trim(), value.trim()])
    .filter(([name, value]) => value !== '' && !/错误样例|sample/i.test(name))
}

function readSample(text: string): { fields: [string, string][]; content: string | null } {
  const fields: [string, string][] = []
  const next = new RegExp(FIELD.source, 'y')
  let at = 0
  for (;;) {
    while (text[at] === ' ' || text[at] === '\n') at++
    next.lastIndex = at
    const name = next.exec(text)?.[1]
    if (name === undefined) return { fields, content: null }
    const from = next.lastIndex
    // A chat may have broken the line within the name.
    const whole = name.replace(/\s*\n\s*/g, '')
    if (simplify(whole) === 'response_content')
      return { fields, content: cutContent(text.slice(from), fields) }
    const end = text.indexOf(']', from)
    if (end < 0) return { fields, content: null }
    fields.push([whole, text.slice(from, end).trim()])
    at = end + 1
  }
}

/** A bracket, or the end of the line if the bracket was lost. */
const CONTENT_ENDS: ReadonlySet<number> = new Set([0x5d, 0x0a])

function cutContent(rest: string, fields: readonly [string, string][]): string {
  const length = Number(fields.find(([name]) => simplify(name) === 'response_length')?.[1] ?? Number.NaN)
  const bytes = Buffer.from(rest)
  // A pasted text may have lost a blank or a line end, so that the count does not always fit.
  if (length === bytes.length || CONTENT_ENDS.has(bytes[length] ?? 0))
    return bytes.toString('utf8', 0, length)
  // A link to the guide may follow; it contains no bracket.
  const end = rest.lastIndexOf(']')
  return end < 0 ? rest : rest.slice(0, end)
}

function readReply(content: string | null, declared: string | null): AlarmReply | null {
  const length = declared !== null && /^\d+$/.test(declared) ? Number(declared) : null
  if (content === null) return length === 0 ? { content: '', length, cut: false } : null
  const written = length === null ? content : undoPasting(content, length)
  const bytes = Buffer.byteLength(written)
  // An alarm may quote the answer; the length then does not count the quotes.
  if (length !== null && length === bytes - 2 && /^".*"$/s.test(written))
    return { content: written.slice(1, -1), length, cut: false }
  return { content: written, length, cut: length === null ? /(?:\.{3}|…)$/.test(written) : bytes < length }
}

/**
 * Undoes what mails and chats do to an answer: they escape it as HTML, or curl its quotes. The length, which was counted
 * before, tells whether they did.
 */
function undoPasting(content: string, length: number): string {
  const fits = (text: string) => Buffer.byteLength(text) === length || Buffer.byteLength(text) === length + 2
  const tries = [content, unescapeHtml(content), content.replace(/[“”]/g, '"')]
  return tries.find(fits) ?? (Buffer.byteLength(content) > length ? unescapeHtml(content) : content)
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  '#34': '"',
  '#39': "'",
  amp: '&',
}

function unescapeHtml(text: string): string {
  return text.replace(/&(lt|gt|quot|#34|#39|amp);/g, (entity, name: string) => ENTITIES[name] ?? entity)
}

function findKind(lines: readonly [string, string][], reply: AlarmReply | null): AlarmKind | null {
  const words = lines.find(([name]) => /内容|content|描述|description/i.test(name))?.[1] ?? ''
  const kind = KINDS.find(([pattern]) => pattern.test(words.slice(0, 200)))?.[1]
  return kind ?? (reply ? 'reply-invalid' : null)
}

/**
 * Returns the sample line of an alarm for an exchange of ours, in WeChat's form. Leaves out an answer that came too
 * late, as WeChat does.
 */
export function writeAlarmLine({ request, message, response, receivedAt, findings }: Exchange): string {
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? ''
  const proto = request.headers.find(([name]) => name.toLowerCase() === 'x-forwarded-proto')?.[1] ?? 'http'
  const isLate = response.status === 0 || findings.some(({ code }) => code === 'reply.too-late')
  const fields: [string, string | number][] = [
    ['OpenID', message?.from ?? request.query['openid'] ?? ''],
    ['Stamp', Math.floor(receivedAt / 1000)],
    ['3rdUrl', `${proto}://${host}${request.path}`],
    ...(message ? [message.event === null ? msg(message.type) : event(message.event)] : []),
    ...(isLate ? [] : answered(response)),
  ]
  return fields.map(([name, value]) => `[${name}=${value}]`).join('')
}

const msg = (type: string): [string, string] => ['Msg', type]
const event = (name: string): [string, string] => ['Event', name]

function answered({ body, bodyBase64 }: Exchange['response']): [string, string | number][] {
  const length = bodyBase64 === undefined ? Buffer.byteLength(body) : Buffer.from(bodyBase64, 'base64').length
  return [
    ['response_length', length],
    ['response_content', body],
  ]
}
