import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPushRequest } from '../../../src-core/delivery/push-request.ts'
import type { Push } from '../../../src-core/delivery/push-request.ts'
import { readMessageText } from '../../../src-core/exchange/receive.ts'
import { decodeAesKey } from '../../../src-core/wechat/cipher/aes-key.ts'
import { MESSAGE_CATALOGUE } from '../../../src-core/wechat/catalogue/catalogue.ts'
import type { MessageField } from '../../../src-core/wechat/message-field.ts'
import { createSampleMessage } from '../../../src-core/wechat/samples.ts'
import { writeMessage } from '../../../src-core/xml/write/message.ts'

interface Capture {
  id: string
  token: string
  aesKey: string
  appid: string
  timestamp: string
  nonce: string
  encrypt: string
  envelope?: string
  msg_signature: string
  computed: { plaintext: string; randomPrefixHex: string }
}

const captures = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/vectors/crypto/crypto.json'), 'utf8'),
) as Capture[]
const capture = (id: string) => captures.find((one) => one.id === id)!

/** Pushes that WeChat made, by the names of their vectors: a text in safe and in compatible mode, and a file. */
const TEXT = capture('senparc-safe-mode-corrected')
const FILE = capture('senparc-file-message')
const COMPATIBLE = capture('senparc-compatible-mode')

const cdata = (name: string, value: string): MessageField => ({ name, kind: 'cdata', value })
const bare = (name: string, value: string): MessageField => ({ name, kind: 'bare', value })

const FIELDS: Record<string, MessageField[]> = {
  [TEXT.id]: [
    cdata('ToUserName', 'gh_a96a4a619366'),
    cdata('FromUserName', 'olPjZjvW98IplryKbFQ6HQ6GM80U'),
    bare('CreateTime', '1570032523'),
    cdata('MsgType', 'text'),
    cdata('Content', '测试'),
    bare('MsgId', '22477458341175809'),
  ],
  [FILE.id]: [
    cdata('ToUserName', 'gh_8a50de30e55a'),
    cdata('FromUserName', 'o5lE40xwHOqG8riO_EOZQV3JYCV8'),
    bare('CreateTime', '1519483978'),
    cdata('MsgType', 'file'),
    cdata('Title', 'test.zip'),
    cdata('Description', ''),
    cdata('FileKey', 'BAAAAAAAAACJHA0y'),
    cdata('FileMd5', '95d98d3bf1b251a9e4a40f3bd88eef29'),
    bare('FileTotalLen', '222'),
    bare('MsgId', '6526133992738756795'),
  ],
  [COMPATIBLE.id]: [
    cdata('ToUserName', 'gh_a96a4a619366'),
    cdata('FromUserName', 'olPjZjsXuQPJoV0HlruZkNzKc91E'),
    bare('CreateTime', '1414387151'),
    cdata('MsgType', 'text'),
    cdata('Content', '你好'),
    bare('MsgId', '6074746557628292943'),
  ],
}

function push(change: Partial<Push>): { body: string; type: string | undefined; url: URL } {
  const { body, headers, url } = createPushRequest({
    url: 'http://127.0.0.1:1/wx',
    token: 'token12345',
    timestamp: '1770000000',
    nonce: '12345',
    openId: 'oUser',
    message: [],
    deadlineMs: 5000,
    ...change,
  })
  const type = headers.find(([name]) => name === 'Content-Type')?.[1]
  return { body: Buffer.from(body).toString('utf8'), type, url: new URL(url) }
}

/** Pushes a captured message again: same key, same random bytes, same query. */
function pushAgain(
  { id, token, timestamp, nonce, aesKey, appid, computed }: Capture,
  mode: 'safe' | 'compatible',
) {
  const decoded = decodeAesKey(aesKey)
  if (!decoded.ok) throw new Error(id)
  const random16 = Buffer.from(computed.randomPrefixHex, 'hex')
  const seal = { mode, key: decoded.key, appId: appid, originalId: 'gh_a96a4a619366', random16 }
  return push({ token, timestamp, nonce, message: FIELDS[id]!, seal })
}

describe('what WeChat pushed is what we push, byte for byte', () => {
  it.each([TEXT, FILE, COMPATIBLE])('the message: $id', ({ id, computed }) => {
    expect(push({ message: FIELDS[id]! })).toMatchObject({ body: computed.plaintext, type: 'text/xml' })
  })

  it('the envelope of compatible mode, with the message in it', () => {
    expect(pushAgain(COMPATIBLE, 'compatible').body).toBe(COMPATIBLE.envelope)
  })

  it('the envelope of safe mode, with the message in it', () => {
    const { body, url } = pushAgain(TEXT, 'safe')
    expect(body).toBe(
      `<xml>\n    <ToUserName><![CDATA[gh_a96a4a619366]]></ToUserName>\n    <Encrypt><![CDATA[${TEXT.encrypt}]]></Encrypt>\n</xml>`,
    )
    expect(url.searchParams.get('msg_signature')).toBe(TEXT.msg_signature)
  })
})

describe.each(MESSAGE_CATALOGUE.map((spec) => ({ name: spec.event ?? spec.type, spec })))(
  '$name',
  ({ spec }) => {
    const fields = createSampleMessage(spec, {
      toUserName: 'gh_1',
      fromUserName: 'o1',
      createTime: 1,
      msgId: '23',
    })

    it('has a line break after each element, none before the first, and no indentation', () => {
      const { body } = push({ message: fields })
      expect(body).toMatch(/^<xml><ToUserName>/)
      // Values of the samples hold neither of the two.
      expect(body).not.toMatch(/\n[ \t\n]|>[ \t]+</)
      expect(body.split('\n').slice(0, -1)).toSatisfy((lines: string[]) =>
        lines.every((line) => line.endsWith('>')),
      )
      expect(body.endsWith('>\n</xml>')).toBe(true)
      expect(readMessageText(body)?.json).toEqual(readMessageText(writeMessage(fields))?.json)
    })
  },
)

it('writes groups as the official samples do', () => {
  const body = writeMessage(
    [
      { name: 'ScanCodeInfo', children: [cdata('ScanType', 'qrcode'), cdata('ScanResult', '1')] },
      bare('a', '1'),
    ],
    { layout: 'pushed' },
  )
  expect(body).toBe(
    '<xml><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>\n<ScanResult><![CDATA[1]]></ScanResult>\n</ScanCodeInfo>\n<a>1</a>\n</xml>',
  )
})

describe('a text of somebody’s own', () => {
  const seal = {
    key: Buffer.alloc(32, 7),
    appId: 'wx1',
    originalId: 'gh_1',
    random16: Buffer.from('0123456789abcdef'),
  }

  it.each(['<xml>\r\n\t<a> 1</a></xml>\n', '{"a": 1.0}', '{ broken', 'x'])(
    'goes out as it is: %j',
    (message) => {
      expect(push({ message }).body).toBe(message)
    },
  )

  it.each([
    ['{"MsgType":"event"}', 'application/json'],
    [' {"MsgType":"event"}\n', 'application/json'],
    ['{"MsgType":"event"', 'text/xml'],
    ['<xml>{}</xml>', 'text/xml'],
  ])('%j is sent as %s', (message, type) => {
    expect(push({ message }).type).toBe(type)
  })

  it('of JSON is sealed in JSON: alone in safe mode, beside its fields in compatible mode', () => {
    const message = '{"MsgId":6060349595123187712,"Event":"x"}\n'
    const { body: safe } = push({ message, seal: { ...seal, mode: 'safe' } })
    const { Encrypt } = JSON.parse(safe) as { Encrypt: string }
    expect(safe).toBe(`{"ToUserName":"gh_1","Encrypt":"${Encrypt}"}`)
    const { body, type } = push({ message, seal: { ...seal, mode: 'compatible' } })
    expect(body).toBe(`{"MsgId":6060349595123187712,"Event":"x","Encrypt":"${Encrypt}"}`)
    expect(type).toBe('application/json')
  })

  it('of XML keeps its layout in compatible mode', () => {
    const { body } = push({ message: '<xml>\n\t<a>1</a>\n</xml>', seal: { ...seal, mode: 'compatible' } })
    expect(body).toMatch(/^<xml>\n\t<a>1<\/a>\n<Encrypt><!\[CDATA\[[^\]]+\]\]><\/Encrypt>\n<\/xml>$/)
  })
})
