import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { AccountChange } from '../../src-core/contract/account.ts'
import { modes } from '../../src-core/contract/exchange.ts'
import type { Mode } from '../../src-core/contract/exchange.ts'
import { writeEnvelope } from '../../src-core/exchange/envelope.ts'
import { createEncodingAesKey, decodeAesKeys } from '../../src-core/wechat/cipher/aes-key.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../../src-core/wechat/samples.ts'
import { startBackend } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

const keys = {
  token: 'quietToken',
  appId: 'wx5823bf96d3bd56c7',
  originalId: SAMPLE_ORIGINAL_ID,
  aesKey: createEncodingAesKey(randomBytes),
}
const REPLY =
  `<xml><ToUserName><![CDATA[${SAMPLE_OPEN_ID}]]></ToUserName><FromUserName><![CDATA[${SAMPLE_ORIGINAL_ID}]]></FromUserName>` +
  '<CreateTime>1770000100</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>'
const TEXT = { type: 'text', content: '收到' } as const

/** Starts an account in this mode that is answered so. */
async function startIn(mode: Mode, change: AccountChange) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  await workbench.call('account.update', { id, change: { ...keys, mode, ...change } })
  return {
    ...workbench,
    /** Sends the sample message with these fields, and returns its exchange. */
    async send(set: Record<string, string>, type = 'text', event?: string) {
      const order = { account: id, type, set, ...(event !== undefined && { event }) }
      const { exchange } = await workbench.call('message.send', order)
      return workbench.call('exchange.get', { id: exchange! })
    },
  }
}

/** Starts a developer's server that answers in its mode as the official page says. */
async function relayTo(mode: Mode, reply = REPLY): Promise<AccountChange> {
  const [key] = decodeAesKeys([keys.aesKey, '']) as [Uint8Array]
  const { origin } = await startBackend((response, { target }) => {
    const nonce = new URL(target, 'http://a').searchParams.get('nonce')!
    const encrypt = encryptMessage({ message: reply, key, appId: keys.appId, random16: randomBytes(16) })
    const envelope = writeEnvelope({ encrypt, token: keys.token, timestamp: '1770000100', nonce })
    response.setHeader('Content-Type', 'text/xml')
    response.end(mode === 'plaintext' ? reply : envelope)
  })
  return {
    backends: [{ id: 'b', name: 'b', url: `${origin}/wx`, copies: false }],
    policy: { kind: 'relay', backend: 'b', guard: true },
  }
}

const rule = { id: 'r', name: 'r', enabled: true, match: {}, reply: TEXT, delayMs: 0, fault: 'none' } as const
const ROADS: [name: string, answering: (mode: Mode) => AccountChange | Promise<AccountChange>][] = [
  ['a fixed reply', () => ({ policy: { kind: 'fixed', reply: TEXT } })],
  ['a rule', () => ({ rules: [rule] })],
  ['a backend', relayTo],
]

describe.each(modes)('an ordinary text in %s mode', (mode) => {
  it.each(ROADS)('answered with an ordinary text by %s shows no finding at all', async (_, answering) => {
    const workbench = await startIn(mode, await answering(mode))
    // In safe mode the padding depends on the length.
    for (let length = 1; length <= 32; length += 5) {
      const exchange = await workbench.send({ Content: '你'.repeat(length) })
      expect(exchange.findings).toEqual([])
      expect(exchange).toMatchObject({ verdict: 'accepted', mode, message: { type: 'text' } })
      expect(exchange.message?.xml).toMatch(/<MsgId>2\d{16}<\/MsgId>/)
      for (const { findings } of exchange.backends ?? []) expect(findings).toEqual([])
    }
  })

  it('is said to have lost digits where the backend quotes its MsgId as a double', async () => {
    const quoting = REPLY.replace('收到', '24351234567890128')
    const workbench = await startIn(mode, await relayTo(mode, quoting))
    const exchange = await workbench.send({ MsgId: '24351234567890129' })
    expect(exchange).toMatchObject({ verdict: 'accepted', findings: [{ code: 'xml.unsafe-integer' }] })
  })

  it('is one message with its retry, and an event of the same second is another', async () => {
    const workbench = await startIn(mode, { policy: { kind: 'fixed', reply: { type: 'success' } } })
    const check = (trace: string) =>
      workbench.send({ CreateTime: '1770000100', trace_id: trace }, 'event', 'wxa_media_check')
    const attempts = [await check('60ab-1'), await check('60ab-1'), await check('60ab-2')]
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 1])
    const menu = () => workbench.send({ CreateTime: '1770000100', EventKey: 'A' }, 'event', 'CLICK')
    expect([await menu(), await menu()].map(({ attempt }) => attempt)).toEqual([1, 2])
  })
})
