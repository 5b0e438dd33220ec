import { describe, expect, it } from 'vitest'
import { judgeAnswer } from '../../../../src-core/diagnosis/answer.ts'
import type { ReplySealing } from '../../../../src-core/diagnosis/encryption/encrypted-reply.ts'
import { judgeDelivery } from '../../../../src-core/diagnosis/delivery/delivery.ts'
import { writeEnvelope, writeJsonEnvelope } from '../../../../src-core/exchange/envelope.ts'
import { readMessageText } from '../../../../src-core/exchange/receive.ts'
import { encryptMessage } from '../../../../src-core/wechat/cipher/encrypt.ts'

const JSON_PUSH = readMessageText('{"MsgType":"event","Event":"subscribe_msg_sent_event"}')
const JSON_GOODS = readMessageText('{"MsgType":"event","Event":"xpay_goods_deliver_notify"}')
const XML_GOODS = readMessageText(
  '<xml><MsgType>event</MsgType><Event><![CDATA[xpay_goods_deliver_notify]]></Event></xml>',
)
const XML_TEXT = readMessageText('<xml><MsgType>text</MsgType></xml>')

const OK = '{"ErrCode":0,"ErrMsg":"success"}'
const OK_XML = '<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>'

function judge(body: string, message = JSON_PUSH, status = 200, sealing?: ReplySealing) {
  const reply = { status, headers: [], body: Buffer.from(body), durationMs: 1 }
  const { verdict, judged, findings } = judgeAnswer(reply, { message, sealing })
  return { verdict, judged, codes: findings.map(({ code }) => code), findings }
}

describe('the reply to a push that nobody answers a user with', () => {
  it.each([
    ['a JSON push', JSON_PUSH],
    ['goods to be delivered, in JSON', JSON_GOODS],
    ['goods to be delivered, in XML', XML_GOODS],
  ])('%s: success, nothing and an ErrCode of 0 are right, in either format', (_, message) => {
    expect(judge('success', message)).toMatchObject({ verdict: 'ignored', codes: [] })
    expect(judge('', message)).toMatchObject({ verdict: 'ignored', codes: [] })
    for (const body of [OK, '{ "ErrCode": 0 }\n', '{"ErrCode":"0"}', OK_XML])
      expect(judge(body, message)).toMatchObject({ verdict: 'accepted', judged: undefined, codes: [] })
  })

  it('an ErrCode of a failure is official where one is asked for, and inferred elsewhere', () => {
    const failed = '{"ErrCode":268497311,"ErrMsg":"no such order"}'
    expect(judge(failed, JSON_GOODS)).toMatchObject({ verdict: 'retried', codes: ['reply.err-code'] })
    expect(judge(failed, JSON_GOODS).findings[0]?.evidence).toBe('official')
    expect(judge(failed).findings[0]).toMatchObject({ evidence: 'inferred', title: { en: /268497311/ } })
    expect(judge('<xml><ErrCode>1</ErrCode></xml>', XML_GOODS).codes).toEqual(['reply.err-code'])
  })

  it.each([
    ['{"code":0,"msg":"ok"}', /JSON/],
    ['{"errcode":0}', /JSON/],
    ['{"MsgType":"transfer_customer_service"}', /JSON/],
    ['<xml><MsgType><![CDATA[text]]></MsgType></xml>', /XML/],
    ['"success"', /text/],
    ['ok', /text/],
    ['{"ErrCode":0', /text/],
  ])('%s is not judged, and the title says what it is', (body, form) => {
    const { verdict, judged, codes, findings } = judge(body)
    expect({ verdict, judged, codes }).toEqual({
      verdict: 'accepted',
      judged: false,
      codes: ['reply.unjudged'],
    })
    expect(findings[0]).toMatchObject({ severity: 'info', title: { en: form } })
  })

  it('is judged by its status and its time as any other', () => {
    expect(judge('', JSON_PUSH, 500)).toMatchObject({ verdict: 'retried', codes: ['status.not-200'] })
    const late = { status: 200, headers: [], body: Buffer.from(OK), durationMs: 5001 }
    expect(judgeAnswer(late, { message: JSON_PUSH })).toMatchObject({ verdict: 'retried' })
  })

  it('a 500 is not blamed on a body of text/xml that was not read', () => {
    const response = { status: 500, headers: [], body: Buffer.from(''), durationMs: 1 }
    const codes = (message: typeof JSON_PUSH) =>
      judgeDelivery({ response, error: null }, { url: 'http://b.e/', message }).findings.map(
        ({ code }) => code,
      )
    expect(codes(JSON_PUSH)).toEqual(['status.not-200'])
    expect(codes(XML_TEXT)).toEqual(['status.not-200', 'body.ignored'])
  })

  it('is opened where it came encrypted', () => {
    const key = Buffer.alloc(32, 7)
    const random16 = Buffer.from('0123456789abcdef')
    const encrypt = encryptMessage({ message: OK, key, appId: 'wx1', random16 })
    const sealing: ReplySealing = {
      mode: 'safe',
      timestamp: '1',
      nonce: '2',
      token: 't',
      appId: 'wx1',
      keys: [key],
      otherAccounts: [],
    }
    const input = { encrypt, token: 't', timestamp: '1', nonce: '2' }
    for (const body of [writeJsonEnvelope(input), writeEnvelope(input)])
      expect(judge(body, JSON_PUSH, 200, sealing)).toMatchObject({ verdict: 'accepted', codes: [] })
    const other = { ...sealing, keys: [Buffer.alloc(32, 8)] }
    expect(judge(writeJsonEnvelope(input), JSON_PUSH, 200, other).codes).toEqual(['reply.unjudged'])
  })
})

it('a message of a user in XML is judged as ever: JSON and an ErrCode show the fault prompt', () => {
  expect(judge(OK, XML_TEXT)).toMatchObject({ verdict: 'fault', codes: ['reply.not-xml'] })
  expect(judge(OK_XML, XML_TEXT).verdict).toBe('fault')
  expect(judge(OK, null).verdict).toBe('fault')
})
