import { describe, expect, it } from 'vitest'
import { XmlWriteError } from '../../../src-core/xml/write/check-writable.ts'
import { createMessage, writeMessage } from '../../../src-core/xml/write/message.ts'
import { writeXml } from '../../../src-core/xml/write/write-xml.ts'
import { isSameDocument } from '../../../src-core/xml/compare.ts'
import { parseStrict } from '../../../src-core/xml/parse/strict.ts'
import { createDocument, createElement } from '../../../src-core/xml/tree.ts'
import type { XmlDocument, XmlNode } from '../../../src-core/xml/tree.ts'

function faultOf(document: XmlDocument): XmlWriteError {
  try {
    writeXml(document)
  } catch (cause) {
    if (cause instanceof XmlWriteError) return cause
    throw cause
  }
  throw new Error('written without a fault')
}

const holding = (...children: XmlNode[]): XmlDocument =>
  createDocument(createElement('xml', [createElement('a', children)]))

describe('writing a message', () => {
  it('is WeChat’s form, fields in the order given', () => {
    const xml = writeMessage([
      { name: 'ToUserName', kind: 'cdata', value: 'o_1' },
      { name: 'CreateTime', kind: 'bare', value: '1395658920' },
      { name: 'Content', kind: 'cdata', value: '' },
      {
        name: 'Articles',
        children: [
          { name: 'item', children: [{ name: 'Title', kind: 'cdata', value: 'a]]>b' }] },
          { name: 'item', children: [] },
        ],
      },
      { name: 'ArticleCount', kind: 'bare', value: '2' },
    ])
    expect(xml).toBe(
      '<xml><ToUserName><![CDATA[o_1]]></ToUserName><CreateTime>1395658920</CreateTime><Content><![CDATA[]]></Content>' +
        '<Articles><item><Title><![CDATA[a]]]]><![CDATA[>b]]></Title></item><item/></Articles><ArticleCount>2</ArticleCount></xml>',
    )
  })

  it('indents on request, and nothing changes but layout', () => {
    const fields = [
      { name: 'Content', kind: 'cdata' as const, value: ' x\r\n' },
      { name: 'Image', children: [{ name: 'MediaId', kind: 'cdata' as const, value: 'm' }] },
    ]
    const pretty = writeMessage(fields, { layout: 'indented' })
    expect(pretty).toBe(
      '<xml>\n  <Content><![CDATA[ x]]>&#13;<![CDATA[\n]]></Content>\n  <Image>\n    <MediaId><![CDATA[m]]></MediaId>\n  </Image>\n</xml>',
    )
    const parsed = parseStrict(pretty)
    expect(parsed.ok && isSameDocument(parsed.document, createMessage(fields), 'layout')).toBe(true)
  })

  it.each(['<xml> <![CDATA[x]]> <b/></xml>', '<xml>x<b> </b> <c/></xml>', '<xml> </xml>'])(
    'does not indent where a blank would change a value: %s',
    (xml) => {
      const parsed = parseStrict(xml)
      expect(parsed.ok && writeXml(parsed.document, { pretty: true })).toBe(xml)
    },
  )

  it('takes a bare value that needs escaping for text, never for markup', () => {
    expect(writeMessage([{ name: 'a', kind: 'bare', value: '<b>&lt;' }])).toBe(
      '<xml><a>&lt;b&gt;&amp;lt;</a></xml>',
    )
  })
})

describe('what cannot be written', () => {
  it.each([
    ['BAD_NAME', '/xml', createDocument(createElement('xml', [createElement('a b')]))],
    ['BAD_NAME', '/xml', createDocument(createElement('xml', [createElement('<b/>')]))],
    ['BAD_NAME', '/xml', createDocument(createElement('xml', [createElement('')]))],
    [
      'BAD_NAME',
      '/xml',
      createDocument({ ...createElement('xml'), attributes: [{ name: 'a>', value: '' }] }),
    ],
    [
      'DUPLICATE_ATTRIBUTE',
      '/xml',
      createDocument({
        ...createElement('xml'),
        attributes: [
          { name: 'a', value: '' },
          { name: 'a', value: '' },
        ],
      }),
    ],
    [
      'BAD_CHARACTER',
      '/xml',
      createDocument({ ...createElement('xml'), attributes: [{ name: 'a', value: '\u0001' }] }),
    ],
    ['BAD_CHARACTER', '/xml/a', holding({ type: 'text', value: '\u001d' })],
    ['BAD_CHARACTER', '/xml/a', holding({ type: 'cdata', value: '\0' })],
    ['BAD_CHARACTER', '/xml/a', holding({ type: 'cdata', value: 'x\ud800' })],
    ['BAD_CHARACTER', '/xml/a', holding({ type: 'comment', value: '\uffff' })],
    ['BAD_COMMENT', '/xml/a', holding({ type: 'comment', value: 'a--b' })],
    ['BAD_COMMENT', '/', { ...holding(), prolog: [{ type: 'comment', value: '-' }] }],
    ['BAD_PI', '/xml/a', holding({ type: 'pi', target: 'XML', data: '' })],
    ['BAD_PI', '/xml/a', holding({ type: 'pi', target: 't', data: '?>' })],
    ['BAD_DECLARATION', '/', { ...holding(), declaration: { version: '1.0"?>' } }],
  ] as [string, string, XmlDocument][])('%s at %s', (code, path, document) => {
    const fault = faultOf(document)
    expect([fault.code, fault.path]).toEqual([code, path])
    expect(fault.sentence.zh !== '' && fault.sentence.en !== '').toBe(true)
  })

  it('more than 1,000 levels', () => {
    const nest = (levels: number): XmlDocument => {
      let element = createElement('a')
      for (let i = 1; i < levels; i++) element = createElement('a', [element])
      return createDocument(element)
    }
    expect(writeXml(nest(1000))).toBe('<a>'.repeat(999) + '<a/>' + '</a>'.repeat(999))
    expect(writeXml(nest(1000), { pretty: true }).split('\n').length).toBe(1999)
    expect(faultOf(nest(1001)).code).toBe('TOO_DEEP')
  })
})

describe('a large document', () => {
  const items = (count: number, inside = ''): string =>
    Array.from({ length: count }, (_, i) => `<item id="${i}"><![CDATA[]]>&amp;${i}${inside}</item>`).join('')

  it.each([
    ['many children', `<xml k="v">${items(500)}</xml>`],
    ['a large child among small ones', `<xml>${items(3)}<list a="1">${items(400)}</list>${items(3)}</xml>`],
    ['large ones in large ones', `<xml>${items(90, items(40))}</xml>`],
    ['text between', `<xml>a${items(250)}b<!--c-->${items(250)}d</xml>`],
    ['a large one and nothing beside it', `<xml><a><b>${items(300)}</b></a></xml>`],
    ['nothing but texts and comments', `<xml>${'a<!--b-->'.repeat(300)}</xml>`],
  ])('that is written in parts comes back, to the byte: %s', (_, xml) => {
    const parsed = parseStrict(xml)
    expect(parsed.ok && writeXml(parsed.document)).toBe(xml)
  })
})

describe('comparing documents', () => {
  const read = (xml: string): XmlDocument => {
    const parsed = parseStrict(xml)
    return parsed.ok ? parsed.document : expect.fail(xml)
  }

  it.each([
    ['<a>x</a>', '<a>x</a>', true, true, true],
    ['<a/>', '<a></a>', false, false, true],
    ['<a>\n<b/>\n</a>', '<a><b/></a>', false, true, true],
    ['<a> 5 </a>', '<a>5</a>', false, false, true],
    ['<a>x</a>', '<a><![CDATA[x]]></a>', false, false, false],
    ['<a k="1" l="2"/>', '<a l="2" k="1"/>', false, false, false],
    ['<a><b/><c/></a>', '<a><c/><b/></a>', false, false, false],
    ['<a><b/></a>', '<a><b/><b/></a>', false, false, false],
    ['<a><!--c--></a>', '<a></a>', false, false, false],
    ['<?xml version="1.0"?><a/>', '<a/>', false, false, false],
    ['<a>t</a>', '<a><!--t--></a>', false, false, false],
    ['<a><b></b></a>', '<a><b/></a>', false, false, true],
  ])('%s and %s', (left, right, exact, layout, cdata) => {
    const [a, b] = [read(left), read(right)]
    expect([
      isSameDocument(a, b, 'exact'),
      isSameDocument(a, b, 'layout'),
      isSameDocument(b, a, 'cdata'),
    ]).toEqual([exact, layout, cdata])
  })
})
