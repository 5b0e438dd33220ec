import { describe, expect, it } from 'vitest'
import { xmlToJson } from '../../../src-core/xml/convert.ts'
import { parseStrict } from '../../../src-core/xml/parse/strict.ts'
import { parseLenient } from '../../../src-core/xml/parse/lenient.ts'

const MALFORMED: [xml: string, code: string, line: number, column: number][] = [
  ['', 'EMPTY_BODY', 1, 1],
  [' \r\n\t', 'EMPTY_BODY', 1, 1],
  ['hello', 'NOT_XML', 1, 1],
  ['\n{"xml":"<a/>"}', 'NOT_XML', 2, 1],
  ['<xml><a>1</xml>', 'TAG_MISMATCH', 1, 10],
  ['<xml>\r\n <a>\r\n </b>\r\n</xml>', 'TAG_MISMATCH', 3, 2],
  ['<xml>\r <a>\r </b></xml>', 'TAG_MISMATCH', 3, 2],
  ['<xml>🌹</b></xml>', 'TAG_MISMATCH', 1, 8],
  ['<xml><a>1</a>', 'TRUNCATED', 1, 14],
  ['<xml>\n<a>1</a>\n<xml>', 'TAG_REOPENED', 3, 1],
  ['<xml>\n<a>1</a>\n<xml>\n\n', 'TAG_REOPENED', 3, 1],
  ['<xml><a><b>1</b><a> ', 'TAG_REOPENED', 1, 17],
  ['<xml><a>1</a><xml>2', 'TRUNCATED', 1, 20],
  ['<xml><a>1</a><b>', 'TRUNCATED', 1, 17],
  ['<xml', 'TRUNCATED', 1, 5],
  ['<xml a="1', 'TRUNCATED', 1, 10],
  ['<xml></xml', 'TRUNCATED', 1, 11],
  ['</xml>', 'UNEXPECTED_CLOSING_TAG', 1, 1],
  ['<xml/></xml>', 'UNEXPECTED_CLOSING_TAG', 1, 7],
  ['<xml/>\n<xml/>', 'MULTIPLE_ROOTS', 2, 1],
  ['<xml/>\n <!--c--> 0', 'TEXT_OUTSIDE_ROOT', 2, 11],
  ['0<xml/>', 'TEXT_OUTSIDE_ROOT', 1, 1],
  ['<xml/><![CDATA[x]]>', 'TEXT_OUTSIDE_ROOT', 1, 7],
  ['<!-- nothing -->', 'NO_ROOT', 1, 17],
  ['<?xml version="1.0"?>', 'NO_ROOT', 1, 22],
  ['<xml a=1/>', 'BAD_ATTRIBUTE', 1, 8],
  ['<xml a/>', 'BAD_ATTRIBUTE', 1, 7],
  ['<xml a="1"b="2"/>', 'BAD_ATTRIBUTE', 1, 11],
  ['<xml a="<"/>', 'BAD_ATTRIBUTE', 1, 9],
  ['<xml a="1" a="2"/>', 'DUPLICATE_ATTRIBUTE', 1, 18],
  ['<xml><1a/></xml>', 'BAD_TAG', 1, 7],
  ['<xml>1 < 2</xml>', 'BAD_TAG', 1, 9],
  ['<xml><></xml>', 'BAD_TAG', 1, 7],
  ['<xml></ xml>', 'BAD_TAG', 1, 9],
  ['<xml></xml a="1">', 'BAD_TAG', 1, 12],
  ['<xml>a & b</xml>', 'BARE_AMPERSAND', 1, 8],
  ['<xml>\n<Url>http://x/?a=1&b=2</Url></xml>', 'BARE_AMPERSAND', 2, 19],
  ['<xml>&#65</xml>', 'BARE_AMPERSAND', 1, 6],
  ['<xml>&nbsp;</xml>', 'UNKNOWN_ENTITY', 1, 6],
  ['<xml>&toString;</xml>', 'UNKNOWN_ENTITY', 1, 6],
  ['<xml>&#0;</xml>', 'BAD_CHARACTER_REFERENCE', 1, 6],
  ['<xml>&#55357;&#56832;</xml>', 'BAD_CHARACTER_REFERENCE', 1, 6],
  ['<xml>&#x110000;</xml>', 'BAD_CHARACTER_REFERENCE', 1, 6],
  ['<xml>a]]>b</xml>', 'CDATA_END_IN_TEXT', 1, 9],
  ['<xml>\n<a><![CDATA[x]]</a></xml>', 'UNCLOSED_CDATA', 2, 4],
  ['<xml><![cdata[x]]></xml>', 'BAD_MARKUP', 1, 6],
  ['<xml><!-- a -- b --></xml>', 'BAD_COMMENT', 1, 15],
  ['<xml>\n<!-- a</xml>', 'UNCLOSED_COMMENT', 2, 1],
  ['<xml><? x?></xml>', 'BAD_PI', 1, 8],
  ['<?xml version="2.0"?><xml/>', 'BAD_DECLARATION', 1, 19],
  ['<?xml encoding="utf-8"?><xml/>', 'BAD_DECLARATION', 1, 15],
  ['<xml><?xml version="1.0"?></xml>', 'DECLARATION_MISPLACED', 1, 6],
  ['\n<?xml version="1.0"?><xml/>', 'DECLARATION_MISPLACED', 2, 1],
  ['<a\u1680b/>', 'UNSUPPORTED_NAME', 1, 1],
  ['<a><b \ufeffc="1"/></a>', 'UNSUPPORTED_NAME', 1, 4],
  ['<?\ufefft?><a/>', 'UNSUPPORTED_NAME', 1, 1],
]

describe('malformed XML', () => {
  it.each(MALFORMED)('%j is %s', (xml, code, line, column) => {
    const result = parseStrict(xml)
    expect(
      result.ok ? result : { ...result.error, offset: undefined, at: undefined, message: undefined },
    ).toEqual({ code, line, column })
    expect(result.ok || (result.error.message.zh !== '' && result.error.message.en !== '')).toBe(true)
    expect(xmlToJson(xml, { view: 'simple' })).toMatchObject({ ok: false, error: { code, line, column } })
  })

  it('names the line of the element that was left open', () => {
    const result = parseStrict('<xml>\n<a>\n\n</xml>')
    expect(result.ok || result.error.message.en).toBe('Found </xml>, but <a> of line 2 is still open.')
  })

  it('counts bytes for bytes, and the byte order mark with them', () => {
    const bytes = new TextEncoder().encode('\uFEFF<xml>\n你好</b></xml>')
    const expected = { code: 'TAG_MISMATCH', line: 2, column: 3, offset: 15, at: 8 }
    expect(parseStrict(bytes)).toMatchObject({ ok: false, error: expected })
    expect(parseLenient(bytes)).toMatchObject({ ok: false, error: expected })
  })
})

describe('refused by policy', () => {
  it.each([
    ['<!DOCTYPE xml><xml/>', 1, 1],
    ['<?xml version="1.0"?>\n<!-- c -->\n<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', 3, 1],
    ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', 1, 1],
    ['<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><z>&b;</z>', 1, 1],
    ['<!doctype html><html></html>', 1, 1],
    ['<xml>\n<!DOCTYPE xml></xml>', 2, 1],
  ])('DOCTYPE: %s', (xml, line, column) => {
    const expected = { ok: false, error: { code: 'DOCTYPE_REFUSED', line, column } }
    expect(parseStrict(xml)).toMatchObject(expected)
    expect(parseLenient(new TextEncoder().encode(xml))).toMatchObject(expected)
  })

  it('leaves the letters of a DOCTYPE in a message alone', () => {
    expect(parseStrict('<xml><a><![CDATA[<!DOCTYPE html>]]></a><!-- <!DOCTYPE x> --></xml>').ok).toBe(true)
  })

  it('1,001 levels', () => {
    const nest = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels)
    expect(parseStrict(nest(1000)).ok).toBe(true)
    const expected = { ok: false, error: { code: 'TOO_DEEP', line: 1, column: 3001 } }
    expect(parseStrict(nest(1001))).toMatchObject(expected)
    expect(parseLenient(new TextEncoder().encode(nest(1001)))).toMatchObject(expected)
    expect(parseStrict('<a>'.repeat(500_000))).toMatchObject(expected)
  })

  it.each([
    ['<xml>\n<a>x\u0000</a></xml>', 'ILLEGAL_CHARACTER', 2, 5],
    ['<xml><![CDATA[\u001d]]></xml>', 'ILLEGAL_CHARACTER', 1, 15],
    ['<xml a="\u0008"/>', 'ILLEGAL_CHARACTER', 1, 9],
    ['<xml>\ufffe</xml>', 'ILLEGAL_CHARACTER', 1, 6],
    ['<xml>\ud83d</xml>', 'LONE_SURROGATE', 1, 6],
    ['<xml>\ude00\ud83d</xml>', 'LONE_SURROGATE', 1, 6],
  ])('characters: %j', (xml, code, line, column) => {
    expect(parseStrict(xml)).toMatchObject({ ok: false, error: { code, line, column } })
  })

  it('more than 32 MB', () => {
    const xml = `<xml>${'你'.repeat(11_200_000)}</xml>`
    expect(parseStrict(xml)).toMatchObject({ ok: false, error: { code: 'TOO_LARGE' } })
    expect(parseLenient(new Uint8Array(32 * 1024 * 1024 + 1))).toMatchObject({
      ok: false,
      error: { code: 'TOO_LARGE' },
    })
  })
})
