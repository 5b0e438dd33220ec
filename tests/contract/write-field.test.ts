import { describe, expect, it } from 'vitest'
import type { FieldSpec } from '../../src-core/contract/catalogue.ts'
import { removeField, writeField } from '../../src-core/contract/write-field.ts'

const spec = (name: string, kind: FieldSpec['kind'], children?: FieldSpec[]): FieldSpec => ({
  name,
  kind,
  title: { zh: name, en: name },
  description: { zh: '', en: '' },
  sample: '',
  ...(children && { children }),
})
const FIELDS = [
  spec('ToUserName', 'cdata'),
  spec('CreateTime', 'integer'),
  spec('Content', 'cdata'),
  spec('Scan', 'children', [spec('Type', 'cdata'), spec('Result', 'cdata')]),
  spec('MsgId', 'integer'),
]

describe('a value that is written into a message', () => {
  it.each<[what: string, text: string, path: string, value: string, written: string]>([
    [
      'in CDATA stays there, and what stands around it stays',
      '<xml>\n  <Content><![CDATA[a]]></Content><!-- mine -->\n<New/>\n</xml>',
      'Content',
      '1 < 2 & 3',
      '<xml>\n  <Content><![CDATA[1 < 2 & 3]]></Content><!-- mine -->\n<New/>\n</xml>',
    ],
    [
      'cannot end the CDATA',
      '<xml><Content><![CDATA[a]]></Content></xml>',
      'Content',
      'x]]>y',
      '<xml><Content><![CDATA[x]]]]><![CDATA[>y]]></Content></xml>',
    ],
    [
      'bare is escaped',
      '<xml><Content>a</Content></xml>',
      'Content',
      '<b>',
      '<xml><Content>&lt;b&gt;</Content></xml>',
    ],
    [
      'of an id keeps its digits',
      '<xml><MsgId>1</MsgId></xml>',
      'MsgId',
      '9007199254740993',
      '<xml><MsgId>9007199254740993</MsgId></xml>',
    ],
    [
      'in an empty element is written as WeChat does',
      '<xml><Content></Content></xml>',
      'Content',
      'a',
      '<xml><Content><![CDATA[a]]></Content></xml>',
    ],
    ['in an element of one tag', '<xml><MsgId/></xml>', 'MsgId', '1', '<xml><MsgId>1</MsgId></xml>'],
    [
      'of a nested field',
      '<xml><Result>a</Result><Scan><Result>b</Result></Scan></xml>',
      'Scan/Result',
      'c',
      '<xml><Result>a</Result><Scan><Result>c</Result></Scan></xml>',
    ],
    [
      'is that of the first of several',
      '<xml><Content>a</Content><Content>b</Content></xml>',
      'Content',
      'c',
      '<xml><Content>c</Content><Content>b</Content></xml>',
    ],
    [
      'is not looked for in CDATA or a comment',
      '<xml><!--<MsgId>1</MsgId>--><Content><![CDATA[<MsgId>2</MsgId>]]></Content><MsgId>3</MsgId></xml>',
      'MsgId',
      '4',
      '<xml><!--<MsgId>1</MsgId>--><Content><![CDATA[<MsgId>2</MsgId>]]></Content><MsgId>4</MsgId></xml>',
    ],
    [
      'that was not there stands where the catalogue has it',
      '<xml><ToUserName>a</ToUserName>\n<MsgId>1</MsgId>\n</xml>',
      'Content',
      'c',
      '<xml><ToUserName>a</ToUserName>\n<Content><![CDATA[c]]></Content>\n<MsgId>1</MsgId>\n</xml>',
    ],
    [
      'that was not there comes first if nothing is before it',
      '<xml><MsgId>1</MsgId></xml>',
      'ToUserName',
      'a',
      '<xml><ToUserName><![CDATA[a]]></ToUserName><MsgId>1</MsgId></xml>',
    ],
    [
      'brings what is around it',
      '<xml><MsgId>1</MsgId></xml>',
      'Scan/Type',
      'qr',
      '<xml><Scan><Type><![CDATA[qr]]></Type></Scan><MsgId>1</MsgId></xml>',
    ],
  ])('%s', (_what, text, path, value, written) => {
    expect(writeField(text, path, value, FIELDS)).toBe(written)
  })

  it.each(['', 'x', '{"MsgId":1}', '<xml><Content>a'])('has no place in %j', (text) => {
    expect(writeField(text, 'MsgId', '1', FIELDS)).toBeNull()
  })
})

describe('a field that is left out', () => {
  it('goes with the line that held it', () => {
    expect(removeField('<xml><ToUserName>a</ToUserName>\n  <MsgId>1</MsgId>\n</xml>', 'MsgId')).toBe(
      '<xml><ToUserName>a</ToUserName>\n</xml>',
    )
  })

  it('was not there, and nothing changes', () => {
    expect(removeField('<xml><A/></xml>', 'MsgId')).toBe('<xml><A/></xml>')
  })
})
