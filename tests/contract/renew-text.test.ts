import { describe, expect, it } from 'vitest'
import { renewText } from '../../src-core/contract/renew-text.ts'

const NOW = 1_790_000_123_456

describe('a kept message that is sent again', () => {
  it.each([
    [
      '<xml><CreateTime>1700000000</CreateTime>\n<MsgId>22477458341175809</MsgId></xml>',
      '<xml><CreateTime>1790000123</CreateTime>\n<MsgId>22477450000123456</MsgId></xml>',
    ],
    ['<CreateTime><![CDATA[1700000000]]></CreateTime>', '<CreateTime><![CDATA[1790000123]]></CreateTime>'],
    [
      '{"CreateTime" : 1700000000, "MsgId":"22477458341175809","a":1.0}',
      '{"CreateTime" : 1790000123, "MsgId":"22477450000123456","a":1.0}',
    ],
    ['<MsgId>12</MsgId>', '<MsgId>56</MsgId>'],
  ])('has a time and a number of its own: %s', (text, renewed) => {
    expect(renewText(text, NOW)).toBe(renewed)
  })

  it.each([
    '<MsgID>2702600966117900288</MsgID>',
    '{"createTime":1}',
    '<CreateTime></CreateTime>',
    'x',
    '<Content>CreateTime 1700000000</Content>',
  ])('is the same otherwise: %s', (text) => {
    expect(renewText(text, NOW)).toBe(text)
  })
})
