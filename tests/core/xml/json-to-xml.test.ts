import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonToXml, xmlToJson } from '../../../src-core/xml/convert.ts'
import type { View } from '../../../src-core/xml/convert.ts'
import { randomSimpleJson, randomTidyJson } from './random-json.ts'
import { runs } from './runs.ts'
import { readEvents } from './saxes-events.ts'

/** Returns JSON text in one canonical form, read by the engine's own parser: keys sorted, numbers as written. */
function canonical(text: string): string {
  // The reviver's third argument is newer than the types.
  const parse = JSON.parse as (
    text: string,
    reviver: (key: string, value: unknown, context: { source: string }) => unknown,
  ) => unknown
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null || 'number' in value) return value
    return Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)])
  }
  return JSON.stringify(
    sorted(
      parse(text, (_, value, context) => (typeof value === 'number' ? { number: context.source } : value)),
    ),
  )
}

function convert(json: string, view: View) {
  const result = jsonToXml(json, { view })
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.path}`)
  return result
}

describe('simple JSON → XML', () => {
  it('has issues if and only if the JSON comes back different', () => {
    const seen = { exact: 0, inexact: 0 }
    fc.assert(
      fc.property(fc.oneof(randomSimpleJson, randomTidyJson), (json) => {
        const { text, issues, lossless } = convert(json, 'simple')
        expect(() => readEvents(text)).not.toThrow()
        const back = xmlToJson(text, { view: 'simple' })
        const exact = back.ok && canonical(back.text) === canonical(json)
        seen[exact ? 'exact' : 'inexact']++
        expect({ exact, issues: issues.length > 0 }).toEqual({ exact: lossless, issues: !exact })
        expect(issues.map(({ code }) => code)).not.toContain('CHANGED')
      }),
      runs(1500),
    )
    expect(seen.exact).toBeGreaterThan(20)
    expect(seen.inexact).toBeGreaterThan(20)
  })

  it('keeps the values when it indents', () => {
    fc.assert(
      fc.property(randomSimpleJson, (json) => {
        const plain = convert(json, 'simple')
        const pretty = jsonToXml(json, { view: 'simple', pretty: true })
        expect(pretty.ok && pretty.issues).toEqual(plain.issues)
      }),
      runs(300),
    )
  })

  it.each([
    [
      'a number keeps its digits',
      '{"xml":{"a":7023456789012345678,"b":1.0,"c":1e5,"d":-0}}',
      '<xml><a>7023456789012345678</a><b>1.0</b><c>1e5</c><d>-0</d></xml>',
    ],
    [
      'the official JSON sample with a bare 64-bit MsgId',
      '{"xml":{"CreateTime":1411035097,"MsgId":6060349595123187712}}',
      '<xml><CreateTime>1411035097</CreateTime><MsgId>6060349595123187712</MsgId></xml>',
    ],
    [
      'strings are CDATA',
      '{"xml":{"EventKey":"6","UserCardCode":"018255396048"}}',
      '<xml><EventKey><![CDATA[6]]></EventKey><UserCardCode><![CDATA[018255396048]]></UserCardCode></xml>',
    ],
    [
      'integer strings of number fields are bare',
      '{"xml":{"CreateTime":"1395658920","MsgId":"7023456789012345678","Idx":"1"}}',
      '<xml><CreateTime>1395658920</CreateTime><MsgId>7023456789012345678</MsgId><Idx>1</Idx></xml>',
    ],
    [
      'other strings of number fields are CDATA',
      '{"xml":{"CreateTime":"now","MsgId":"","Idx":"1.5"}}',
      '<xml><CreateTime><![CDATA[now]]></CreateTime><MsgId><![CDATA[]]></MsgId><Idx><![CDATA[1.5]]></Idx></xml>',
    ],
    [
      'a decimal that a number cannot hold is bare',
      '{"xml":{"Precision":"119.385040","Location_X":"23"}}',
      '<xml><Precision>119.385040</Precision><Location_X><![CDATA[23]]></Location_X></xml>',
    ],
    [
      ']]> is split',
      '{"xml":{"a":"x]]>y","b":"]]>","c":"]]>]]>"}}',
      '<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a><b><![CDATA[]]]]><![CDATA[>]]></b><c><![CDATA[]]]]><![CDATA[>]]]]><![CDATA[>]]></c></xml>',
    ],
    ['an empty string is an empty section', '{"xml":{"a":""}}', '<xml><a><![CDATA[]]></a></xml>'],
    ['null and {} are empty elements', '{"xml":{"a":null,"b":{}}}', '<xml><a/><b/></xml>'],
    [
      'an array repeats its element',
      '{"xml":{"item":["a",1,{"b":2}],"c":[]}}',
      '<xml><item><![CDATA[a]]></item><item>1</item><item><b>2</b></item></xml>',
    ],
    ['entities are text', '{"xml":{"a":"&lt;&amp;<b>"}}', '<xml><a><![CDATA[&lt;&amp;<b>]]></a></xml>'],
    [
      'a CR leaves the section',
      '{"xml":{"a":"x\\r\\ny"}}',
      '<xml><a><![CDATA[x]]>&#13;<![CDATA[\ny]]></a></xml>',
    ],
    [
      'attributes',
      '{"xml":{"@a":"<\\"\\t\\n\\r&amp;","@n":1.0,"#text":"007"}}',
      '<xml a="&lt;&quot;&#9;&#10;&#13;&amp;amp;" n="1.0"><![CDATA[007]]></xml>',
    ],
    [
      'names that are properties of every object',
      '{"xml":{"__proto__":"a","toString":"b","constructor":"c"}}',
      '<xml><__proto__><![CDATA[a]]></__proto__><toString><![CDATA[b]]></toString><constructor><![CDATA[c]]></constructor></xml>',
    ],
  ])('%s', (_, json, xml) => {
    expect(convert(json, 'simple').text).toBe(xml)
  })

  it.each([
    ['{"xml":{"a":[1]}}', 'ARRAY_OF_ONE', '$.xml.a'],
    ['{"xml":{"a":[],"b":1}}', 'EMPTY_ARRAY_VANISHES', '$.xml.a'],
    ['{"xml":{"a":null}}', 'NULL_BECOMES_EMPTY', '$.xml.a'],
    ['{"xml":{"a":{}}}', 'NULL_BECOMES_EMPTY', '$.xml.a'],
    ['{"xml":{"a":true}}', 'BOOLEAN_BECOMES_STRING', '$.xml.a'],
    ['{"xml":{"a":1.0}}', 'NUMBER_BECOMES_STRING', '$.xml.a'],
    ['{"xml":{"MsgId":5}}', 'NUMBER_BECOMES_STRING', '$.xml.MsgId'],
    ['{"xml":{"item":[{"@id":5},1]}}', 'NUMBER_BECOMES_STRING', "$.xml.item[0]['@id']"],
    ['{"xml":{"CreateTime":"5"}}', 'STRING_BECOMES_NUMBER', '$.xml.CreateTime'],
    ['{"xml":{"a":{"#text":"x"}}}', 'TEXT_KEY_FOLDED', '$.xml.a'],
  ])('says of %s that %s', (json, code, path) => {
    const { issues, lossless } = convert(json, 'simple')
    expect(issues.map((issue) => [issue.code, issue.path])).toEqual([[code, path]])
    expect(lossless).toBe(false)
  })
})

describe('lossless JSON → XML', () => {
  it.each([
    [
      'text, section, empty, self-closing',
      '{"a":{"b":"x","c":{"#cdata":"y"},"d":"","e":null}}',
      '<a><b>x</b><c><![CDATA[y]]></c><d></d><e/></a>',
    ],
    [
      'no guessing',
      '{"xml":{"MsgId":"1","CreateTime":"2"}}',
      '<xml><MsgId>1</MsgId><CreateTime>2</CreateTime></xml>',
    ],
    ['attributes', '{"a":{"@k":"1","#text":"x"}}', '<a k="1">x</a>'],
    [
      'mixed',
      '{"a":{"#children":["x",{"#cdata":"y"},{"#comment":"c"},{"#pi":["t","d"]},{"b":null},"z"]}}',
      '<a>x<![CDATA[y]]><!--c--><?t d?><b/>z</a>',
    ],
    [
      'declaration and around the root',
      '{"?xml":{"version":"1.0","encoding":"UTF-8","standalone":"no"},"#children":[{"#comment":"c"},{"a":null},{"#pi":["t",""]}]}',
      '<?xml version="1.0" encoding="UTF-8" standalone="no"?><!--c--><a/><?t?>',
    ],
    ['runs', '{"a":{"b":["1","2"],"c":"3"}}', '<a><b>1</b><b>2</b><c>3</c></a>'],
  ])('%s', (_, json, xml) => {
    const result = convert(json, 'lossless')
    expect(result).toMatchObject({ text: xml, lossless: true, issues: [] })
    const back = xmlToJson(xml, { view: 'lossless' })
    expect(back.ok && canonical(back.text)).toBe(canonical(json))
  })

  it.each([
    ['{"a":5}', 'NUMBER_BECOMES_STRING', '$.a'],
    ['{"a":{"#children":["x"]}}', 'CHANGED', '$.a'],
    ['{"a":{"#children":["x","y",{"b":null}]}}', 'CHANGED', "$.a['#children']"],
    ['{"a":{}}', 'NULL_BECOMES_EMPTY', '$.a'],
  ])('says of %s that it comes back different', (json, code, path) => {
    const { issues } = convert(json, 'lossless')
    expect(issues.map((issue) => [issue.code, issue.path])).toContainEqual([code, path])
  })
})
