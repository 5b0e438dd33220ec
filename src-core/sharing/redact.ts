import { hash } from 'node:crypto'
import type { Account } from '../contract/account.ts'
import type { Exchange } from '../contract/exchange.ts'
import { redactedKinds } from '../contract/redaction.ts'
import type { RedactedCounts, RedactedKind } from '../contract/redaction.ts'
import { nameTunnel } from '../diagnosis/hop/tunnel-hosts.ts'

/** The parts of an account by which its secrets and ids are known wherever they stand. */
export type KnownAccount = Pick<
  Account,
  'token' | 'aesKey' | 'previousAesKey' | 'appId' | 'originalId' | 'publicUrl' | 'backends' | 'fans'
>

/**
 * Replaces what must not leave the computer. One redaction is for all that is given away together: the same value has
 * the same stand-in in each of its exchanges.
 */
export interface Redaction {
  /** Returns a copy. */
  redact(exchange: Exchange): Exchange
  counts(): RedactedCounts
}

/**
 * Threat model: the export is read by people who may know neither token nor key, nor who writes to the account. A
 * signature counts as a secret, the expected one above all: with its timestamp and nonce it makes a request genuine, and
 * a weak token can be guessed from it. A ciphertext is one to whoever gets the key later. Values are found in three ways:
 * those of the accounts anywhere; those that a field, a parameter or a header names as such, anywhere in their exchange;
 * and what has the shape of an id. Stand-ins have the shape of what they stand for, and its length wherever that can be:
 * the places of findings stay right. What people wrote stays (`NOT_REDACTED`).
 */
export function createRedaction(accounts: readonly KnownAccount[]): Redaction {
  const standIns = new Map<RedactedKind, Map<string, string>>(redactedKinds.map((kind) => [kind, new Map()]))
  const always = new Map<string, RedactedKind>()
  for (const account of accounts) learnAccount(always, account)

  function replace(kind: RedactedKind, value: string): string {
    const values = standIns.get(kind)!
    // A hundred thousand ciphertexts need not be kept to know one of them again.
    const whole = kind === 'host' || kind === 'signature' ? value.toLowerCase() : value
    const key = whole.length > 64 ? hash('sha1', whole) : whole
    const known = values.get(key)
    if (known !== undefined) return known
    const made = STAND_INS[kind](values.size + 1, value)
    values.set(key, made)
    return made
  }

  return {
    redact(exchange) {
      const known = new Map(always)
      learnExchange(known, exchange)
      // The longest first: a host may end with another one.
      const writings = new Map([...known].flatMap(([value, kind]) => writeVariants(value, kind)))
      const variants = [...writings].toSorted(([a], [b]) => b.length - a.length)
      // Stand-ins have the shapes of ids, too.
      const made = new Set<string>()
      function standIn(kind: RedactedKind, value: string, write = (text: string) => text): string {
        const one = write(replace(kind, value))
        made.add(one)
        return one
      }
      // Looked for one by one: a pattern of them would be compiled anew for each exchange, which takes milliseconds.
      const redactText = (text: string): string => {
        let left = text
        for (const [written, { kind, value, write }] of variants) {
          if (!left.includes(written)) continue
          const one = standIn(kind, value, write)
          left = left.replaceAll(written.length < LONG ? wordOf(written) : written, () => one)
        }
        return left.replace(SHAPES, (found, ...rest) => {
          if (made.has(found)) return found
          const groups = rest.at(-1) as Partial<Record<RedactedKind | 'site', string>>
          if (groups.site !== undefined) return nameTunnel(`http://${found}`) ? standIn('host', found) : found
          const shape = redactedKinds.find((one) => groups[one] !== undefined)
          return shape && !isOpenAddress(found) ? standIn(shape, found) : found
        })
      }
      return walk(exchange, redactText, (value) => standIn('secret', value)) as Exchange
    },
    counts() {
      const sizes = redactedKinds.map((kind) => [kind, standIns.get(kind)!.size])
      return Object.fromEntries(sizes) as RedactedCounts
    },
  }
}

/** Shorter values are words of a language, too. */
const MIN_KNOWN = 4
/** Longer ones stand for themselves even within a word. */
const LONG = 12

/** Begins an id: also after an escape, as in `%3DoAbc` and `\noAbc`. */
const BEFORE = String.raw`(?<=^|[^\w-]|%[\da-f]{2}|\\[bfnrt])`
const CREDENTIAL = String.raw`access_token|refresh_token|component_verify_ticket|token|secret|appsecret|key|api_?key|password|passwd|pwd`
const SHAPES = new RegExp(
  [
    String.raw`${BEFORE}(?<openId>o[\w-]{27,28})(?![\w-])`,
    String.raw`${BEFORE}(?<originalId>gh_[\da-z]{6,20})(?![\w-])`,
    String.raw`${BEFORE}(?<appId>w[xw][\da-f]{16})(?!\w)`,
    String.raw`(?<![\da-f])(?<signature>[\da-f]{40})(?![\da-f])`,
    // Not the version of a browser, such as Chrome/120.0.0.0.
    String.raw`(?<![\w.]|[a-z]\/)(?<ip>(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d))(?!\.?\w)`,
    String.raw`(?<secret>(?<=:\/\/)[^\s/@:"'<>]{1,200}:[^\s/@"'<>]{1,200}(?=@)` +
      String.raw`|(?<=[?&](?:${CREDENTIAL})=)[^&\s"'<>\]\\#]+` +
      String.raw`|(?<=\bBearer )[\w.~+/-]+=*|(?<![\w-])eyJ[\w-]{8,}\.[\w-]+\.[\w-]*` +
      String.raw`|(?<=^(?:set-cookie|cookie|authorization|proxy-authorization): ?)[^\r\n]+)`,
    String.raw`(?<=https?(?::\/\/|%3A%2F%2F))(?<site>[\w-]+(?:\.[\w-]+)+)`,
  ].join('|'),
  'gim',
)

/** Returns the pattern of a value that is no part of a longer word. */
function wordOf(value: string): RegExp {
  const text = value.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)
  return new RegExp(`(?<![\\w-])${text}(?![\\w-])`, 'g')
}

interface Variant {
  kind: RedactedKind
  value: string
  /** Encodes the stand-in as the value was. */
  write(text: string): string
}

/** Returns a value as it may stand in an address, in JSON and in XML. */
function writeVariants(value: string, kind: RedactedKind): [string, Variant][] {
  const whole = Buffer.from(value).toString()
  const writings = [
    (text: string) => text,
    encodeURIComponent,
    (text: string) => encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
    (text: string) => JSON.stringify(text).slice(1, -1),
    (text: string) =>
      JSON.stringify(text)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
    (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  ]
  return writings.map((write): [string, Variant] => [write(whole), { kind, value, write }]).reverse()
}

/** Values in their length: a finding says at which byte of a body it is. */
const STAND_INS: Record<RedactedKind, (number: number, value: string) => string> = {
  secret: (number, value) => fit('REDACTED', number, value),
  signature: (number) => number.toString(16).padStart(40, '0'),
  cipher: (number, value) =>
    `REDACTED${number}`.padEnd(value.replace(/=*$/, '').length, 'A') + /=*$/.exec(value)![0],
  openId: (number, value) => fit('oRedacted', number, value),
  originalId: (number, value) => fit('gh_redacted', number, value),
  appId: (number, value) =>
    value.length === 18
      ? value.slice(0, 2).toLowerCase() + number.toString(16).padStart(16, '0')
      : fit('wx', number, value),
  // RFC 2606 keeps this ending free.
  host: (number, value) => `h${String(number).padStart(value.length - 'h.example'.length, '0')}.example`,
  // RFC 2544 and RFC 3849 keep these free.
  ip: (number, value) =>
    value.includes(':')
      ? `2001:db8::${number.toString(16)}`
      : `198.${18 + ((number >> 16) & 1)}.${(number >> 8) & 255}.${number & 255}`,
}

function fit(start: string, number: number, value: string): string {
  const digits = String(number)
  const length = Buffer.byteLength(value)
  const kept = start.slice(0, Math.max(1, length - digits.length))
  return kept + digits.padStart(length - kept.length, '0')
}

function learn(known: Map<string, RedactedKind>, value: string | null | undefined, kind: RedactedKind): void {
  if (typeof value === 'string' && value.trim().length >= MIN_KNOWN && !known.has(value))
    known.set(value, kind)
}

function learnAccount(known: Map<string, RedactedKind>, account: KnownAccount): void {
  const { token, aesKey, previousAesKey, appId, originalId, publicUrl, backends, fans } = account
  for (const value of [token, aesKey, previousAesKey]) {
    // A token may be as short as three characters, and the key is used with and without its equals sign.
    if (value.length >= 3) known.set(value, 'secret')
    learn(known, value.replace(/=$/, ''), 'secret')
  }
  learn(known, appId, 'appId')
  learn(known, originalId, 'originalId')
  for (const { openId } of fans) learn(known, openId, 'openId')
  for (const url of [publicUrl, ...backends.map((one) => one.url)]) learnHost(known, url)
}

/** The names of fields and parameters whose values are secret, encrypted, or ids of users. */
const FIELD_KINDS: readonly (readonly [RegExp, RedactedKind])[] = [
  [/^(?:encrypt|encrypteddata)$/i, 'cipher'],
  [/^(?:msg_?)?signature$/i, 'signature'],
  [
    /ticket$|secret|authorizationcode$|preauthcode$|(?:access|refresh)_?token$|session_?key$|passw/i,
    'secret',
  ],
  [/^(?:from|to)username$|(?:open|union)_?id$/i, 'openId'],
]
const NAMES = String.raw`(\w{0,40}?(?:encrypt|encrypteddata|signature|ticket|secret|code|token|session_?key|password|username|open_?id|union_?id))`
const FIELDS = new RegExp(
  String.raw`<${NAMES}>\s*(?:<!\[CDATA\[)?([^<\]]+)|"${NAMES}"\s*:\s*"((?:[^"\\]|\\.)+)"|\b${NAMES}=([^&\s"'<>\]\\]+)`,
  'gi',
)
/** Headers whose whole value is a secret. */
const SECRET_HEADER = /cookie|authorization|token|secret|api-?key|password|jwt|credential/i
const HOST_HEADER = /^(?:host|x-forwarded-host|x-original-host|x-host|origin|referer|location|forwarded)$/i

function learnExchange(known: Map<string, RedactedKind>, exchange: Exchange): void {
  const { request, response, signature, message, backends = [] } = exchange
  for (const one of [signature, signature.msgSignature]) {
    learn(known, one?.received, 'signature')
    learn(known, one?.expected, 'signature')
  }
  for (const [name, value] of Object.entries(request.query)) learnField(known, name, value)
  const texts = [
    request.body,
    message?.xml,
    response.body,
    response.plain,
    ...backends.map(({ body }) => body),
  ]
  for (const text of new Set(texts)) {
    for (const [, ...groups] of (text ?? '').matchAll(FIELDS)) {
      const at = groups.findIndex((group) => group !== undefined)
      learnField(known, groups[at]!, groups[at + 1]!.trim())
    }
  }
  learn(known, message?.from, kindOfId(message?.from))
  learn(known, message?.to, kindOfId(message?.to))
  if (request.origin !== undefined) learnHost(known, request.origin)
  for (const { url } of backends) learnHost(known, url)
  for (const { headers } of [request, response, ...backends]) learnHeaders(known, headers)
}

function learnField(known: Map<string, RedactedKind>, name: string, value: string): void {
  const kind = FIELD_KINDS.find(([pattern]) => pattern.test(name))?.[1]
  if (kind) learn(known, value, kind === 'openId' ? kindOfId(value) : kind)
}

function kindOfId(value: string | null | undefined): RedactedKind {
  return value?.startsWith('gh_') ? 'originalId' : 'openId'
}

function learnHeaders(known: Map<string, RedactedKind>, headers: Exchange['request']['headers']): void {
  for (const [name, value] of headers) {
    if (SECRET_HEADER.test(name)) {
      // An error page may repeat them one by one.
      for (const part of value.split(/[;,\s]+/)) {
        const secret = part.slice(part.indexOf('=') + 1)
        if (secret.length >= 8) learn(known, secret, 'secret')
      }
    } else if (HOST_HEADER.test(name)) {
      for (const part of value.split(/[,;\s"]+/)) learnHost(known, part.replace(/^host=/i, ''))
    }
    for (const part of value.split(/[,;\s"=[\]]+/)) {
      if (/^[\da-f]{0,4}(?::[\da-f.]*){2,}$/i.test(part) && !isOpenAddress(part)) learn(known, part, 'ip')
    }
  }
}

function learnHost(known: Map<string, RedactedKind>, address: string): void {
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `http://${address}`
  if (!URL.canParse(url)) return
  const { hostname } = new URL(url)
  const isName = /[a-z]/i.test(hostname) && hostname.includes('.') && !hostname.startsWith('[')
  if (!isName || EVERYBODYS.test(hostname)) return
  const at = url.toLowerCase().indexOf(hostname)
  for (const one of [hostname, url.slice(at, at + hostname.length)]) learn(known, one, 'host')
}

/** WeChat's own hosts tell nothing, nor do names of this computer and of examples. */
const EVERYBODYS = /(?:^|\.)(?:(?:qq|wechat|weixinbridge)\.com|localhost|example(?:\.(?:com|org|net))?)$/i

/** This computer itself, and addresses without a place. */
function isOpenAddress(address: string): boolean {
  return /^(?:127\.|0\.0\.0\.0$|255\.255\.)|^::1?$/.test(address)
}

type Header = [name: string, value: string]

/** Copies a value with each text in it redacted, and each name. */
function walk(value: unknown, text: (one: string) => string, secret: (one: string) => string): unknown {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((one) => walk(one, text, secret))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, one]): [string, unknown] => {
    if (name === 'headers' && Array.isArray(one)) {
      const isSecret = ([header, content]: Header) => SECRET_HEADER.test(header) && content !== ''
      return [name, (one as Header[]).map((pair) => [pair[0], (isSecret(pair) ? secret : text)(pair[1])])]
    }
    // Bytes that are no UTF-8: ids and secrets in them are ASCII.
    if ((name === 'bodyBase64' || name === 'base64') && typeof one === 'string') {
      const bytes = Buffer.from(text(Buffer.from(one, 'base64').toString('latin1')), 'latin1')
      return [name, bytes.toString('base64')]
    }
    return [text(name), walk(one, text, secret)]
  })
  return Object.fromEntries(entries)
}
