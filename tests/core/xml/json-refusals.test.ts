import { describe, expect, it } from 'vitest'
import { jsonToXml } from '../../../src-core/xml/convert.ts'
import type { View } from '../../../src-core/xml/convert.ts'

describe('JSON that cannot be XML', () => {
  it.each<[string, View, string, string, number, number]>([
    ['{"a":1}\n x', 'simple', 'JSON_TRAILING_TEXT', '$', 2, 2],
    ['[]', 'simple', 'NO_ROOT', '$', 1, 1],
    ['"x"', 'simple', 'NO_ROOT', '$', 1, 1],
    ['{}', 'simple', 'NO_ROOT', '$', 1, 1],
    ['{"a":1,\n "b":2}', 'simple', 'SEVERAL_ROOTS', '$.b', 2, 6],
    ['{"a":[1,2]}', 'simple', 'SEVERAL_ROOTS', '$.a', 1, 6],
    ['{"xml":{"a":[1,[2]]}}', 'simple', 'NESTED_ARRAY', '$.xml.a[1]', 1, 16],
    ['{"xml":{"a b":1}}', 'simple', 'BAD_NAME', "$.xml['a b']", 1, 15],
    ['{"xml":{"1a":1}}', 'simple', 'BAD_NAME', "$.xml['1a']", 1, 14],
    ['{"xml":{"":1}}', 'simple', 'BAD_NAME', "$.xml['']", 1, 12],
    ['{"xml":{"<b>":1}}', 'simple', 'BAD_NAME', "$.xml['<b>']", 1, 15],
    ['{"xml":{"@":1}}', 'simple', 'BAD_NAME', "$.xml['@']", 1, 13],
    ['{"xml":{"a":"\\u0001"}}', 'simple', 'BAD_CHARACTER', '$.xml.a', 1, 13],
    ['{"xml":{"a":"\\ud800x"}}', 'simple', 'BAD_CHARACTER', '$.xml.a', 1, 13],
    ['{"xml":{"a":"\\uffff"}}', 'simple', 'BAD_CHARACTER', '$.xml.a', 1, 13],
    ['{"xml":{"@a":"\\u0000"}}', 'simple', 'BAD_CHARACTER', "$.xml['@a']", 1, 14],
    ['{"xml":{"@a":{}}}', 'simple', 'BAD_ATTRIBUTE', "$.xml['@a']", 1, 14],
    ['{"xml":{"#text":[]}}', 'simple', 'BAD_TEXT', "$.xml['#text']", 1, 17],
    ['{"xml":{"#text":"x","a":1}}', 'simple', 'TEXT_BESIDE_CHILDREN', '$.xml', 1, 8],
    ['{"xml":{"a":{"#cdata":"x"}}}', 'simple', 'LOSSLESS_KEY', "$.xml.a['#cdata']", 1, 23],
    ['{"xml":{"#children":[]}}', 'simple', 'LOSSLESS_KEY', "$.xml['#children']", 1, 21],
    ['{"?xml":{},"a":1}', 'simple', 'SEVERAL_ROOTS', '$.a', 1, 16],
    ['{"?xml":{}}', 'simple', 'LOSSLESS_KEY', "$['?xml']", 1, 9],
    ['{"a":1,"b":2}', 'lossless', 'SEVERAL_ROOTS', '$', 1, 1],
    ['{"#children":["x",{"a":null}]}', 'lossless', 'BAD_CHILD', "$['#children'][0]", 1, 15],
    ['{"#children":[{"#cdata":"x"},{"a":null}]}', 'lossless', 'BAD_CHILD', '$', 1, 1],
    ['{"#children":[{"#comment":"x"}]}', 'lossless', 'NO_ROOT', '$', 1, 1],
    [
      '{"a":{"#children":[{"#comment":"a--b"}]}}',
      'lossless',
      'BAD_COMMENT',
      "$.a['#children'][0]['#comment']",
      1,
      32,
    ],
    [
      '{"a":{"#children":[{"#comment":"a-"}]}}',
      'lossless',
      'BAD_COMMENT',
      "$.a['#children'][0]['#comment']",
      1,
      32,
    ],
    ['{"a":{"#children":[{"#pi":["xml",""]}]}}', 'lossless', 'BAD_PI', "$.a['#children'][0]['#pi']", 1, 27],
    ['{"a":{"#children":[{"#pi":["t","?>"]}]}}', 'lossless', 'BAD_PI', "$.a['#children'][0]['#pi']", 1, 27],
    ['{"a":{"#children":[{"#pi":"t"}]}}', 'lossless', 'BAD_PI', "$.a['#children'][0]['#pi']", 1, 27],
    ['{"a":{"#children":[{"b":1,"c":2}]}}', 'lossless', 'BAD_CHILD', "$.a['#children'][0]", 1, 20],
    ['{"a":{"#children":[null]}}', 'lossless', 'BAD_CHILD', "$.a['#children'][0]", 1, 20],
    ['{"a":{"#children":"x"}}', 'lossless', 'BAD_CHILD', "$.a['#children']", 1, 19],
    ['{"a":{"#children":[{"b":["x"]}]}}', 'lossless', 'NESTED_ARRAY', "$.a['#children'][0].b", 1, 25],
    ['{"a":{"#text":"x","#cdata":"y"}}', 'lossless', 'TEXT_BESIDE_CHILDREN', "$.a['#cdata']", 1, 28],
    ['{"a":{"b":"x","#text":"y"}}', 'lossless', 'TEXT_BESIDE_CHILDREN', "$.a['#text']", 1, 23],
    ['{"a":{"#cdata":{}}}', 'lossless', 'BAD_TEXT', "$.a['#cdata']", 1, 16],
    ['{"?xml":{"version":"2.0"},"a":null}', 'lossless', 'BAD_DECLARATION', "$['?xml'].version", 1, 20],
    [
      '{"?xml":{"version":"1.0","encoding":"\\">"},"a":null}',
      'lossless',
      'BAD_DECLARATION',
      "$['?xml'].encoding",
      1,
      37,
    ],
    ['{"?xml":"1.0","a":null}', 'lossless', 'BAD_DECLARATION', "$['?xml']", 1, 9],
    ['{"a":[["x"]]}', 'lossless', 'NESTED_ARRAY', '$.a', 1, 6],
  ])('%s (%s): %s', (json, view, code, path, line, column) => {
    const result = jsonToXml(json, { view })
    expect(result.ok ? result : { ...result.error, message: undefined, offset: undefined }).toEqual({
      code,
      path,
      line,
      column,
    })
    expect(result.ok || (result.error.message.zh !== '' && result.error.message.en !== '')).toBe(true)
  })

  it.each<View>(['simple', 'lossless'])('writes 1,000 levels and refuses 1,001 (%s)', (view) => {
    const nest = (levels: number): string => '{"a":'.repeat(levels) + '"x"' + '}'.repeat(levels)
    const deepest = jsonToXml(nest(1000), { view })
    expect(deepest).toMatchObject({ ok: true, lossless: true })
    expect(jsonToXml(nest(1001), { view })).toMatchObject({ ok: false, error: { code: 'TOO_DEEP' } })
  })
})
