import { describe, expect, it } from 'vitest'
import { replyLine } from '../../../../src-renderer/features/reply/reply-line.ts'

describe('a reply in one line', () => {
  it.each([
    ['a text', '<xml><Content><![CDATA[第一行\n第二行]]></Content></xml>', '第一行 第二行'],
    [
      ']]>, which takes two sections',
      '<xml><Content><![CDATA[a ]]]]><![CDATA[> b]]></Content></xml>',
      'a ]]> b',
    ],
    ['a text without CDATA', '<xml><Content> hi </Content></xml>', 'hi'],
    ['news', '<xml><Articles><item><Title><![CDATA[标题]]></Title></item></Articles></xml>', '标题'],
    ['no XML', '{"error":\n 1}', '{"error": 1}'],
    ['nothing', '', ''],
    ['no XML, either', '<html><h1>502 Bad Gateway</h1></html>', '<html><h1>502 Bad Gateway</h1></html>'],
    ['an empty text', '<xml><Content><![CDATA[]]></Content></xml>', ''],
    ['a picture', '<xml><Image><MediaId><![CDATA[x]]></MediaId></Image></xml>', ''],
    ['no words', '<xml>\n<MsgType>transfer_customer_service</MsgType></xml>', ''],
  ])('%s', (_what, body, line) => {
    expect(replyLine({ body })).toBe(line)
  })

  it('is that of the content, if the reply was encrypted', () => {
    expect(replyLine({ body: '<xml><Encrypt>x</Encrypt></xml>', plain: '<Content>你好</Content>' })).toBe(
      '你好',
    )
  })

  it('has an end', () => {
    expect(replyLine({ body: 'a'.repeat(5000) })).toHaveLength(201)
  })
})
