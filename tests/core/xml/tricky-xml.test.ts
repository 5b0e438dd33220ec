import { describe, expect, it } from 'vitest'
import { jsonToXml, xmlToJson } from '../../../src-core/xml/convert.ts'
import { toSimple } from '../../../src-core/xml/json/simple.ts'
import { parseStrict } from '../../../src-core/xml/parse/strict.ts'
import { readEvents } from './saxes-events.ts'

/** [what, XML, simple view, codes of its issues, lossless view] */
const CASES: [string, string, unknown, string[], unknown][] = [
  [
    'a 64-bit id',
    '<xml><MsgId>7023456789012345678</MsgId></xml>',
    { xml: { MsgId: '7023456789012345678' } },
    [],
    { xml: { MsgId: '7023456789012345678' } },
  ],
  [
    'a small id is a string too',
    '<xml><MsgID>5</MsgID></xml>',
    { xml: { MsgID: '5' } },
    [],
    { xml: { MsgID: '5' } },
  ],
  [
    'a number',
    '<xml><CreateTime>1395658920</CreateTime></xml>',
    { xml: { CreateTime: 1395658920 } },
    [],
    { xml: { CreateTime: '1395658920' } },
  ],
  [
    'the last whole number a double holds, and the next',
    '<x><a>9007199254740991</a><b>9007199254740992</b></x>',
    { x: { a: 9007199254740991, b: '9007199254740992' } },
    ['BARE_BECOMES_CDATA'],
    { x: { a: '9007199254740991', b: '9007199254740992' } },
  ],
  [
    'prefixes that XML itself binds',
    '<a xml:lang="zh"><xml:b/><c xmlns:d="u:d"><d:xml/></c></a>',
    { a: { '@xml:lang': 'zh', 'xml:b': '', c: { '@xmlns:d': 'u:d', 'd:xml': '' } } },
    ['EMPTY_BECOMES_CDATA', 'EMPTY_BECOMES_CDATA'],
    { a: { '@xml:lang': 'zh', 'xml:b': null, c: { '@xmlns:d': 'u:d', 'd:xml': null } } },
  ],
  [
    'digits in CDATA',
    '<xml><EventKey><![CDATA[6]]></EventKey></xml>',
    { xml: { EventKey: '6' } },
    [],
    { xml: { EventKey: { '#cdata': '6' } } },
  ],
  [
    'leading zeros',
    '<xml><a><![CDATA[018255396048]]></a><b>007</b></xml>',
    { xml: { a: '018255396048', b: '007' } },
    ['BARE_BECOMES_CDATA'],
    { xml: { a: { '#cdata': '018255396048' }, b: '007' } },
  ],
  [
    '1e5, -0, 1.50, 0x1F',
    '<x><a>1e5</a><b>-0</b><c>1.50</c><d>0x1F</d></x>',
    { x: { a: '1e5', b: '-0', c: '1.50', d: '0x1F' } },
    Array<string>(4).fill('BARE_BECOMES_CDATA'),
    { x: { a: '1e5', b: '-0', c: '1.50', d: '0x1F' } },
  ],
  [
    'a decimal with a last zero',
    '<xml><Precision>119.385040</Precision></xml>',
    { xml: { Precision: '119.385040' } },
    [],
    { xml: { Precision: '119.385040' } },
  ],
  [
    'a decimal in CDATA',
    '<xml><Location_X><![CDATA[23]]></Location_X></xml>',
    { xml: { Location_X: '23' } },
    [],
    { xml: { Location_X: { '#cdata': '23' } } },
  ],
  [
    'CDATA on a bare field',
    '<xml><CreateTime><![CDATA[5]]></CreateTime></xml>',
    { xml: { CreateTime: '5' } },
    ['CDATA_BECOMES_BARE'],
    { xml: { CreateTime: { '#cdata': '5' } } },
  ],
  [
    'emoji',
    '<xml><a><![CDATA[🌹]]></a><b>&#x1F600;</b></xml>',
    { xml: { a: '🌹', b: '😀' } },
    ['BARE_BECOMES_CDATA'],
    { xml: { a: { '#cdata': '🌹' }, b: '😀' } },
  ],
  [
    ']]> in a value',
    '<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>',
    { xml: { a: 'x]]>y' } },
    [],
    { xml: { a: { '#cdata': 'x]]>y' } } },
  ],
  [
    'two sections',
    '<xml><a><![CDATA[x]]><![CDATA[y]]></a></xml>',
    { xml: { a: 'xy' } },
    ['CDATA_MERGED'],
    { xml: { a: { '#children': [{ '#cdata': 'x' }, { '#cdata': 'y' }] } } },
  ],
  ['empty CDATA', '<xml><a><![CDATA[]]></a></xml>', { xml: { a: '' } }, [], { xml: { a: { '#cdata': '' } } }],
  [
    'empty elements',
    '<xml><a/><b></b></xml>',
    { xml: { a: '', b: '' } },
    ['EMPTY_BECOMES_CDATA', 'EMPTY_BECOMES_CDATA'],
    { xml: { a: null, b: '' } },
  ],
  [
    'blanks inside CDATA',
    '<xml>\n <a> <![CDATA[ x ]]>\n</a></xml>',
    { xml: { a: ' x ' } },
    [],
    { xml: { a: { '#children': [' ', { '#cdata': ' x ' }, '\n'] } } },
  ],
  ['blanks around text', '<xml><a> 5\n</a></xml>', { xml: { a: 5 } }, [], { xml: { a: ' 5\n' } }],
  [
    'an ideographic space is no layout',
    '<xml><a>\u3000</a></xml>',
    { xml: { a: '\u3000' } },
    ['BARE_BECOMES_CDATA'],
    { xml: { a: '\u3000' } },
  ],
  [
    'a run',
    '<xml><item>1</item><item>2</item></xml>',
    { xml: { item: [1, 2] } },
    [],
    { xml: { item: ['1', '2'] } },
  ],
  [
    'interleaved',
    '<xml><a>1</a><b>2</b><a>3</a></xml>',
    { xml: { a: [1, 3], b: 2 } },
    ['ORDER_LOST'],
    { xml: { '#children': [{ a: '1' }, { b: '2' }, { a: '3' }] } },
  ],
  [
    'mixed',
    '<xml>x<a>1</a>y</xml>',
    { xml: { a: 1 } },
    ['TEXT_DROPPED', 'TEXT_DROPPED'],
    { xml: { '#children': ['x', { a: '1' }, 'y'] } },
  ],
  [
    'blanks beside CDATA and an element',
    '<xml> <![CDATA[x]]>\n<b/></xml>',
    { xml: { b: '' } },
    ['TEXT_DROPPED', 'EMPTY_BECOMES_CDATA'],
    { xml: { '#children': [' ', { '#cdata': 'x' }, '\n', { b: null }] } },
  ],
  [
    'text beside CDATA',
    '<xml><a>x <![CDATA[y]]></a></xml>',
    { xml: { a: 'x y' } },
    ['TEXT_AND_CDATA_MERGED'],
    { xml: { a: { '#children': ['x ', { '#cdata': 'y' }] } } },
  ],
  [
    'attributes',
    '<xml id="007"><a k=""/><b k="1">5</b></xml>',
    { xml: { '@id': '007', a: { '@k': '' }, b: { '@k': '1', '#text': 5 } } },
    [],
    { xml: { '@id': '007', a: { '@k': '' }, b: { '@k': '1', '#text': '5' } } },
  ],
  [
    'line ends and tabs in an attribute',
    '<xml a="1\r\n2&#10;3&#13;4\t5&#9;6"/>',
    { xml: { '@a': '1 2\n3\r4 5\t6' } },
    [],
    { xml: { '@a': '1 2\n3\r4 5\t6' } },
  ],
  [
    'namespaces',
    '<s:xml xmlns="u:1" xmlns:s="u:2"><a s:k="1" xmlns=""/></s:xml>',
    { 's:xml': { '@xmlns': 'u:1', '@xmlns:s': 'u:2', a: { '@s:k': '1', '@xmlns': '' } } },
    [],
    { 's:xml': { '@xmlns': 'u:1', '@xmlns:s': 'u:2', a: { '@s:k': '1', '@xmlns': '' } } },
  ],
  ['undeclared prefixes', '<a:b c:d="1"/>', { 'a:b': { '@c:d': '1' } }, [], { 'a:b': { '@c:d': '1' } }],
  [
    'CRLF',
    '<xml><a><![CDATA[x\r\ny\rz]]></a></xml>',
    { xml: { a: 'x\ny\nz' } },
    [],
    { xml: { a: { '#cdata': 'x\ny\nz' } } },
  ],
  [
    'CR as a reference',
    '<xml><a>x&#13;\ny</a></xml>',
    { xml: { a: 'x\r\ny' } },
    ['BARE_BECOMES_CDATA'],
    { xml: { a: 'x\r\ny' } },
  ],
  ['a byte order mark', '\uFEFF<xml/>', { xml: '' }, ['EMPTY_BECOMES_CDATA'], { xml: null }],
  [
    'entities',
    '<a>&lt;&amp;lt;&amp;nbsp;&#65;&amp;#65;&quot;&apos;&gt;</a>',
    { a: '<&lt;&nbsp;A&#65;"\'>' },
    ['BARE_BECOMES_CDATA'],
    { a: '<&lt;&nbsp;A&#65;"\'>' },
  ],
  [
    'comments and instructions',
    "<a><!-- it's --><?t it's \"?>5</a>",
    { a: 5 },
    ['COMMENT_DROPPED', 'PI_DROPPED'],
    { a: { '#children': [{ '#comment': " it's " }, { '#pi': ['t', 'it\'s "'] }, '5'] } },
  ],
  [
    'around the root',
    '<?xml version="1.0" encoding="UTF-8"?>\n<!--c-->\n<a>5</a>\n<?t?>',
    { a: 5 },
    ['DECLARATION_DROPPED', 'COMMENT_DROPPED', 'PI_DROPPED'],
    {
      '?xml': { version: '1.0', encoding: 'UTF-8' },
      '#children': [{ '#comment': 'c' }, { a: '5' }, { '#pi': ['t', ''] }],
    },
  ],
  [
    'names the views use inside',
    '<_text><_>1</_><text>2</text></_text>',
    { _text: { _: 1, text: 2 } },
    [],
    { _text: { _: '1', text: '2' } },
  ],
]

describe('tricky XML', () => {
  it.each(CASES)('%s', (_, xml, simple, codes, lossless) => {
    const inSimple = xmlToJson(xml, { view: 'simple' })
    expect(inSimple.ok && JSON.parse(inSimple.text)).toEqual(simple)
    expect(inSimple.ok && inSimple.issues.map(({ code }) => code)).toEqual(codes)
    const inLossless = xmlToJson(xml, { view: 'lossless' })
    expect(inLossless.ok && JSON.parse(inLossless.text)).toEqual(lossless)
    const exact = xmlToJson(xml, { view: 'lossless', keepWhitespace: true })
    const back = exact.ok && jsonToXml(exact.text, { view: 'lossless' })
    expect(back && back.ok && readEvents(back.text)).toEqual(readEvents(xml.replace(/^\uFEFF/, '')))
  })

  it('names that are properties of every object', () => {
    const xml =
      '<__proto__ __proto__="0" toString="1"><constructor>1</constructor><toString>2</toString><__proto__>3</__proto__></__proto__>'
    const parsed = parseStrict(xml)
    const value = toSimple(parsed.ok ? parsed.document : expect.fail())
    expect(Object.keys(value)).toEqual(['__proto__'])
    const root = Object.getOwnPropertyDescriptor(value, '__proto__')!.value as object
    expect(Object.entries(root)).toEqual([
      ['@__proto__', '0'],
      ['@toString', '1'],
      ['constructor', 1],
      ['toString', 2],
      ['__proto__', 3],
    ])
    expect(Object.getPrototypeOf(root)).toBe(Object.prototype)
    for (const view of ['simple', 'lossless'] as const) {
      const json = xmlToJson(xml, { view })
      expect(json.ok && jsonToXml(json.text, { view })).toMatchObject({ ok: true, text: xml })
    }
  })

  it('1,000 levels, in every shape', () => {
    const nest = (open: string): string => open.repeat(1000) + '</a>'.repeat(1000)
    for (const xml of [nest('<a>'), nest('<a>x'), nest('<a k="1">'), nest('<a><!--c-->')]) {
      const json = xmlToJson(xml, { view: 'lossless' })
      expect(json).toMatchObject({ ok: true, lossless: true })
      const back = json.ok && jsonToXml(json.text, { view: 'lossless', pretty: false })
      expect(back && back.ok && readEvents(back.text)).toEqual(readEvents(xml))
      expect(xmlToJson(xml, { view: 'simple' }).ok).toBe(true)
    }
  })

  it('says where in the JSON and in the XML something is lost', () => {
    const xml = '<xml><item><a>1</a></item><item>\n<!--c--></item></xml>'
    const result = xmlToJson(xml, { view: 'simple' })
    expect(
      result.ok &&
        result.issues.map(({ code, path, range }) => [
          code,
          path,
          range && xml.slice(range.start, range.end),
        ]),
    ).toEqual([
      ['COMMENT_DROPPED', '$.xml.item[1]', '<!--c-->'],
      ['EMPTY_BECOMES_CDATA', '$.xml.item[1]', '<item>\n<!--c--></item>'],
    ])
  })

  it('lists 500 issues and counts the rest', () => {
    const result = xmlToJson(`<xml>${'<a/>'.repeat(700)}</xml>`, { view: 'simple' })
    expect(result.ok && [result.issues.length, result.issuesOmitted]).toEqual([500, 200])
  })
})
