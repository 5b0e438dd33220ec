import { describe, expect, it } from 'vitest'
import { push } from '../request/pushes.ts'

const V2 =
  '<xml><appid><![CDATA[wx2421b1c4370ec43b]]></appid><mch_id><![CDATA[10000100]]></mch_id>' +
  '<result_code><![CDATA[SUCCESS]]></result_code><sign><![CDATA[B552ED6B279343CB493C5DD0D78AB241]]></sign></xml>'
const V3 = '{"id":"EV-2018022511223320873","event_type":"TRANSACTION.SUCCESS","resource":{"ciphertext":"x"}}'

function findMissing(body: string, headers: [string, string][]) {
  const { findings } = push({ body, change: { target: '/wx', headers } })
  return findings.find(({ code }) => code === 'signature.missing')
}

describe('a notification of WeChat Pay', () => {
  it.each([
    ['v2, by its fields', V2, []],
    ['v3, by its headers', V3, [['Wechatpay-Signature', 'abc=']]],
  ] as [string, string, [string, string][]][])('is named: %s', (_, body, headers) => {
    expect(findMissing(body, headers)?.title.en).toContain('WeChat Pay')
  })

  it.each([
    ['a message without a signature', '<xml><MsgType><![CDATA[text]]></MsgType></xml>'],
    ['a text about both fields', '<xml><Content>mch_id and sign</Content></xml>'],
  ])('is not seen in %s', (_, body) => {
    expect(findMissing(body, [])?.title.en).toBe('The request carries no signature')
  })
})
