import { describe, expect, it } from 'vitest'
import { JSON_DIALECT_NAMES, jsonDialects } from '../../../src-core/contract/conversion.ts'
import type { JsonDialect } from '../../../src-core/contract/conversion.ts'
import { convertOrder } from '../../../src-core/conversion/convert-order.ts'
import { adoptJson, jsonToXml } from '../../../src-core/xml/convert.ts'

/** A text, a bare number, an attribute and an empty element, as each library writes them by default. */
const WRITTEN: readonly [id: JsonDialect, path: string, json: unknown, xml: string][] = [
  [
    'json.net',
    '$',
    {
      '?xml': { '@version': '1.0', '@encoding': 'utf-8' },
      xml: { '@id': '7', Content: { '#cdata-section': '你好' }, CreateTime: '1770000100', Empty: null },
    },
    '<?xml version="1.0" encoding="utf-8"?><xml id="7"><Content><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime><Empty/></xml>',
  ],
  [
    'xml-js',
    '$',
    {
      _declaration: { _attributes: { version: '1.0' } },
      xml: {
        _attributes: { id: 7 },
        Content: { _cdata: '你好' },
        CreateTime: { _text: '1770000100' },
        Empty: {},
      },
    },
    '<?xml version="1.0"?><xml id="7"><Content><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime><Empty/></xml>',
  ],
  [
    'xml-js',
    '$',
    {
      elements: [
        {
          type: 'element',
          name: 'xml',
          elements: [
            { type: 'element', name: 'Content', elements: [{ type: 'cdata', cdata: '你好' }] },
            {
              type: 'element',
              name: 'CreateTime',
              attributes: { id: '7' },
              elements: [{ type: 'text', text: '1' }],
            },
            { type: 'comment', comment: ' c ' },
            { type: 'element', name: 'Empty' },
          ],
        },
      ],
    },
    '<xml><Content><![CDATA[你好]]></Content><CreateTime id="7">1</CreateTime><!-- c --><Empty/></xml>',
  ],
  [
    'x2js',
    '$.xml.Title',
    { xml: { Title: { _id: '7', __text: 'a' }, Content: { __cdata: '你好' }, CreateTime: '1770000100' } },
    '<xml><Title id="7">a</Title><Content><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime></xml>',
  ],
  [
    'fast-xml-parser',
    '$.xml.Content',
    { xml: { Content: { __cdata: '你好' }, CreateTime: 1770000100, Title: { '@_id': '7', '#text': 'a' } } },
    '<xml><Content><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime><Title id="7">a</Title></xml>',
  ],
  [
    'fast-xml-parser',
    '$',
    [
      { '?xml': [{ '#text': '' }], ':@': { '@_version': '1.0' } },
      {
        xml: [
          { '#text': '\n' },
          { Content: [{ '#cdata': [{ '#text': '你好' }] }] },
          { CreateTime: [{ '#text': 1770000100 }], ':@': { '@_id': '7' } },
        ],
      },
    ],
    '<?xml version="1.0"?><xml><Content><![CDATA[你好]]></Content><CreateTime id="7">1770000100</CreateTime></xml>',
  ],
  [
    'array2xml',
    '$.xml.Content',
    { xml: { Content: { '@cdata': '你好' }, Title: { '@value': 'a', '@attributes': { id: '7' } } } },
    '<xml><Content><![CDATA[你好]]></Content><Title id="7">a</Title></xml>',
  ],
  [
    'simplexml',
    '$.xml',
    { xml: { '@attributes': { id: '7' }, Content: '你好', CreateTime: '1770000100' } },
    '<xml id="7"><Content><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime></xml>',
  ],
  [
    'xml2js',
    '$.xml',
    {
      xml: {
        Content: ['你好'],
        CreateTime: ['1770000100'],
        Articles: [{ item: [{ Title: ['a'] }, { Title: [{ _: 'b', $: { id: '7' } }] }] }],
      },
    },
    '<xml><Content><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime><Articles>' +
      '<item><Title><![CDATA[a]]></Title></item><item><Title id="7"><![CDATA[b]]></Title></item></Articles></xml>',
  ],
  [
    'xml2js',
    '$.xml.Title',
    { xml: { Content: '你好', Title: { _: 'a', $: { id: '7' } } } },
    '<xml><Content><![CDATA[你好]]></Content><Title id="7"><![CDATA[a]]></Title></xml>',
  ],
  [
    'badgerfish',
    '$.xml.Content',
    { xml: { Content: { $: '你好', '@id': '7' }, CreateTime: { $: '1770000100' } } },
    '<xml><Content id="7"><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime></xml>',
  ],
  [
    'xml2json',
    '$.xml.Content',
    { xml: { Content: { id: '7', $t: '你好' }, CreateTime: { $t: '1770000100' } } },
    '<xml><Content id="7"><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime></xml>',
  ],
  [
    'mxj',
    '$.xml.Content',
    { xml: { Content: { '-id': '7', '#text': '你好' }, CreateTime: '1770000100' } },
    '<xml><Content id="7"><![CDATA[你好]]></Content><CreateTime>1770000100</CreateTime></xml>',
  ],
]

const findIn = (json: unknown) => {
  const result = jsonToXml(JSON.stringify(json), { view: 'simple' })
  return (result.ok ? result : result.error).dialect
}

describe('JSON of another library', () => {
  it.each(WRITTEN)('%s is known by its shape, at %s', (id, path, json) => {
    expect(findIn(json)).toEqual({ id, path })
  })

  it.each(WRITTEN)('%s is converted as the library means it (%s)', (from, _path, json, text) => {
    expect(jsonToXml(JSON.stringify(json), { view: 'simple', from })).toEqual({
      ok: true,
      text,
      issues: [],
      issuesOmitted: 0,
      lossless: true,
    })
  })

  it('has an example of each library, and a name', () => {
    expect(new Set(WRITTEN.map(([id]) => id))).toEqual(new Set(jsonDialects))
    expect(Object.keys(JSON_DIALECT_NAMES)).toEqual([...jsonDialects])
  })

  it.each([
    ['a field named _cdata beside others', { xml: { _cdata: 'x', MsgType: 'text' } }],
    [
      'a field named _text that another element has alone',
      { xml: { Extra: { _text: 'x' }, MsgType: 'text' } },
    ],
    ['a field named _ beside others', { xml: { _: 'x', MsgType: 'text' } }],
    ['our own attributes', { xml: { Content: { '@id': '1', '#text': 'a' } } }],
    ['our own text without attributes', { xml: { Content: { '#text': 'a' }, CreateTime: 1 } }],
    ['our own lossless view', { '?xml': { version: '1.0' }, xml: { Content: { '#cdata': 'a' } } }],
    ['an array of one', { xml: { MsgType: 'news', Articles: { item: [{ Title: 'a' }] } } }],
    ['arrays of one beside other values', { xml: { MsgType: 'news', a: ['1'], b: ['2'] } }],
    ['arrays of several alone', { xml: { a: ['1', '2'], b: ['3', '4'] } }],
    ['a field named elements', { xml: { elements: [{ type: 'text', name: 'a' }] } }],
    ['a name that only contains a dash', { xml: { 'a-b': '1' } }],
    ['an array at the top', [1, 2]],
  ])('is not what has %s', (_name, json) => {
    expect(findIn(json)).toBeUndefined()
  })

  it('is converted as it stands until somebody says otherwise', () => {
    expect(jsonToXml('{"xml":{"A":{"__cdata":"x"}}}', { view: 'simple' })).toMatchObject({
      text: '<xml><A><__cdata><![CDATA[x]]></__cdata></A></xml>',
      dialect: { id: 'fast-xml-parser' },
    })
  })

  it.each([
    ['simple', '{"xml":{"A":"x","B":"1"}}'],
    ['lossless', '{"xml":{"A":{"#cdata":"x"},"B":"1"}}'],
  ] as const)('is written anew in the %s view', (view, wanted) => {
    const text = '{"xml":{"A":{"#cdata-section":"x"},"B":"1"}}'
    const adopted = convertOrder({ kind: 'own-json', text, view, from: 'json.net' })
    expect(adopted).toMatchObject({ ok: true })
    expect(JSON.parse(adopted.ok ? adopted.text : '')).toEqual(
      view === 'simple' ? { xml: { A: 'x', B: 1 } } : JSON.parse(wanted),
    )
  })

  it.each([
    ['text beside elements', 'xml2js', '{"xml":{"_":"x","$":{"id":"1"},"A":["1"]}}'],
    ['a name that is none', 'json.net', '{"xml":{"1":{"#cdata-section":"x"}}}'],
    ['no JSON', 'xml-js', '{'],
    ['no object', 'mxj', '[1]'],
  ] as const)('is refused with a place: %s', (_name, from, text) => {
    for (const result of [
      jsonToXml(text, { view: 'simple', from }),
      adoptJson(text, { view: 'simple', from }),
    ])
      expect(result).toMatchObject({ ok: false, error: { line: 1 } })
  })

  it.each([
    ['json.net', '{"a":', '{"#cdata-section":"x"}', '}', 3000],
    ['xml2js', '{"a":[', '{"_":"x"}', ']}', 1500],
    ['fast-xml-parser', '[{"a":', '[{"#text":"x"}]', '}]', 1500],
    ['xml-js', '{"type":"element","name":"a","elements":[', '{"type":"text","text":"x"}', ']}', 1500],
  ] as const)(
    'is refused where it is nested too deeply, and never overflows: %s',
    (from, open, core, close, times) => {
      const nested = open.repeat(times) + core + close.repeat(times)
      const text =
        { 'xml-js': `{"elements":[${nested}]}`, xml2js: `{"xml":${nested}}` }[from as string] ?? nested
      const codes = [undefined, from].map((one) => {
        const result = jsonToXml(text, { view: 'simple', from: one })
        return result.ok ? 'converted' : result.error.code
      })
      expect(codes[1]).toBe('TOO_DEEP')
      expect(codes[0]).not.toBe('converted')
    },
  )
})
