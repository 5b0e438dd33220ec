import { describe, expect, test } from 'vitest'
import { readExport } from '../../../src-core/sharing/import/read-export.ts'
import { secretExchange } from './secret-exchange.ts'

const whole = JSON.stringify(secretExchange)
const HEAD = '{"mpscope":"exchanges","version":1,"redacted":true,"exchanges":[\n'

/** Returns the ids of what was read, and the faults as `line:column text`. */
function read(text: string): string[] {
  return [...readExport(text).items].map((item) =>
    'fault' in item ? `${item.fault.line}:${item.fault.column} ${item.fault.says.en}` : item.exchange.id,
  )
}

describe('a file with exchanges', () => {
  const { id } = secretExchange
  test.each([
    ['our export', `${HEAD}${whole},\n${whole}\n]}\n`, [id, id]],
    ['our export, laid out anew', JSON.stringify(JSON.parse(`${HEAD}${whole}]}`), null, 2), [id]],
    ['one exchange', whole, [id]],
    ['a list', `[${whole},${whole}]`, [id, id]],
    ['lines of serve --json', `{"type":"ready"}\n{"type":"exchange","exchange":${whole}}\n\n`, [id]],
    ['a byte order mark', `\uFEFF${whole}`, [id]],
  ])('is read: %s', (_what, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('says whether it is redacted', () => {
    expect(readExport(`${HEAD}]}`).redacted).toBe(true)
    expect(readExport(whole).redacted).toBe(false)
  })

  test('keeps what is good, and names the lines that are not', () => {
    const broken = JSON.stringify({ ...secretExchange, request: { ...secretExchange.request, method: 5 } })
    expect(read(`${HEAD}${whole},\n{"id":,\n${broken},\n${whole}\n]}`)).toEqual([
      id,
      '3:1 This line is no JSON; it was left out.',
      '4:1 This exchange is not whole (request.method); it was left out.',
      id,
    ])
  })
})

describe('a file without', () => {
  const noExport = 'This is neither JSON exported by mpscope nor HAR.'
  test.each([
    ['nothing', '', [`1:1 ${noExport}`]],
    ['text', 'hello', [`1:1 ${noExport}`]],
    ['other JSON', '{"a":1}', [`1:1 ${noExport}`]],
    ['a number', '5', [`1:1 ${noExport}`]],
    ['null', 'null', [`1:1 ${noExport}`]],
    ['rules', '{"mpscope":"rules","version":1,"rules":[]}', [`1:1 ${noExport}`]],
    [
      'a newer version',
      '{"mpscope":"exchanges","version":2,"exchanges":[]}',
      ['1:1 A newer mpscope exported this file; update this one first.'],
    ],
    ['a forged head', '{"mpscope":"exchanges",x"exchanges":[\n1', undefined],
  ])('has one fault: %s', (_what, text, expected) => {
    const found = read(text)
    expect(found).toHaveLength(1)
    if (expected) expect(found).toEqual(expected)
  })

  test('names line and column of what is no JSON', () => {
    expect(read('{\n  "log": {\n    "entries": [ oops ]\n}}')).toEqual([
      expect.stringMatching(/^3:18 This is neither/),
    ])
  })
})

describe('HAR', () => {
  const entry = {
    startedDateTime: '2024-04-25T09:15:04.000Z',
    time: 3.5,
    request: {
      method: 'POST',
      url: 'https://shop.example/wx?signature=a#top',
      httpVersion: 'h2',
      headers: [
        { name: ':authority', value: 'x' },
        { name: 'Content-Type', value: 'text/xml' },
      ],
      postData: { mimeType: 'text/xml', text: '<xml/>' },
    },
    response: { status: 200, headers: [], content: { text: '//4=', encoding: 'base64' } },
  }
  const har = (entries: unknown[]) => JSON.stringify({ log: { version: '1.2', entries } })

  test('of a browser or proxy counts as sent', () => {
    const [item] = [...readExport(har([entry])).items] as { exchange: unknown }[]
    expect(item!.exchange).toMatchObject({
      direction: 'out',
      receivedAt: 1_714_036_504_000,
      signature: { ok: false, received: 'a', expected: null },
      request: {
        target: '/wx?signature=a',
        origin: 'https://shop.example',
        httpVersion: '1.1',
        headers: [['Content-Type', 'text/xml']],
        body: '<xml/>',
        bodyBytes: 6,
      },
      response: { status: 200, bodyBase64: '//4=', by: 'relay', durationMs: 3.5 },
    })
  })

  test('has the same id each time it is read, and another one for another request', () => {
    const other = { ...entry, request: { ...entry.request, method: 'PUT' } }
    const [first, second, third] = read(har([entry, other, entry]))
    expect(first).toMatch(/^[\w-]{1,64}$/)
    expect([first === third, first === second]).toEqual([true, false])
  })

  test('with an entry that is none names it', () => {
    expect(read(har([{}, { ...entry, startedDateTime: 'x' }, entry]))).toEqual([
      expect.stringMatching(/^1:1 Exchange 1 is not whole \(startedDateTime\)/),
      expect.stringMatching(/^1:1 Exchange 2 is not whole/),
      expect.any(String),
    ])
  })
})
