import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { AccountChange } from '../../src-core/contract/account.ts'
import { modes } from '../../src-core/contract/exchange.ts'
import type { Mode } from '../../src-core/contract/exchange.ts'
import { createEncodingAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { startBackend } from './backend-server.ts'
import { countCalls } from './call-counts.ts'
import { startWorkbench } from './running-workbench.ts'

const AES_KEY = createEncodingAesKey(randomBytes)
const TEXT = { type: 'text', content: '收到' } as const
const REPLY =
  '<xml><ToUserName><![CDATA[o]]></ToUserName><FromUserName><![CDATA[g]]></FromUserName><CreateTime>1700000000</CreateTime>' +
  '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[x]]></Content></xml>'

interface Road {
  name: string
  change: AccountChange
  /**
   * The number of bodies read: the message by its sender, which looks for its exchange; the request's, with two for an
   * envelope and its content; and the reply's.
   */
  read: Record<Mode, number>
}

const COMING_IN: Record<Mode, number> = { plaintext: 2, compatible: 3, safe: 3 }
const plus = (replies: number): Record<Mode, number> => ({
  plaintext: COMING_IN.plaintext + replies,
  compatible: COMING_IN.compatible + replies,
  safe: COMING_IN.safe + replies,
})

const ROADS: Road[] = [
  { name: 'success', change: { policy: { kind: 'fixed', reply: { type: 'success' } } }, read: plus(0) },
  { name: 'a fixed text', change: { policy: { kind: 'fixed', reply: TEXT } }, read: plus(1) },
  {
    name: 'a rule',
    change: {
      rules: [{ id: 'r', name: 'r', enabled: true, match: {}, reply: TEXT, delayMs: 0, fault: 'none' }],
    },
    read: plus(1),
  },
  { name: 'a backend', change: { policy: { kind: 'relay', backend: 'b', guard: false } }, read: plus(1) },
  {
    name: 'a backend behind the guard',
    change: { policy: { kind: 'relay', backend: 'b', guard: true } },
    read: plus(1),
  },
]

const ALL = modes.flatMap((mode) => ROADS.map((road) => ({ mode, ...road })))

describe('each body that comes or goes is read once, each answer judged once, each digest computed once', () => {
  it.each(ALL)('$name, in $mode mode', async ({ mode, change, read, name }) => {
    const server = await startBackend((response) => void response.end(REPLY))
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    const backends = [{ id: 'b', name: 'b', url: `${server.origin}/wx`, copies: false }]
    const keys = { aesKey: AES_KEY, appId: 'wx5823bf96d3bd56c7' }
    await workbench.call('account.update', { id, change: { mode, ...keys, backends, ...change } })
    const { countOf } = await countCalls(() => workbench.call('message.send', { account: id, type: 'text' }))
    const isBackend = name.startsWith('a backend')
    const isEncrypted = mode !== 'plaintext'
    expect({
      read: countOf('xml/parse/lenient.ts', 'parseLenientText'),
      views: countOf('xml/json/simple.ts', 'toSimple'),
      judged: countOf('reply/judge-reply.ts', 'judgeRead'),
      summedUp: countOf('diagnosis/verdict.ts', 'sumUpReply'),
      digests: countOf('wechat/signature.ts', 'sign'),
      decryptions: countOf('cipher/keys.ts', 'decryptWithKeys'),
      recorded: countOf('src-core/keeping.ts', 'keep'),
    }).toEqual({
      read: read[mode],
      // The view of the message, on either side, and of the fields of an envelope.
      views: isEncrypted ? 3 : 2,
      // Behind the guard both are judged: the backend's reply, and the `success` that goes out in its place.
      judged: name === 'a backend behind the guard' ? 2 : 1,
      summedUp: name === 'a backend behind the guard' ? 2 : 1,
      // WeChat's and ours of each signature, and one for an envelope of ours.
      digests: (isEncrypted ? 4 : 2) + (isEncrypted && !isBackend && name !== 'success' ? 1 : 0),
      decryptions: isEncrypted ? 1 : 0,
      recorded: 1,
    })
  })
})
