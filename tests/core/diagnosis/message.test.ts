import { describe, expect, it } from 'vitest'
import type { Account } from '../../../src-core/contract/account.ts'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import { diagnose } from '../../../src-core/diagnosis/diagnose.ts'
import { createReply } from '../../../src-core/exchange/answer.ts'
import { receive } from '../../../src-core/exchange/receive.ts'
import { sign } from '../../../src-core/wechat/signature.ts'

const account: Account = {
  id: 'a',
  name: 'a',
  originalId: '',
  appId: '',
  token: 'AAAAA',
  mode: 'plaintext',
  path: '/wx',
  policy: { kind: 'fixed', reply: { type: 'success' } },
  rules: [],
  backends: [],
  duplicates: 'again',
}

/** What is found in a genuine push with this body, which is answered by this policy. */
function findingsOf(body: string | Uint8Array, draft: ReplyDraft = { type: 'success' }) {
  const signed = { timestamp: '1', nonce: '2' }
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const received = receive(
    {
      receivedAt: 0,
      startedAt: 0,
      method: 'POST',
      target: `/wx?${new URLSearchParams({ ...signed, signature: sign({ token: 'AAAAA', ...signed }) })}`,
      httpVersion: '1.1',
      headers: [],
      body: bytes,
      bodyBytes: bytes.length,
    },
    [account],
  )
  return diagnose(received, createReply(draft, received, 'fixed'), {
    accounts: [account],
    examineSignature: true,
  })
}

const message = (inner: string) => `<xml><MsgType><![CDATA[text]]></MsgType>${inner}</xml>`

describe('traps in what comes in', () => {
  it.each<[string, string, string]>([
    ['xml.unsafe-integer', '<MsgId>22311164414801853</MsgId>', '<MsgId>9007199254740991</MsgId>'],
    ['xml.leading-zero', '<UserCardCode><![CDATA[018255396048]]></UserCardCode>', '<Status>0</Status>'],
    [
      'xml.control-character',
      '<Content><![CDATA[ \u001dc]]></Content>',
      '<Content><![CDATA[ \tc]]></Content>',
    ],
    ['xml.stray-text', 'webwx_msg_cli_ver_0x1', '\n  '],
  ])('%s is seen, and a near miss is not', (code, seen, near) => {
    expect(findingsOf(message(seen)).map((finding) => finding.code)).toEqual([code])
    expect(findingsOf(message(near))).toEqual([])
  })

  it.each<[string, string | Uint8Array]>([
    ['xml.refused', '<xml><a></b></xml>'],
    ['xml.refused', ''],
    ['xml.refused', '<!DOCTYPE xml><xml/>'],
    ['xml.refused', new Uint8Array([0x3c, 0xff])],
    ['message.json', '{"ToUserName":"gh_1"}'],
    ['message.unknown', '<xml><MsgType>unheard-of</MsgType></xml>'],
    ['message.unknown', '<xml><a>1</a></xml>'],
    ['crypt.mode', '<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[YQ==]]></Encrypt></xml>'],
    ['xml.untidy-start', `\uFEFF${message('')}`],
  ])('%s: %j', (code, body) => {
    expect(findingsOf(body).map((finding) => finding.code)).toEqual([code])
  })

  it('says what a double makes of a 64-bit id, and where it stands in bytes', () => {
    const [finding] = findingsOf(message('<Content>你</Content><MsgId>22311164414801853</MsgId>'))
    expect(finding?.title.zh).toContain('22311164414801853 → 22311164414801852')
    const before = Buffer.byteLength('<xml><MsgType><![CDATA[text]]></MsgType><Content>你</Content>')
    expect(finding?.at).toEqual({
      in: 'request-body',
      offset: before,
      length: '<MsgId>22311164414801853</MsgId>'.length,
      line: 1,
      column: before - 2 + 1,
      path: '/xml/MsgId',
    })
  })

  it('gives the byte and the place of a control character', () => {
    const [finding] = findingsOf(message('\n<Content><![CDATA[你\u001d]]></Content>'))
    expect(finding?.title.en).toContain('U+001D')
    expect(finding?.at).toMatchObject({ line: 2, column: 20, path: '/xml/Content' })
  })

  it('names every event and type of the catalogue as known, whatever its case', () => {
    expect(findingsOf('<xml><MsgType>event</MsgType><Event>scan</Event></xml>')).toEqual([])
    expect(findingsOf('<xml><MsgType>Text</MsgType></xml>')).toEqual([])
  })
})

describe('reply.no-effect', () => {
  const event = (name: string) =>
    `<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><MsgType>event</MsgType><Event>${name}</Event></xml>`
  const text = { type: 'text', content: '再见' } as const

  it.each(['unsubscribe', 'LOCATION', 'VIEW'])('is said of a text in answer to %s', (name) => {
    expect(findingsOf(event(name), text).map(({ code }) => code)).toEqual(['reply.no-effect'])
  })

  it('is not said of success, nor of an event whose reply is shown', () => {
    expect(findingsOf(event('unsubscribe'))).toEqual([])
    expect(findingsOf(event('subscribe'), text)).toEqual([])
  })
})
