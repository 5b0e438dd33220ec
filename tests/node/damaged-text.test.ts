import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { modes } from '../../src-core/contract/exchange.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { createEncodingAesKey, decodeAesKeys } from '../../src-core/wechat/cipher/aes-key.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import { startWorkbench } from './running-workbench.ts'

const AES_KEY = createEncodingAesKey(randomBytes)
const APP_ID = 'wx5823bf96d3bd56c7'
const MESSAGE =
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>oA</FromUserName><CreateTime>1</CreateTime>' +
  '<MsgType>text</MsgType><Content>你@</Content><MsgId>1</MsgId></xml>'
/** The content ends in the first two of the three bytes of 好. */
const [before = '', after = ''] = MESSAGE.split('@')
const BYTES = Buffer.concat([Buffer.from(before), Buffer.of(0xe5, 0xa5), Buffer.from(after)])

it.each(modes)('a message with half a character is read, in %s mode', async (mode) => {
  const workbench = await startWorkbench()
  const { id, token } = await workbench.account()
  await workbench.call('account.update', { id, change: { mode, aesKey: AES_KEY, appId: APP_ID } })
  const [key] = decodeAesKeys([AES_KEY, '']) as [Uint8Array]
  const encrypt = encryptMessage({ message: BYTES, key, appId: APP_ID, random16: randomBytes(16) })
  const plain = mode === 'safe' ? Buffer.alloc(0) : BYTES.subarray('<xml>'.length, -'</xml>'.length)
  const sealed = mode === 'plaintext' ? '' : `<Encrypt>${encrypt}</Encrypt>`
  const url = new URL(await workbench.signedUrl())
  if (mode !== 'plaintext') {
    const signed = { timestamp: url.searchParams.get('timestamp')!, nonce: url.searchParams.get('nonce')! }
    url.searchParams.set('encrypt_type', 'aes')
    url.searchParams.set('msg_signature', sign({ token, ...signed, encrypt }))
  }
  const body = Buffer.concat([Buffer.from('<xml>'), plain, Buffer.from(`${sealed}</xml>`)])
  expect((await fetch(url, { method: 'POST', body })).status).toBe(200)
  const exchange = await workbench.latest()
  expect(exchange.signature.ok).toBe(true)
  expect(exchange).toMatchObject({
    mode,
    verdict: 'ignored',
    messageKey: 'msg:1:oA',
    message: { type: 'text', from: 'oA', json: { xml: { Content: '你\uFFFD' } } },
    request: mode === 'safe' ? {} : { bodyBase64: body.toString('base64') },
  })
  expect(exchange.findings).toMatchObject([{ code: 'xml.not-utf8', at: { offset: before.length + 2 } }])
  const opened = await workbench.call('exchange.open', { id: exchange.id })
  expect(JSON.parse(opened.counterparts!.json)).toEqual(exchange.message!.json)
  expect(opened.counterparts!.pairs.length).toBeGreaterThan(5)
})
