import { describe, expect, it } from 'vitest'
import type { Account, AccountChange } from '../../../src-core/contract/account.ts'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import { createReply } from '../../../src-core/exchange/answer.ts'
import type { Incoming } from '../../../src-core/exchange/incoming.ts'
import { readJsonPush } from '../../../src-core/exchange/json-push.ts'
import type { Genuine } from '../../../src-core/exchange/receive.ts'
import { createSeal } from '../../../src-core/exchange/seal.ts'
import { decryptMessage } from '../../../src-core/wechat/cipher/decrypt.ts'
import { encryptMessage } from '../../../src-core/wechat/cipher/encrypt.ts'
import { sign, verifySignature } from '../../../src-core/wechat/signature.ts'
import { account, push } from '../diagnosis/request/pushes.ts'
import { receiveWhole } from '../received.ts'

const KEY = Buffer.alloc(32, 7)
const AES_KEY = KEY.toString('base64').slice(0, 43)
const APP_ID = 'wx5823bf96d3bd56c7'
const TOKEN = account.token

/** Has a number that JavaScript rounds, blanks, and a key order of its own. */
const PUSH =
  '{ "ToUserName": "gh_1", "FromUserName":"oUser", "CreateTime":1770000100, "MsgType":"event",\n "Event":"xpay_goods_deliver_notify", "MsgId":6060349595123187712, "Price": 1.0, "GoodsInfo":{"Quantity":2} }'

interface Request {
  body: string | Uint8Array
  type?: string
  /** The signature over Encrypt; none if it is not encrypted. */
  encrypt?: string
  signed?: boolean
  change?: Partial<Account>
}

function createIncoming({ body, type = 'application/json', encrypt, signed = true }: Request): Incoming {
  const [timestamp, nonce] = ['1770000100', '12345']
  const query = new URLSearchParams(signed ? { signature: sign({ token: TOKEN, timestamp, nonce }) } : {})
  query.append('timestamp', timestamp)
  query.append('nonce', nonce)
  if (encrypt) {
    query.append('encrypt_type', 'aes')
    query.append('msg_signature', sign({ token: TOKEN, timestamp, nonce, encrypt }))
  }
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return {
    method: 'POST',
    target: `/wx?${query}`,
    httpVersion: '1.1',
    headers: [['Content-Type', type]],
    receivedAt: 1_770_000_100_000,
    startedAt: 0,
    body: bytes,
    bodyBytes: bytes.length,
  }
}

const receive = (request: Request) =>
  receiveWhole(createIncoming(request), [{ ...account, ...request.change }])

describe('a JSON push', () => {
  it('is read from JSON, and no number loses a digit', () => {
    const { message, signature } = receive({ body: PUSH })
    expect(signature.ok).toBe(true)
    expect(message).toEqual({
      format: 'json',
      type: 'event',
      event: 'xpay_goods_deliver_notify',
      from: 'oUser',
      to: 'gh_1',
      xml: PUSH,
      json: {
        ToUserName: 'gh_1',
        FromUserName: 'oUser',
        CreateTime: 1770000100,
        MsgType: 'event',
        Event: 'xpay_goods_deliver_notify',
        MsgId: '6060349595123187712',
        Price: '1.0',
        GoodsInfo: { Quantity: 2 },
      },
    })
  })

  it.each(['text/xml', '', 'text/plain'])('is known by its body where its Content-Type is %j', (type) => {
    expect(receive({ body: PUSH, type }).message).toMatchObject({ format: 'json', type: 'event' })
  })

  it('is JSON also where a string of it holds a whole message in XML', () => {
    const inside = '<xml><MsgType><![CDATA[text]]></MsgType></xml>'
    const { message } = receive({ body: JSON.stringify({ MsgType: 'event', Event: 'e', Content: inside }) })
    expect(message).toMatchObject({ format: 'json', type: 'event', json: { Content: inside } })
  })

  it('may begin with a byte order mark and blanks', () => {
    expect(receive({ body: `\uFEFF \n${PUSH}` }).message).toMatchObject({ type: 'event' })
  })

  it('is not XML that holds JSON', () => {
    const body = '<xml><MsgType>text</MsgType><Content>{"a":1}</Content></xml>'
    expect(receive({ body }).message).toMatchObject({ type: 'text', json: { xml: { Content: '{"a":1}' } } })
    expect(receive({ body }).message).not.toHaveProperty('format')
  })

  it.each(['{', '{"a":1', '{"a":1}{"b":2}', '[]', '"x"', '{"a":1,"a":2}', '', '{'.repeat(2000)])(
    'is not %j, in which there is no message',
    (body) => {
      expect(receive({ body }).message).toBeNull()
      expect(readJsonPush(new TextEncoder().encode(body))).toBeNull()
    },
  )

  it('from a stranger without a signature is turned away unread', () => {
    const received = receive({ body: PUSH, signed: false })
    expect(received).toMatchObject({ kind: 'refused', refusal: 'signature-missing', message: null })
  })
})

describe('an encrypted JSON push', () => {
  const encrypt = encryptMessage({
    message: PUSH,
    key: KEY,
    appId: APP_ID,
    random16: Buffer.from('0123456789abcdef'),
  })
  const change: Partial<Account> = { mode: 'safe', aesKey: AES_KEY, appId: APP_ID }
  const safe = JSON.stringify({ ToUserName: 'gh_1', Encrypt: encrypt })

  it('is opened, and its signature covers Encrypt', () => {
    const received = receive({ body: safe, encrypt, change })
    expect(received).toMatchObject({
      kind: 'genuine',
      sealed: {
        mode: 'safe',
        encrypt,
        msgSignature: { ok: true },
        decryption: { keyIndex: 0, failure: null },
      },
      message: { format: 'json', event: 'xpay_goods_deliver_notify', xml: PUSH },
    })
  })

  it('has its plain fields beside Encrypt in compatible mode', () => {
    const body = JSON.stringify({ ToUserName: 'gh_1', MsgType: 'event', Encrypt: encrypt })
    const received = receive({ body, encrypt, change: { ...change, mode: 'compatible' } })
    expect(received).toMatchObject({ sealed: { mode: 'compatible' }, message: { type: 'event', xml: PUSH } })
  })

  it('is turned away if somebody else sealed it', () => {
    const received = receive({ body: safe, encrypt: `${encrypt.slice(0, -4)}AAA=`, change })
    expect(received).toMatchObject({ kind: 'refused', refusal: 'msg-signature-mismatch' })
  })

  it('may hold XML, and an XML envelope JSON', () => {
    const seal = (message: string) =>
      encryptMessage({ message, key: KEY, appId: APP_ID, random16: Buffer.from('0123456789abcdef') })
    const xml = seal('<xml><MsgType>text</MsgType></xml>')
    const fromJson = receive({
      body: JSON.stringify({ ToUserName: 'g', Encrypt: xml }),
      encrypt: xml,
      change,
    })
    expect(fromJson.message).toMatchObject({ type: 'text', json: { xml: { MsgType: 'text' } } })
    const body = `<xml><ToUserName>g</ToUserName><Encrypt>${encrypt}</Encrypt></xml>`
    expect(receive({ body, encrypt, change }).message).toMatchObject({ format: 'json', type: 'event' })
  })

  it('is answered in an envelope of JSON that opens', () => {
    const received = receive({ body: safe, encrypt, change }) as Genuine
    const draft: ReplyDraft = { type: 'xml', xml: '{"ErrCode":0}' }
    const { http } = createReply(draft, received, 'rule', createSeal(received))
    expect(http!.headers).toContainEqual(['Content-Type', 'application/json; charset=utf-8'])
    const envelope = JSON.parse(Buffer.from(http!.body).toString()) as Record<string, string>
    const signed = { token: TOKEN, timestamp: envelope['TimeStamp']!, nonce: envelope['Nonce']! }
    expect(verifySignature({ ...signed, encrypt: envelope['Encrypt']! }, envelope['MsgSignature']!)).toBe(
      true,
    )
    const opened = decryptMessage({ encrypt: envelope['Encrypt']!, key: KEY, appId: APP_ID })
    expect(Buffer.from(opened.message!).toString()).toBe('{"ErrCode":0}')
  })
})

describe('the workbench’s own reply to a JSON push', () => {
  const sent = (draft: ReplyDraft): string => {
    const { http } = createReply(draft, receive({ body: PUSH }) as Genuine, 'fixed', null)
    return Buffer.from(http!.body).toString()
  }

  it.each<[ReplyDraft, string]>([
    [{ type: 'text', content: '你好' }, 'success'],
    [{ type: 'xml', xml: '<xml><a/></xml>' }, 'success'],
    [{ type: 'success' }, 'success'],
    [{ type: 'empty' }, ''],
    [{ type: 'xml', xml: '{"ErrCode":0,"ErrMsg":"success"}' }, '{"ErrCode":0,"ErrMsg":"success"}'],
  ])('of %j is %j', (draft, body) => {
    expect(sent(draft)).toBe(body)
  })
})

describe('what is said of it', () => {
  const change = (type: string): AccountChange & { headers: [string, string][] } => ({
    headers: [['Content-Type', type]],
  })
  const found = (body: string, type = 'application/json') =>
    push({ body, change: change(type) }).findings.map(({ code }) => code)

  it('names the number that JSON.parse would change', () => {
    const [finding] = push({ body: PUSH }).findings
    expect(finding).toMatchObject({ code: 'message.json', severity: 'info' })
    expect(finding?.detail.zh).toContain('MsgId 是 6060349595123187712')
    expect(
      push({ body: PUSH.replace('6060349595123187712', '606034959') }).findings[0]?.detail.zh,
    ).not.toContain('JSON.parse')
  })

  it.each([
    ['{"MsgType":"event","Event":"x"', 'application/json', ['json.refused']],
    ['{"MsgType":"event","Event":"x"', 'text/xml', ['json.refused']],
    ['{MsgType}', 'application/json; charset=utf-8', ['json.refused']],
    ['{garbage', 'text/xml', ['xml.refused']],
    ['{{template}}', 'text/xml', ['xml.refused']],
    ['{<xml><MsgType>text</MsgType></xml>', 'text/xml', ['xml.refused']],
    ['<xml><a></xml>', 'application/json', ['xml.refused']],
    ['[]', 'text/xml', ['message.json']],
    ['{"action":"CheckContainerPath"}', 'application/json', ['message.json']],
    ['{"MsgType":"event","Event":"unheard_of"}', 'application/json', ['message.json', 'message.unknown']],
    ['{"MsgType":"event","Event":"scan"}', 'application/json', ['message.json', 'event.case']],
  ])('%j as %s: %j', (body, type, codes) => {
    expect(found(body, type)).toEqual(codes)
  })

  it('gives the place of the fault in JSON', () => {
    const [finding] = push({ body: '{"你":1,\n"b" 2}' }).findings
    expect(finding).toMatchObject({ code: 'json.refused', at: { line: 2, column: 5, offset: 14 } })
  })
})
