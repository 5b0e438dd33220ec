import { describe, expect, test } from 'vitest'
import { readCallback } from '../../../src-core/wechat/callback-url.ts'

const SIGNATURE = 'f464b24fc39322e44b38aa78f5edd27bd1441696'
const QUERY = `signature=${SIGNATURE}&timestamp=1714036504&nonce=1514711492`
const VALUES = { signature: SIGNATURE, timestamp: '1714036504', nonce: '1514711492' }

/** One row for each form in which people meet the URL. */
const TEXTS: [what: string, text: string, path: string | null][] = [
  ['a URL', `https://abc.example.com/wx?${QUERY}`, '/wx'],
  ['a URL in a sentence', `收到的是：http://abc.example.com/wx?${QUERY}。为什么不对？`, '/wx'],
  ['a URL in brackets', `(see https://abc.example.com/wx/shop?${QUERY}).`, '/wx/shop'],
  ['a host alone', `https://abc.example.com?${QUERY}`, '/'],
  ['a request target', `/wx?${QUERY}`, '/wx'],
  ['a query', QUERY, null],
  [
    'nginx and Apache, combined',
    `140.207.54.75 - - [25/Apr/2024:17:15:04 +0800] "GET /wx?${QUERY} HTTP/1.0" 401 0 "-" "Mozilla/4.0"`,
    '/wx',
  ],
  ['Express, dev', `\u001B[0mGET /wx?${QUERY} \u001B[33m401\u001B[0m 3.1 ms - 0`, '/wx'],
  ['koa', `  <-- POST /wx?${QUERY}`, '/wx'],
  ['a column of a table', `2024-04-25|GET|/wx?${QUERY}|401`, '/wx'],
  ['JSON of Go, escaped', `{"uri":"\\/wx?${QUERY.replaceAll('&', '\\u0026')}","status":401}`, '/wx'],
  ['HTML that was decoded', `http://a.example/wx?${QUERY.replace('&times', '×')}`, '/wx'],
  ['HTML that was escaped twice', `http://a.example/wx?${QUERY.replaceAll('&', '&amp;amp;')}`, '/wx'],
  ['HTML', `<a href="http://a.example/wx?${QUERY.replaceAll('&', '&amp;')}">`, '/wx'],
  ['cURL', `curl -X POST 'https://a.example/wx?${QUERY}' -H 'Content-Type: text/xml'`, '/wx'],
  ['cURL of Windows', `curl "https://a.example/wx?${QUERY.replaceAll('&', '^&')}"`, '/wx'],
  ['cURL, escaped for zsh', `curl https://a.example/wx\\?${QUERY.replace(/[&=]/g, '\\$&')}`, '/wx'],
  ['a URL with a fragment', `https://a.example/wx?${QUERY}#top`, '/wx'],
  ['Node, printed', `{ signature: '${SIGNATURE}', timestamp: '1714036504', nonce: '1514711492' }`, null],
  ['JSON', `{"nonce":"1514711492","signature":"${SIGNATURE}","timestamp":"1714036504"}`, null],
  [
    'PHP, printed',
    `Array\n(\n    [signature] => ${SIGNATURE}\n    [timestamp] => 1714036504\n    [nonce] => 1514711492\n)`,
    null,
  ],
  ['Java, printed', `{signature=${SIGNATURE}, timestamp=1714036504, nonce=1514711492}`, null],
  ['typed by hand', `timestamp: 1714036504\nnonce: 1514711492\nsignature: ${SIGNATURE}`, null],
]

describe('finds the request in', () => {
  test.each(TEXTS)('%s', (_, text, path) => {
    expect(readCallback(text)).toMatchObject({ path, values: VALUES, body: null, found: 1 })
  })
})

test('a value is decoded as a server decodes it, and kept as it stood', () => {
  const found = readCallback('/wx?signature=a&timestamp=1&nonce=a%2fb+c%E4%BD%A0&msg_signature=x%')
  expect(found?.values).toMatchObject({ nonce: 'a/b c你', msg_signature: 'x%' })
  expect(found?.raw).toMatchObject({ nonce: 'a%2fb+c%E4%BD%A0', msg_signature: 'x%' })
})

test('the first of two values of one name counts', () => {
  expect(readCallback('/wx?nonce=1&timestamp=2&nonce=3')?.values.nonce).toBe('1')
})

test('of many requests the first of the fullest is taken, and all are counted', () => {
  const log = [
    '/wx?signature=a&timestamp=1&nonce=1',
    '/wx?signature=b&timestamp=2&nonce=2&openid=o',
    '/x?a=1',
  ]
  const found = readCallback(log.map((target) => `GET ${target} 200`).join('\n'))
  expect(found).toMatchObject({ values: { signature: 'b', openid: 'o' }, found: 2 })
})

test('the XML that follows is the body', () => {
  const body = '<xml><Encrypt><![CDATA[abc]]></Encrypt></xml>'
  expect(readCallback(`curl 'http://a.example/wx?${QUERY}' --data '${body}'`)?.body).toBe(body)
})

describe('finds nothing in', () => {
  test.each([
    ['nothing', ''],
    ['another URL', 'https://example.com/?a=1&b=2'],
    ['a word', 'signature'],
    ['an empty value', 'signature='],
    ['another name that ends alike', 'GET /pay?my_nonce_str=1&mysignature=2'],
    ['an alarm', '[OpenID=o1][Stamp=1558419739][3rdUrl=http://a.example/wx]'],
    ['a message', '<xml><Content><![CDATA[你好]]></Content></xml>'],
  ])('%s', (_, text) => {
    expect(readCallback(text)).toBeNull()
  })
})

test('a megabyte of near misses takes no time to speak of', () => {
  // The pattern starts on this and never ends: backtracking over it would take minutes.
  expect(readCallback('signature'.repeat(110_000))).toBeNull()
  expect(readCallback(`nonce=${'a'.repeat(1_000_000)}`)?.values.nonce).toHaveLength(1_000_000)
})
