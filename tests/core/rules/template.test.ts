import { describe, expect, it } from 'vitest'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import { readMessageText } from '../../../src-core/exchange/receive.ts'
import { fillDraft, findUnknownPlaceholders } from '../../../src-core/rules/template.ts'
import type { TemplateValues } from '../../../src-core/rules/template.ts'
import { parseStrict } from '../../../src-core/xml/parse/strict.ts'
import { toSimple } from '../../../src-core/xml/json/simple.ts'

function createValues(xml: string, groups: string[] = []): TemplateValues {
  return { message: readMessageText(xml)!, groups }
}

const values = createValues(
  '<xml><FromUserName>oABC</FromUserName><Content><![CDATA[你好 $& {{FromUserName}}]]></Content><Empty></Empty>' +
    '<SendLocationInfo><Label><![CDATA[广州]]></Label></SendLocationInfo><MsgId>23892468385179204</MsgId>' +
    '<Pics><item><Md5>a</Md5></item><item><Md5>b</Md5></item></Pics><Note lang="zh">记</Note></xml>',
  ['whole', 'first', ''],
)

const fillText = (content: string) => {
  const draft = fillDraft({ type: 'text', content }, values)
  return draft.type === 'text' ? draft.content : null
}

describe('a placeholder', () => {
  it.each([
    ['{{Content}}!', '你好 $& {{FromUserName}}!'],
    ['{{ FromUserName }}', 'oABC'],
    ['{{SendLocationInfo/Label}}', '广州'],
    ['{{MsgId}}', '23892468385179204'],
    ['{{Pics/item/Md5}}', 'a'],
    ['{{Note}}', '记'],
    ['{{0}} {{1}} [{{2}}] [{{3}}]', 'whole first [] []'],
    ['[{{Empty}}]', '[]'],
    ['[{{Nothing}}]', '[]'],
    ['[{{SendLocationInfo}}]', '[]'],
    ['[{{__proto__}}{{constructor}}{{Content/length}}]', '[]'],
    ['{{{Content}}} {Content} {{}} {{Content', '{你好 $& {{FromUserName}}} {Content} {{}} {{Content'],
  ])('%s', (template, filled) => {
    expect(fillText(template)).toBe(filled)
  })

  it('is filled in wherever a draft has a text', () => {
    const article = { title: '{{1}}', description: '', picUrl: '{{1}}', url: 'https://x/?{{1}}' }
    expect(fillDraft({ type: 'news', articles: [article, article] }, values)).toEqual({
      type: 'news',
      articles: Array.from({ length: 2 }, () => ({
        title: 'first',
        description: '',
        picUrl: 'first',
        url: 'https://x/?first',
      })),
    })
  })

  it('says which names a message has nothing for', () => {
    const draft: ReplyDraft = { type: 'text', content: '{{Content}}{{Label}}{{Empty}}{{2}}{{9}}{{Label}}' }
    expect(findUnknownPlaceholders(draft, values)).toEqual(['Label', '9'])
  })
})

describe('in free XML', () => {
  const fillXml = (xml: string, groups: string[]) => {
    const draft = fillDraft({ type: 'xml', xml }, { ...values, groups })
    return draft.type === 'xml' ? draft.xml : ''
  }
  const hostile = [
    ']]>',
    ']]',
    ']',
    ']]]]><![CDATA[>',
    '<a/>',
    '</Content><MsgType>image</MsgType>',
    '&amp; &lt; "\'',
    '" onload="x',
    '-->',
    '?>',
    '{{0}}',
    'a\rb',
    '<![CDATA[',
  ]

  it.each(hostile)('%j stays the text that it is', (value) => {
    const template =
      '<xml><!-- {{0}} --><A><![CDATA[{{0}}]]></A><B><![CDATA[{{0}}>{{0}}]]></B><C>{{0}}</C><D id="{{0}}">.</D></xml>'
    const parsed = parseStrict(fillXml(template, [value]))
    if (!parsed.ok) throw new Error('it is no XML any more')
    expect(toSimple(parsed.document)).toEqual({
      xml: {
        A: value,
        B: `${value}>${value}`,
        C: value,
        D: { '@id': value, '#text': '.' },
      },
    })
  })

  it('characters that XML cannot carry are left out', () => {
    expect(fillXml('<a>{{0}}</a>', ['x\u0000\u000b\uD800y😊'])).toBe('<a>xy😊</a>')
  })

  it('what has no placeholder stays to the byte, and so do comments', () => {
    const xml = '<?x {{0}} ?><a><![CDATA[ ]]]]><![CDATA[>\r\n]]><!-- {{0}} --></a>\r\n<b><![CDATA[ open {{x'
    expect(fillXml(xml, ['!'])).toBe(xml)
  })

  it('a section without an end stays without', () => {
    expect(fillXml('<a><![CDATA[{{0}}', [']]>'])).toBe('<a><![CDATA[]]]]><![CDATA[>')
  })

  it('takes no more from a long message than a reply can hold', () => {
    expect(fillXml('{{0}}'.repeat(10_000), ['x'.repeat(100_000)])).toHaveLength(1_000_000)
  })
})
