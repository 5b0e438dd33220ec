import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { XmlWriteError } from '../../../src-core/xml/write/check-writable.ts'
import { writeXml } from '../../../src-core/xml/write/write-xml.ts'
import { toSimple } from '../../../src-core/xml/json/simple.ts'
import { parseLenient } from '../../../src-core/xml/parse/lenient.ts'
import { parseStrict } from '../../../src-core/xml/parse/strict.ts'
import { createByteOffsets, decodeLeniently, findInvalidUtf8 } from '../../../src-core/xml/parse/utf8.ts'
import { randomXml } from './random-xml.ts'
import { runs } from './runs.ts'

const incoming = join(import.meta.dirname, '../../fixtures/vectors/incoming')
const samples = readdirSync(incoming)
  .filter((file) => file.endsWith('.xml'))
  .map((file) => readFileSync(join(incoming, file)))

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

function read(input: string | Uint8Array) {
  const result = parseLenient(typeof input === 'string' ? encode(input) : input)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message.en}`)
  return result
}

describe('what is kept and shown', () => {
  it.each([
    ['a byte order mark', '\uFEFF<xml>x</xml>', 'x', [['BOM', 0, undefined]]],
    [
      'blanks before the declaration',
      '\r\n <?xml version="1.0"?><xml>x</xml>',
      'x',
      [['LEADING_BLANK', 0, undefined]],
    ],
    [
      'text before the declaration',
      'Notice: 你好\n<?xml version="1.0"?><xml>x</xml>',
      'x',
      [['LEADING_TEXT', 0, undefined]],
    ],
    ['text after the root', '<xml>你</xml> <!--c-->\n0', '你', [['TRAILING_TEXT', 24, undefined]]],
    [
      'NULs after the root',
      '<xml>x</xml>\0',
      'x',
      [
        ['ILLEGAL_CHARACTER', 12, undefined],
        ['TRAILING_TEXT', 12, undefined],
      ],
    ],
    [
      'a second byte order mark',
      '\uFEFF\uFEFF<xml>x</xml>',
      'x',
      [
        ['BOM', 0, undefined],
        ['LEADING_TEXT', 3, undefined],
      ],
    ],
    [
      'control characters',
      '<xml>你\u0001<![CDATA[\u001d]]>\uffff</xml>',
      '你\u0001\u001d\uffff',
      [
        ['ILLEGAL_CHARACTER', 8, '/xml'],
        ['ILLEGAL_CHARACTER', 18, '/xml'],
        ['ILLEGAL_CHARACTER', 22, '/xml'],
      ],
    ],
    [
      'a control character as a reference',
      '<xml>&#1;&#x1d;</xml>',
      '\u0001\u001d',
      [
        ['ILLEGAL_REFERENCE', 5, '/xml'],
        ['ILLEGAL_REFERENCE', 9, '/xml'],
      ],
    ],
    [
      'an emoji as a surrogate pair',
      '<xml>a&#55357;&#56832;b</xml>',
      'a😀b',
      [['SURROGATE_PAIR_REFERENCE', 6, '/xml']],
    ],
    [
      'the same in hexadecimal',
      '<xml>&#xD83D;&#xDE00;</xml>',
      '😀',
      [['SURROGATE_PAIR_REFERENCE', 5, '/xml']],
    ],
    [
      'a lone surrogate as a reference',
      '<xml>&#55357;x&#56832;</xml>',
      '&#55357;x&#56832;',
      [
        ['ILLEGAL_REFERENCE', 5, '/xml'],
        ['ILLEGAL_REFERENCE', 14, '/xml'],
      ],
    ],
    ['a reference beyond Unicode', '<xml>&#x110000;</xml>', '&#x110000;', [['ILLEGAL_REFERENCE', 5, '/xml']]],
    ['what only looks like a reference', '<xml><![CDATA[&#55357;&#1;]]></xml>', '&#55357;&#1;', []],
    [
      'a wrong encoding in the declaration',
      '<?xml version="1.0" encoding="GBK"?><xml>你</xml>',
      '你',
      [['ENCODING_IGNORED', 0, undefined]],
    ],
  ])('%s', (_, xml, value, recoveries) => {
    const result = read(xml)
    expect(toSimple(result.document)).toEqual({ xml: value })
    expect(result.recoveries.map(({ code, offset, path }) => [code, offset, path])).toEqual(recoveries)
    for (const { at, offset, message } of result.recoveries) {
      expect(encode(result.text.slice(0, at)).length).toBe(
        offset - (xml.startsWith('\uFEFF') && offset > 0 ? 3 : 0),
      )
      expect(message.zh !== '' && message.en !== '').toBe(true)
    }
  })

  it.each<[name: string, bytes: number[], value: string, runs: [offset: number, path: string][]]>([
    [
      'GBK',
      [...encode('<xml>'), 0xc4, 0xe3, 0xba, 0xc3, ...encode('</xml>')],
      '\uFFFD\uFFFD\uFFFD',
      [[5, '/xml']],
    ],
    ['half a character', [...encode('<xml>你'), 0xe4, 0xbd, ...encode('</xml>')], '你\uFFFD', [[8, '/xml']]],
    [
      'two halves, and a character of four bytes between',
      [...encode('<xml>'), 0xe4, 0xbd, ...encode('😀'), 0xa0, ...encode('</xml>')],
      '\uFFFD😀\uFFFD',
      [
        [5, '/xml'],
        [11, '/xml'],
      ],
    ],
    ['a U+FFFD of its own', [...encode('<xml>\uFFFD</xml>')], '\uFFFD', []],
  ])('bytes that are no UTF-8, as U+FFFD: %s', (_, bytes, value, found) => {
    const result = parseLenient(Uint8Array.from(bytes))
    expect(result.ok && toSimple(result.document)).toEqual({ xml: value })
    expect(result.ok && result.recoveries.map(({ code, offset, path }) => [code, offset, path])).toEqual(
      found.map(([offset, path]) => ['INVALID_UTF8', offset, path]),
    )
  })

  it('places behind bytes that are no UTF-8, in bytes of the input', () => {
    const bytes = [...encode('\uFEFF<xml>'), 0xc4, 0xe3, ...encode('</xml>x\u0001')]
    const result = parseLenient(Uint8Array.from(bytes))
    if (!result.ok) throw new Error(result.error.message.en)
    expect(result.recoveries.map(({ code, offset }) => [code, offset])).toEqual([
      ['BOM', 0],
      ['INVALID_UTF8', 8],
      ['TRAILING_TEXT', 16],
      ['ILLEGAL_CHARACTER', 17],
    ])
    expect([result.text.length, 0].map(result.offsetOf)).toEqual([bytes.length, 3])
  })

  it('text between elements, with its place', () => {
    const { document, recoveries } = read('<xml><a>1</a>\r\n //备注\n<b><c/>x</b></xml>')
    expect(recoveries).toMatchObject([
      { code: 'STRAY_TEXT', offset: 16, path: '/xml', text: '//备注' },
      { code: 'STRAY_TEXT', path: '/xml/b', text: 'x' },
    ])
    expect(toSimple(document)).toEqual({ xml: { a: 1, b: { c: '' } } })
  })

  it('control characters in attributes', () => {
    const { recoveries } = read('<xml><a k="\u0002&#2;" l="&#2;"/></xml>')
    expect(recoveries.map(({ code, offset, path }) => [code, offset, path])).toEqual([
      ['ILLEGAL_CHARACTER', 11, '/xml/a'],
      ['ILLEGAL_REFERENCE', 12, '/xml/a'],
      ['ILLEGAL_REFERENCE', 21, '/xml/a'],
    ])
  })

  it('counts what it does not list', () => {
    const { recoveries, recoveriesOmitted } = read(`<xml>${'\u0001'.repeat(700)}</xml>`)
    expect([recoveries.length, recoveriesOmitted]).toEqual([500, 200])
  })

  it('gives each node its range in the text', () => {
    const { document, text } = read(
      '\uFEFF<xml a="1>">\r\n<b>你&amp;</b>\r\n<!--c--><c><![CDATA[\r\n]]></c><d/></xml>',
    )
    const cut = (node: { range?: { start: number; end: number } } | undefined): string =>
      text.slice(node!.range!.start, node!.range!.end)
    const [, b, , comment, c, d] = document.root.children
    expect([document.root, b, comment, c, d].map(cut)).toEqual([
      text,
      '<b>你&amp;</b>',
      '<!--c-->',
      '<c><![CDATA[\r\n]]></c>',
      '<d/>',
    ])
    expect(b?.type === 'element' && b.children.map(cut)).toEqual(['你&amp;'])
    expect(c?.type === 'element' && c.children).toMatchObject([{ type: 'cdata', value: '\n' }])
    expect(c?.type === 'element' && c.children.map(cut)).toEqual(['<![CDATA[\r\n]]>'])
  })
})

describe('what is refused', () => {
  it.each([
    ['nothing', '', 'EMPTY_BODY', 0],
    ['blanks', ' \n', 'EMPTY_BODY', 0],
    ['JSON', '{"a":"<b>"}', 'NOT_XML', 0],
    ['plain text', 'success', 'NOT_XML', 0],
    ['a cut message', '<xml><a>你', 'TRUNCATED', 11],
    ['HTML before the message', '<br/>\n<b>Notice</b><xml/>', 'MULTIPLE_ROOTS', 6],
    ['a control character in a name', '<xml><a\u0001/></xml>', 'BAD_TAG', 7],
    ['a wrong tag after text', 'x\n<xml></b></xml>', 'TAG_MISMATCH', 7],
    ['markup after the root', '<xml/>x</xml>', 'UNEXPECTED_CLOSING_TAG', 7],
  ])('%s', (_, xml, code, offset) => {
    const result = parseLenient(encode(xml))
    expect(result).toMatchObject({ ok: false, error: { code, offset }, text: xml })
  })

  it('names lines of the whole input, also after leading text', () => {
    const result = parseLenient(encode('x\n<xml>\n</b></xml>'))
    expect(result).toMatchObject({
      ok: false,
      error: { line: 3, column: 1, message: { en: 'Found </b>, but <xml> of line 2 is still open.' } },
    })
  })

  it.each([
    [[0x3c, 0x61, 0x3e, 0xc4, 0xe3, 0x3c, 0x2f, 0x62, 0x3e], 3, 4],
    [[0x3c, 0x61, 0x3e, 0xe4, 0xbd], 3, 4],
    [[0xff, 0xfe, 0x3c, 0x00], 0, 1],
    [[0x3c, 0x0a, 0xed, 0xa0, 0x80], 2, 1],
    [[0xc0, 0x80], 0, 1],
  ])('bytes that are no UTF-8, in what is no XML either: %j', (bytes, offset, column) => {
    expect(parseLenient(Uint8Array.from(bytes))).toMatchObject({
      ok: false,
      error: { code: 'INVALID_UTF8', offset, column },
    })
  })

  it('counts U+FFFD and bytes as the decoder does', () => {
    const bytes = fc.array(
      fc.oneof(
        fc.nat(255),
        fc.constantFrom(0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0x80, 0xbf, 0x9f, 0xa0, 0x90, 0x8f),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(bytes, (list) => {
        const input = Uint8Array.from(list)
        const { text, bom, invalid } = decodeLeniently(input)
        expect(text).toBe(new TextDecoder().decode(input))
        const offsetOf = createByteOffsets(text, bom, invalid)
        expect(offsetOf(text.length)).toBe(input.length)
        for (const { at, units, offset, length } of invalid) {
          expect(text.slice(at, at + units)).toBe('\uFFFD'.repeat(units))
          expect(offsetOf(at)).toBe(offset)
          expect(findInvalidUtf8(input.subarray(offset, offset + length))).toBe(0)
        }
      }),
      runs(2000),
    )
  })

  it('finds the first invalid byte where the decoder does', () => {
    const bytes = fc.array(
      fc.oneof(
        fc.nat(255),
        fc.constantFrom(0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0xbf, 0x9f, 0xa0, 0x90, 0x8f),
      ),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(bytes, (list) => {
        const input = Uint8Array.from(list)
        const valid = (end: number): boolean => {
          try {
            new TextDecoder('utf-8', { fatal: true }).decode(input.subarray(0, end))
            return true
          } catch {
            return false
          }
        }
        const found = findInvalidUtf8(input)
        expect(found === input.length).toBe(valid(input.length))
        expect(valid(found)).toBe(true)
      }),
      runs(2000),
    )
  })
})

describe('whatever the bytes', () => {
  const noise = fc.constantFrom(
    0x00,
    0x01,
    0x1d,
    0x22,
    0x26,
    0x27,
    0x2d,
    0x2f,
    0x3b,
    0x3c,
    0x3e,
    0x3f,
    0x21,
    0x5b,
    0x5d,
    0x80,
    0xc3,
    0xef,
    0xff,
  )
  const pieces = fc.constantFrom(
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?xml ?>',
    '<!DOCTYPE x>',
    '&#55357;&#56832;',
    '&#0;',
    '&x;',
    '</xml>',
    '<xml>',
    '<a',
    '/>',
    '\r\n',
    '\uFEFF',
  )
  const mutated = fc
    .tuple(
      fc.oneof(fc.constantFrom(...samples), randomXml.map(encode)),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(3),
          fc.oneof(
            noise.map((byte) => Uint8Array.of(byte)),
            pieces.map(encode),
          ),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([bytes, edits]) =>
      edits.reduce<Uint8Array>((current, [where, cut, piece]) => {
        const at = where % (current.length + 1)
        return Uint8Array.from([...current.subarray(0, at), ...piece, ...current.subarray(at + cut)])
      }, bytes),
    )

  it.each([
    ['random bytes', fc.uint8Array({ maxLength: 64 })],
    ['fragments of markup', fc.array(pieces, { maxLength: 8 }).map((parts) => encode(parts.join('')))],
    ['damaged samples', mutated],
  ])('it answers and never throws: %s', (_, inputs) => {
    fc.assert(
      fc.property(inputs, (bytes) => {
        const result = parseLenient(bytes)
        if (!result.ok) {
          expect(result.error.code).not.toBe('PARSERS_DISAGREE')
          expect(result.error.offset).toBeGreaterThanOrEqual(0)
          expect(result.error.offset).toBeLessThanOrEqual(bytes.length)
          expect(result.error.line >= 1 && result.error.column >= 1).toBe(true)
          return
        }
        toSimple(result.document)
        for (const { offset } of result.recoveries) expect(offset).toBeLessThan(bytes.length)
        try {
          writeXml(result.document)
        } catch (cause) {
          // Only recovered parts may be unwritable.
          expect(cause).toBeInstanceOf(XmlWriteError)
          expect(result.recoveries).not.toEqual([])
        }
      }),
      runs(1500),
    )
  })

  it('agrees with the strict reader about clean XML', () => {
    fc.assert(
      fc.property(randomXml, (xml) => {
        const strict = parseStrict(xml)
        const lenient = parseLenient(encode(xml))
        expect(lenient).toMatchObject({ ok: true })
        expect(lenient.ok && lenient.document).toEqual(strict.ok && strict.document)
        const codes = lenient.ok ? lenient.recoveries.map(({ code }) => code) : []
        expect(codes.filter((code) => code !== 'STRAY_TEXT')).toEqual([])
      }),
      runs(300),
    )
  })
})

describe('what no message is', () => {
  it('is refused by its number of tags, before it costs anything', () => {
    const result = parseLenient(new TextEncoder().encode(`<xml>${'<a/>'.repeat(200_000)}</xml>`))
    expect(result).toMatchObject({ ok: false, error: { code: 'TOO_MANY_TAGS', line: 1 } })
  })

  it.each([
    ['of a character', '&#65;'],
    ['in hexadecimal', '&#x41;'],
    ['by name', '&amp;'],
    ['of what XML does not allow', '&#1;'],
    ['of half a character', '&#xD83D;'],
  ])('is refused by its number of references %s', (_, reference) => {
    const where = [
      `<a>${reference.repeat(10_001)}</a>`,
      `<a b="${reference.repeat(10_001)}"/>`,
      `<a>${reference}</a>`.repeat(4_000) + reference.repeat(6_001),
    ]
    for (const inside of where)
      expect(parseLenient(new TextEncoder().encode(`<xml>${inside}</xml>`))).toMatchObject({
        ok: false,
        error: { code: 'TOO_MANY_REFERENCES', line: 1 },
      })
  })

  it.each([
    ['elements', '<item><Title>1</Title></item>'.repeat(2000)],
    ['references', `<Content>${'&lt;'.repeat(10_000)}</Content>`],
  ])('does not begin at what a large message has of %s', (_, inside) => {
    expect(parseLenient(new TextEncoder().encode(`<xml>${inside}</xml>`)).ok).toBe(true)
  })
})
