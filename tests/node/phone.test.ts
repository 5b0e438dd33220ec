import { describe, expect, it } from 'vitest'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { AnswerRule } from '../../src-core/contract/rules.ts'
import { writeEnvelope } from '../../src-core/exchange/envelope.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { startBackend } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

const USER = 'oia2TjuEGTNoeX76QEjQNrcURxG8'
const ACCOUNT = 'gh_7f083739789a'

const messageOf = (msgId: string) =>
  `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName><FromUserName><![CDATA[${USER}]]></FromUserName>` +
  '<CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
  `<Content><![CDATA[你好]]></Content><MsgId>${msgId}</MsgId></xml>`

const replyTo = (user: string, account: string) =>
  `<xml><ToUserName><![CDATA[${user}]]></ToUserName><FromUserName><![CDATA[${account}]]></FromUserName>` +
  '<CreateTime>1395658921</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>'

const REPLY = replyTo(USER, ACCOUNT)

/** What is shown of a text reply. */
const shown = (text: string) => ({
  kind: 'shown',
  item: { kind: 'text', runs: [{ kind: 'text', text }], characters: text.length, left: 0 },
})

const ruleOf = (content: string, fault: AnswerRule['fault'] = 'none'): AnswerRule => ({
  id: 'r',
  name: 'r',
  enabled: true,
  match: {},
  reply: { type: 'text', content },
  delayMs: 0,
  fault,
})

async function start(change: AccountChange) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  const update = (more: AccountChange) => workbench.call('account.update', { id, change: more })
  await update(change)
  const url = await workbench.signedUrl()
  return {
    ...workbench,
    id,
    update,
    post: async (msgId: string) =>
      void (await fetch(url, { method: 'POST', body: messageOf(msgId) }).catch(() => null)),
    async openAll() {
      const { items } = await workbench.call('exchange.list', { limit: 10 })
      const opened = await Promise.all(
        items.map(({ id: one }) => workbench.call('exchange.open', { id: one })),
      )
      return opened.toReversed()
    },
  }
}

describe('exchange.open', () => {
  it('shows a reply, and what the user wrote', async () => {
    const workbench = await start({ rules: [ruleOf('收到')] })
    await workbench.post('1')
    const { phone, phones, exchange } = (await workbench.openAll())[0]!
    expect(phone).toEqual({
      at: exchange.receivedAt,
      sent: { kind: 'text', runs: [{ kind: 'text', text: '你好' }], characters: 2, left: 0 },
      outcome: shown('收到'),
      deliveries: [],
    })
    expect(phones).toEqual({})
  })

  it('puts the deliveries that came in the place of those that were expected', async () => {
    const workbench = await start({ rules: [ruleOf('x', 'http-500')] })
    await workbench.post('1')
    await workbench.post('2')
    await workbench.update({ rules: [ruleOf('收到')] })
    await workbench.post('1')
    const [first, other, second] = await workbench.openAll()
    const gap = second!.exchange.receivedAt - first!.exchange.receivedAt
    expect(first!.phone).toMatchObject({
      outcome: { kind: 'retried', isLast: false },
      // It was taken, so that no third is expected.
      deliveries: [{ number: 2, afterMs: gap, verdict: 'accepted' }],
    })
    expect(second!.phone).toMatchObject({
      outcome: shown('收到'),
      deliveries: [{ number: 1, afterMs: -gap, verdict: 'retried' }],
    })
    expect(other!.phone?.deliveries).toEqual([
      { number: 2, afterMs: null, verdict: null },
      { number: 3, afterMs: null, verdict: null },
    ])
  })

  it('shows success in place of a reply that the guard held back, and beside it that reply', async () => {
    const broken = await startBackend((response) => void response.end('{"code":0}'))
    const well = await startBackend((response) => void response.end(REPLY))
    const workbench = await start({
      backends: [
        { id: 'main', name: 'main', url: broken.origin, copies: false },
        { id: 'copy', name: 'copy', url: well.origin, copies: true },
      ],
      policy: { kind: 'relay', backend: 'main', guard: true },
    })
    const amended = workbench.next('exchange.amended')
    await workbench.post('1')
    const recorded = (await workbench.openAll())[0]!
    if (recorded.exchange.backends?.length !== 2) await amended
    const { phone, phones } = (await workbench.openAll())[0]!
    expect(phone?.outcome).toEqual({ kind: 'nothing', why: 'guarded' })
    expect(phones['main']?.outcome).toEqual({ kind: 'fault', likely: false })
    expect(phones['copy']?.outcome).toEqual(shown('收到'))
  })

  it('shows what is in an encrypted reply of ours, and in a backend’s as long as its key is there', async () => {
    const aesKey = 'C'.repeat(43)
    const decoded = decodeAesKey(aesKey)
    if (!decoded.ok) throw new Error(decoded.failure.text.en)
    const { key } = decoded
    const appId = 'wx5823bf96d3bd56c7'
    const account = { token: 'mytoken', aesKey, appId, mode: 'safe' } as const
    const workbench = await start({ ...account, rules: [ruleOf('收到')] })
    await workbench.call('message.send', { account: workbench.id, type: 'text' })
    expect((await workbench.openAll())[0]!.phone?.outcome).toEqual(shown('收到'))

    const { message } = await workbench.latest()
    const backend = await startBackend((response) => {
      const random16 = Buffer.from('0123456789abcdef')
      const encrypt = encryptMessage({ message: replyTo(message!.from!, message!.to!), key, appId, random16 })
      response.end(writeEnvelope({ encrypt, token: 'mytoken', timestamp: '1411034505', nonce: '1' }))
    })
    await workbench.update({
      rules: [],
      backends: [{ id: 'main', name: 'main', url: backend.origin, copies: false }],
      policy: { kind: 'relay', backend: 'main', guard: false },
    })
    await workbench.call('message.send', { account: workbench.id, type: 'text' })
    const opened = (await workbench.openAll()).at(-1)!
    expect(opened.exchange.verdict).toBe('accepted')
    expect(opened.phone?.outcome).toEqual(shown('收到'))
    expect(opened.phones['main']?.outcome).toEqual(shown('收到'))

    await workbench.update({ aesKey: 'O'.repeat(43), previousAesKey: '' })
    const later = (await workbench.openAll()).at(-1)!
    expect(later.phone?.outcome).toEqual({ kind: 'unknown', why: 'sealed' })
  })

  it('has no phone for a message that was refused', async () => {
    const workbench = await start({})
    await fetch(
      `${workbench.responder().origin}${(await workbench.account()).path}?signature=a&timestamp=1&nonce=1`,
      {
        method: 'POST',
        body: messageOf('1'),
      },
    )
    const { exchange, phone } = (await workbench.openAll())[0]!
    expect(exchange.verdict).toBe('rejected')
    expect(phone).toBeNull()
  })
})

it('reply.preview shows a draft as it is written, and nothing of one that cannot be written', async () => {
  const workbench = await start({})
  await workbench.post('1')
  const { id } = await workbench.latest()
  const preview = async (content: string) =>
    (await workbench.call('reply.preview', { id, draft: { type: 'text', content } })).phone
  expect((await preview('收到'))?.outcome).toEqual(shown('收到'))
  expect((await preview(''))?.outcome).toEqual({ kind: 'fault', likely: false })
  expect(await preview('\u0001')).toBeNull()
  expect((await workbench.call('reply.preview', { id, draft: { type: 'success' } })).phone?.outcome).toEqual({
    kind: 'nothing',
    why: 'success',
  })
})

it('rule.try shows what each example would get', async () => {
  const workbench = await start({})
  await workbench.post('1')
  const rule = ruleOf('{{Content}}！')
  const { examples } = await workbench.call('rule.try', { account: workbench.id, rule })
  expect(examples[0]?.phone?.outcome).toEqual(shown('你好！'))
})
