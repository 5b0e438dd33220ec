import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { exportFormats } from '../../../src-core/contract/sharing.ts'
import type { ExportFormatName } from '../../../src-core/contract/sharing.ts'
import { exportExchanges } from '../../../src-core/sharing/export/export-exchanges.ts'
import { createRedaction } from '../../../src-core/sharing/redact.ts'
import { ACCOUNT, findForbidden, secretExchange, SECRETS } from './secret-exchange.ts'

/** Exports these to one text. */
function write(format: ExportFormatName, exchanges: readonly Exchange[], redacted = false): string {
  const history = new Map(exchanges.map((one) => [one.id, one]))
  const store = { get: (id: string) => history.get(id) ?? null, has: (id: string) => history.has(id) }
  const facts = { ...FACTS, redacted, count: exchanges.length }
  const redaction = redacted ? createRedaction([ACCOUNT]) : null
  const progress = { written: 0, unreadable: 0 }
  const text = [...exportExchanges(store, [...history.keys()], format, redaction, facts, progress)].join('')
  expect(progress).toEqual({ written: exchanges.length, unreadable: 0 })
  return text
}
const FACTS = {
  language: 'en',
  version: '1',
  exportedAt: 1_714_036_504_000,
  origin: 'http://127.0.0.1:7788',
} as const
const two = [secretExchange, { ...secretExchange, id: 'next' }]

describe.each(exportFormats)('an export as %s', (format) => {
  test('for others has no secret and no id, and says so', () => {
    const text = write(format, two, true)
    expect(findForbidden(text)).toEqual([])
    expect(text).toContain('redacted')
  })

  test('for oneself has all of it', () => {
    const text = write(format, two)
    for (const value of [SECRETS.user, SECRETS.host, SECRETS.visitor]) expect(text).toContain(value)
  })

  test('of nothing is whole, too', () => {
    const text = write(format, [])
    if (format === 'json' || format === 'har') expect(JSON.parse(text)).toBeTypeOf('object')
    else expect(text).toContain('0')
  })
})

test('JSON has one exchange a line, as it was recorded', () => {
  const text = write('json', two)
  expect(JSON.parse(text)).toMatchObject({
    mpscope: 'exchanges',
    version: 1,
    redacted: false,
    exchanges: two,
  })
  expect(text.split('\n')).toHaveLength(two.length + 3)
})

test('HAR has what the format asks for', () => {
  const { log } = JSON.parse(write('har', [secretExchange])) as { log: { entries: Record<string, never>[] } }
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'mpscope', version: '1' } })
  expect(log.entries[0]).toMatchObject({
    startedDateTime: '2024-04-25T09:15:04.000Z',
    time: 12,
    request: {
      method: 'POST',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      postData: { mimeType: 'text/xml', text: secretExchange.request.body },
      headersSize: -1,
      bodySize: secretExchange.request.bodyBytes,
    },
    response: {
      status: 200,
      content: { mimeType: 'text/xml', text: secretExchange.response.body },
      redirectURL: '',
    },
    cache: {},
    timings: { send: 0, wait: 12, receive: 0 },
  })
})

/** Markup that was tried on the screens, too. */
const MARKUP = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '</pre></details></style><style>*{}</style>',
  '</title><meta http-equiv=refresh content="0;url=https://evil.example">',
  '<!--',
  ']]>',
  '<a href="javascript:alert(1)">x</a>',
  '{{constructor}}',
  '&lt;script&gt;',
  '<base href=//evil>',
  'a\u202eb\u0000c\u001b[31m',
  '<?xml?>',
  '<![CDATA[<b>]]>',
  '`${1}`',
]
const ENUMS = new Set(['verdict', 'mode', 'severity', 'direction', 'standing', 'by', 'in', 'evidence', 'id'])

/** Puts a text in the place of every text of a value. */
function fill(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text
  if (Array.isArray(value)) return value.map((one) => fill(one, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, ENUMS.has(name) ? one : fill(one, text)]),
  )
}

/** Returns the tags of a page with their attributes, as they stand. */
function tagsOf(html: string): string[] {
  return html.match(/<[^>]*>/g) ?? []
}

describe('the HTML file', () => {
  const harmless = tagsOf(write('html', [fill(secretExchange, 'harmless') as Exchange]))

  test.each(MARKUP)('makes no element and no attribute of %j in any field', (text) => {
    const html = write('html', [fill(secretExchange, text) as Exchange])
    expect(tagsOf(html)).toEqual(harmless)
    if (/[<>&"']/.test(text)) expect(html).not.toContain(text)
    expect(html).not.toMatch(/[\u0000\u001b\u202e]/)
  })

  test('runs nothing and loads nothing', () => {
    const html = write('html', [secretExchange])
    expect(html).toMatch(
      /content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]{44}&#39;; base-uri/,
    )
    expect(tagsOf(html).filter((tag) => /script|link|img|src=|href=|url\(|\son/i.test(tag))).toEqual([])
  })

  test('is in either language', () => {
    expect(write('html', [])).toContain('<html lang="en">')
  })
})

test('an exchange that goes meanwhile is left out, and one that is damaged is counted', () => {
  const history = { get: () => null, has: (id: string) => id === 'damaged' }
  const progress = { written: 0, unreadable: 0 }
  const facts = { ...FACTS, redacted: false, count: 2 }
  const text = [...exportExchanges(history, ['gone', 'damaged'], 'json', null, facts, progress)].join('')
  expect(JSON.parse(text)).toMatchObject({ exchanges: [] })
  expect(progress).toEqual({ written: 0, unreadable: 1 })
})
