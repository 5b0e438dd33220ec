import { describe, expect, it } from 'vitest'
import type { Account, AccountChange } from '../../src-core/contract/account.ts'
import { startBackend } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

/** Blanks, escapes and a number beyond a double: whoever writes it anew changes it. */
const PUSH = Buffer.from(
  '{ "ToUserName":"gh_1", "FromUserName":"oUser", "CreateTime":1770000100, "MsgType":"event",\r\n"Event":"xpay_goods_deliver_notify", "Attach":"\\u4f60\\/", "MsgId":6060349595123187712 }\n',
)
const XML_PUSH = Buffer.from(
  '<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[oUser]]></FromUserName>\n<CreateTime>1770000100</CreateTime>\n<MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[xpay_goods_deliver_notify]]></Event>\n</xml>',
)
const TEXT_PUSH = Buffer.from(
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>oUser</FromUserName><CreateTime>1770000100</CreateTime><MsgType>text</MsgType><Content>1</Content><MsgId>1</MsgId></xml>',
)

async function startWith(policy: Account['policy'], change: AccountChange = {}) {
  const workbench = await startWorkbench({ relayBudgetMs: 20_000 })
  const { id } = await workbench.account()
  await workbench.call('account.update', { id, change: { ...change, policy } })
  return {
    ...workbench,
    id,
    async post(body: Buffer = PUSH, type = 'application/json') {
      const headers = { 'Content-Type': type, 'User-Agent': 'Mozilla/4.0' }
      const response = await fetch(await workbench.signedUrl(), { method: 'POST', headers, body })
      const bytes = Buffer.from(await response.arrayBuffer())
      return { status: response.status, bytes, exchange: await workbench.latest() }
    },
  }
}

async function startRelay(reply: string | Buffer, { guard = true, status = 200 } = {}) {
  const backend = await startBackend((response) => void response.writeHead(status).end(reply))
  const backends = [{ id: 'b', name: 'b', url: `${backend.origin}/wx`, copies: false }]
  const workbench = await startWith({ kind: 'relay', backend: 'b', guard }, { backends })
  return { ...workbench, seen: backend.seen }
}

const codesOf = ({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code)

describe('a JSON push behind the guard', () => {
  it.each([
    ['{"ErrCode":0,"ErrMsg":"success"}', 'accepted', undefined],
    ['{"ErrCode":1,"ErrMsg":"no such order"}', 'retried', undefined],
    ['{"MsgType":"transfer_customer_service"}', 'accepted', false],
    ['<xml><MsgType>text</MsgType></xml>', 'accepted', false],
    ['{"broken":', 'accepted', false],
    ['success', 'ignored', undefined],
    ['', 'ignored', undefined],
  ])('goes to the backend to the byte, and %j back: %s', async (reply, verdict, judged) => {
    const { post, seen } = await startRelay(reply)
    const { status, bytes, exchange } = await post()
    expect(seen[0]!.body).toEqual(PUSH)
    expect(seen[0]!.headers).toContainEqual(['Content-Type', 'application/json'])
    expect([status, bytes]).toEqual([200, Buffer.from(reply)])
    expect(exchange).toMatchObject({
      verdict,
      message: { format: 'json', event: 'xpay_goods_deliver_notify' },
    })
    expect(exchange.judged).toBe(judged)
    expect(exchange.guarded).toBeUndefined()
    expect(codesOf(exchange)).toContain('message.json')
    expect(exchange.request.body).toBe(PUSH.toString())
  })

  it('gives back bytes that are no text, and an error', async () => {
    const odd = Buffer.from([0x7b, 0xff, 0x00])
    const { post } = await startRelay(odd, { status: 500 })
    expect(await post()).toMatchObject({ status: 500, bytes: odd, exchange: { verdict: 'retried' } })
  })

  it('is not said to be dealt with if the backend is gone', async () => {
    const backend = await startBackend((response) => void response.socket?.destroy())
    const backends = [{ id: 'b', name: 'b', url: `${backend.origin}/wx`, copies: false }]
    const { post } = await startWith({ kind: 'relay', backend: 'b', guard: true }, { backends })
    const { status, exchange } = await post()
    expect(status).toBe(502)
    expect(exchange.verdict).toBe('retried')
    expect(exchange.guarded).toBeUndefined()
  })
})

it('a push in XML that asks for an ErrCode gets the backend’s, too', async () => {
  const reply = '<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>'
  const { post } = await startRelay(reply)
  const { bytes, exchange } = await post(XML_PUSH, 'text/xml')
  expect(bytes.toString()).toBe(reply)
  expect(exchange).toMatchObject({ verdict: 'accepted', findings: [] })
  expect(exchange.guarded).toBeUndefined()
})

it('a user’s message in XML is guarded as ever, whatever Content-Type it comes with', async () => {
  const { post } = await startRelay('{"ErrCode":0,"ErrMsg":"success"}')
  const { bytes, exchange } = await post(TEXT_PUSH)
  expect(bytes.toString()).toBe('success')
  expect(exchange.guarded).toBe(true)
})

describe('the workbench itself', () => {
  const TEXT = { type: 'text', content: '你好' } as const

  it('answers a JSON push with success and not with a user’s reply', async () => {
    const { post } = await startWith({ kind: 'fixed', reply: TEXT })
    const { bytes, exchange } = await post()
    expect(bytes.toString()).toBe('success')
    expect(exchange).toMatchObject({
      verdict: 'ignored',
      messageKey: expect.stringContaining('6060349595123187712') as string,
    })
    expect(codesOf(exchange)).toEqual(['message.json'])
  })

  it('holds none for somebody to answer', async () => {
    const { post, call } = await startWith({ kind: 'hand', holdMs: 20_000 })
    expect((await post()).bytes.toString()).toBe('success')
    expect((await call('workbench.snapshot', {})).held).toEqual([])
  })

  it('answers by a rule that fits its Event, with the JSON of that rule', async () => {
    const json = '{"ErrCode":0,"ErrMsg":"success"}'
    const rule = { id: 'r', name: 'r', enabled: true, delayMs: 0, fault: 'none' } as const
    const match = { event: 'XPAY_goods_deliver_notify' }
    const rules = [{ ...rule, match, reply: { type: 'xml' as const, xml: json } }]
    const { post } = await startWith({ kind: 'fixed', reply: TEXT }, { rules })
    const { bytes, exchange } = await post()
    expect(bytes.toString()).toBe(json)
    expect(exchange).toMatchObject({ verdict: 'accepted', rule: { id: 'r' } })
  })
})

describe('a text of one’s own', () => {
  it('of JSON is sent as it is, as WeChat sends JSON, and returns its exchange', async () => {
    const { call, id } = await startWith({ kind: 'fixed', reply: { type: 'success' } })
    const { status, body, exchange } = await call('message.send', { account: id, text: PUSH.toString() })
    expect([status, body]).toEqual([200, 'success'])
    const received = await call('exchange.get', { id: exchange! })
    expect(received).toMatchObject({ request: { body: PUSH.toString(), query: { openid: 'oUser' } } })
    expect(received.request.headers).toContainEqual(['Content-Type', 'application/json'])
  })

  it('of XML is sent as it is', async () => {
    const { call, id } = await startWith({ kind: 'fixed', reply: { type: 'success' } })
    const { exchange } = await call('message.send', { account: id, text: TEXT_PUSH.toString() })
    expect((await call('exchange.get', { id: exchange! })).request.body).toBe(TEXT_PUSH.toString())
  })

  it('may be no message at all', async () => {
    const { call, id, latest } = await startWith({ kind: 'fixed', reply: { type: 'success' } })
    const { status, exchange } = await call('message.send', { account: id, text: 'x' })
    expect([status, exchange]).toEqual([200, (await latest()).id])
    expect(codesOf(await latest())).toContain('xml.refused')
  })
})

it('an exchange with a JSON push opens with the JSON laid out, and all its digits', async () => {
  const { post, call } = await startWith({ kind: 'fixed', reply: { type: 'success' } })
  const { exchange } = await post()
  const { counterparts } = await call('exchange.open', { id: exchange.id })
  const { start, end } = counterparts!.pairs.find(({ path }) => path.join() === 'MsgId')!.xml
  expect(PUSH.toString().slice(start, end)).toBe('"MsgId":6060349595123187712')
  expect(counterparts?.json).toContain('\n  "MsgId": 6060349595123187712')
})
