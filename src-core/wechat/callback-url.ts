import { callbackParameters } from '../contract/callback.ts'
import type { Callback, CallbackParameter } from '../contract/callback.ts'

const NAMES: ReadonlySet<string> = new Set(callbackParameters)

/** A signature check starts from these values: a text without any of them is about something else. */
const TELLING = /(?:signature|timestamp|nonce)=/

/**
 * Quotes and blanks never stand in a URL, `|` separates the columns of logs. The text is split at them, since a search
 * would backtrack.
 */
const BETWEEN = /[\s"'`<>|，。；、（）「」“”]+/

/** Characters that close a bracket or a sentence around a URL do not belong to it. */
const CLOSING = new Set(')]},.;:!\\')

/** `signature: 'x'` of Node, `"signature": "x"` of JSON, `[signature] => x` of PHP, `signature=x, ` of Java. */
const LOOSE =
  /(?<![A-Za-z_])(msg_signature|signature|timestamp|nonce|echostr|openid|encrypt_type)["']?\]?\s*(?:=>|[:=])\s*["']?([^\s"',;&}\])]+)/g

/**
 * Finds a request of WeChat's in any pasted text: a URL, an access log of nginx, Apache or Node, a cURL command, a
 * printed query. Values are decoded as a form is (URL Standard, application/x-www-form-urlencoded), since that is what
 * a server does, and kept as they stood as well: some sign those. Returns null if there is none. Never throws.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function readCallback(text: string): Callback | null {
  const plain = unescapeUrls(text)
  const urls = plain.split(BETWEEN).flatMap(readUrl)
  // A single value is most likely a piece of a printed query, not of a URL.
  const best = pickFullest(urls.filter(({ values }) => Object.keys(values).length > 1))
  const request = best ?? readLoosely(plain)
  if (!request) return null
  const found = best ? urls.filter(({ values }) => 'signature' in values || 'nonce' in values).length : 1
  return { ...request, body: findXml(text), found: Math.max(found, 1) }
}

type Request = Omit<Callback, 'body' | 'found'>

/** Undoes what shells, HTML and JSON do to the `&` and `?` of a URL; leaves percent-encoding alone. */
function unescapeUrls(text: string): string {
  return (
    text
      .replace(/(?:&amp;(?:amp;)*|\\u0026|\^&|\\&)/gi, '&')
      // An HTML decoder reads &times of &timestamp, whose semicolon may be left out.
      .replace(/(?:×|%C3%97)tamp(?==)/gi, '&timestamp')
      .replace(/\\u003d|\\=/gi, '=')
      .replace(/\\\?/g, '?')
      .replace(/\\\//g, '/')
  )
}

function readUrl(chunk: string): Request[] {
  if (!TELLING.test(chunk)) return []
  let end = chunk.length
  while (end > 0 && CLOSING.has(chunk.charAt(end - 1))) end--
  const url = chunk.slice(0, end)
  const mark = url.indexOf('?')
  const [query = ''] = url.slice(mark + 1).split('#', 1)
  const values: Request['values'] = {}
  const raw: Request['raw'] = {}
  for (const part of query.split('&')) {
    const equals = part.indexOf('=')
    const name = (equals < 0 ? part : part.slice(0, equals)).replace(/^[{[(]+/, '')
    // The first value counts, as in most frameworks.
    if (!isParameter(name) || name in values) continue
    const value = equals < 0 ? '' : part.slice(equals + 1)
    raw[name] = value
    values[name] = new URLSearchParams(`v=${value}`).get('v') ?? ''
  }
  return [{ path: mark < 0 ? null : readPath(url.slice(0, mark)), values, raw }]
}

function readPath(address: string): string | null {
  const scheme = address.indexOf('://')
  const slash = address.indexOf('/', scheme < 0 ? 0 : scheme + 3)
  if (slash >= 0) return address.slice(slash)
  return scheme < 0 ? null : '/'
}

function readLoosely(text: string): Request | null {
  const values: Request['values'] = {}
  for (const [, name = '', value = ''] of text.matchAll(LOOSE)) {
    if (isParameter(name) && !(name in values)) values[name] = value
  }
  return Object.keys(values).length > 0 ? { path: null, values, raw: {} } : null
}

function pickFullest(requests: readonly Request[]): Request | null {
  const sizes = requests.map(({ values }) => Object.keys(values).length)
  return requests[sizes.indexOf(Math.max(...sizes))] ?? null
}

function isParameter(name: string): name is CallbackParameter {
  return NAMES.has(name)
}

/** Returns the text from the first root to its last end: the body that cURL sends, or that a log shows. */
function findXml(text: string): string | null {
  const start = text.search(/<xml[\s>]/)
  const end = text.lastIndexOf('</xml>')
  return start >= 0 && end > start ? text.slice(start, end + '</xml>'.length) : null
}
