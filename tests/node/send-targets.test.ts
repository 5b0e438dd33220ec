import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { CommandInput } from '../../src-core/contract/commands.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import type { SentDelivery } from '../../src-core/contract/sending.ts'
import { startBackend } from './backend-server.ts'
import type { Seen } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

const KEYS = {
  token: 'token12345',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  appId: 'wx5823bf96d3bd56c7',
} as const
const SEALING = { timestamp: '1700000000', nonce: '123456789', random16: '0123456789abcdef' }

type Answer = (response: ServerResponse, seen: Seen) => void

/** Starts a workbench and a backend of its account that answers so. */
async function start(answer: Answer, change: AccountChange = {}, options = {}) {
  const backend = await startBackend(answer)
  const workbench = await startWorkbench(options)
  const { id } = await workbench.account()
  const backends = [{ id: 'back', name: '后端', url: `${backend.origin}/wx?shop=1`, copies: false }]
  await workbench.call('account.update', { id, change: { ...KEYS, backends, ...change } })
  const events: WorkbenchEvent[] = []
  workbench.subscribe((event) => events.push(event))
  type Order = Omit<Extract<CommandInput<'message.send'>, { type: string }>, 'account' | 'type'>
  const send = (order: Order = {}) =>
    workbench.call('message.send', {
      account: id,
      target: { kind: 'backend', id: 'back' },
      type: 'text',
      ...order,
    })
  const delivered = (): SentDelivery[] =>
    events.flatMap((event) => (event.type === 'message.delivered' ? [event.delivery] : []))
  return { ...workbench, id, backend, events, send, delivered }
}

const success: Answer = (response) => void response.end('success')
const fail: Answer = (response) => void response.writeHead(500).end()

describe('a message to a backend', () => {
  it('is an outgoing exchange of the account, and of the run that the caller chose', async () => {
    const { send, id, call, delivered, events } = await start(success)
    const result = await send({ run: 'send-a' })
    expect(result).toMatchObject({ run: 'send-a', ended: 'taken', status: 200, body: 'success' })
    expect(result.deliveries).toMatchObject([{ attempt: 1, verdict: 'ignored', exchange: result.exchange }])
    expect(delivered()).toEqual(result.deliveries)
    expect(events.find(({ type }) => type === 'message.delivered')).toMatchObject({ run: 'send-a' })
    expect(await call('exchange.get', { id: result.exchange! })).toMatchObject({
      direction: 'out',
      account: id,
      run: 'send-a',
      attempt: 1,
      verdict: 'ignored',
    })
  })

  it('is delivered again as long as the backend does not take it, each time an exchange', async () => {
    const { send, backend, call, delivered } = await start((response) => {
      response.writeHead(backend.seen.length === 1 ? 500 : 200).end('success')
    })
    const { deliveries, ended, exchange } = await send({ deliveries: 3 })
    expect(ended).toBe('taken')
    expect(deliveries.map(({ attempt, verdict }) => [attempt, verdict])).toEqual([
      [1, 'retried'],
      [2, 'ignored'],
    ])
    expect(delivered()).toEqual(deliveries)
    expect(new Set(backend.seen.map(({ body }) => body.toString())).size).toBe(1)
    expect((await call('exchange.get', { id: exchange! })).attempt).toBe(2)
  })

  it('may go to any address, whose mark for an AppID is filled in', async () => {
    const { send, backend } = await start(success)
    const { ended } = await send({ target: { kind: 'url', url: `${backend.origin}/any/$APPID$` } })
    expect([ended, backend.seen[0]!.target.split('?')[0]]).toEqual(['taken', `/any/${KEYS.appId}`])
  })

  it('has a fault of the backend’s named: it redirects, never stops, says nothing, hangs up', async () => {
    let answer: Answer = success
    const { send, call } = await start((response, seen) => answer(response, seen))
    const other = await startBackend(success)
    const codesFor = async (given: Answer) => {
      answer = given
      const { exchange } = await send()
      return (await call('exchange.get', { id: exchange! })).findings.map(({ code }) => code)
    }
    const redirect: Answer = (response) => void response.writeHead(302, { Location: other.origin }).end()
    expect(await codesFor(redirect)).toContain('status.redirect')
    expect(other.seen).toEqual([])
    const large: Answer = (response) => void response.end('x'.repeat(2 * 1024 * 1024))
    expect(await codesFor(large)).toEqual(['reply.broken-framing'])
    expect(await codesFor((response) => void response.destroy())).toContain('probe.unreachable')
    expect(await codesFor((response) => void response.end())).toEqual([])
  })
})

describe('a message is refused before anything goes out', () => {
  it.each<[string, AccountChange, Parameters<Awaited<ReturnType<typeof start>>['send']>[0], string]>([
    ['if there is no such backend', {}, { target: { kind: 'backend', id: 'none' } }, 'NOT_FOUND'],
    ['if the mode needs a key and there is none', { mode: 'safe', aesKey: '' }, {}, 'NO_KEY'],
    ['if its run is none of a send', {}, { run: 'replay-a' }, 'INVALID_INPUT'],
  ])('%s', async (_name, change, order, code) => {
    const { send, backend } = await start(success, change)
    await expect(send(order)).rejects.toMatchObject({ code })
    expect(backend.seen).toEqual([])
  })

  it('if it would go to where the workbench itself is operated', async () => {
    let port: number | null = null
    const { send, backend } = await start(success, {}, { controlPort: () => port })
    port = Number(new URL(backend.origin).port)
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const target = { kind: 'url', url: `http://${host}:${port}/wx` } as const
      await expect(send({ target })).rejects.toMatchObject({ code: 'OWN_CONTROL_PORT' })
    }
    await expect(send()).rejects.toMatchObject({ code: 'OWN_CONTROL_PORT' })
    expect(backend.seen).toEqual([])
  })

  it('and so are a check-up and a burst', async () => {
    let port: number | null = null
    const { call, id, backend } = await start(success, {}, { controlPort: () => port })
    port = Number(new URL(backend.origin).port)
    const order = { account: id, target: { kind: 'backend', id: 'back' } } as const
    const refused = { code: 'OWN_CONTROL_PORT' }
    const plan = { messages: 1, concurrency: 1, fans: 1, mix: [{ type: 'text' }] }
    await expect(call('checkUp.start', { ...order, run: 'check-up-a' })).rejects.toMatchObject(refused)
    await expect(call('burst.start', { ...order, run: 'burst-a', plan })).rejects.toMatchObject(refused)
    expect(backend.seen).toEqual([])
  })
})

describe('a message to the account’s own address', () => {
  const RESPONDER = { target: { kind: 'responder' } } as const

  it('is one incoming exchange, which says what it belongs to', async () => {
    const { send, call } = await start(success)
    const { exchange, run } = await send(RESPONDER)
    const { items } = await call('exchange.list', { limit: 10 })
    expect(items).toMatchObject([{ id: exchange, direction: 'in', run }])
  })

  it('is delivered again if the reply is no good', async () => {
    const policy = { kind: 'relay', backend: 'back', guard: false } as const
    const { send, call } = await start(fail, { policy })
    const { deliveries, ended } = await send({ ...RESPONDER, deliveries: 2 })
    expect([ended, deliveries.map(({ verdict }) => verdict)]).toEqual(['given-up', ['retried', 'retried']])
    const { items } = await call('exchange.list', { limit: 10 })
    expect(items.map(({ id }) => id)).toEqual(deliveries.map(({ exchange }) => exchange).toReversed())
    expect(items.map(({ attempt }) => attempt)).toEqual([2, 1])
  })
})

describe('after a burst of failures', () => {
  it('nothing goes to this address for a minute, if it is asked for', async () => {
    const { send, backend, call, id } = await start(fail)
    const { mutedUntil } = await send({ deliveries: 4, mute: true })
    expect(mutedUntil).toBeNull()
    const last = await send({ deliveries: 4, mute: true })
    expect(last).toMatchObject({ ended: 'muted', deliveries: [{ attempt: 1 }] })
    const now = Date.now()
    expect(last.mutedUntil).toBeGreaterThan(now + 50_000)
    expect(last.mutedUntil).toBeLessThanOrEqual(now + 60_000)
    expect(await send({ mute: true })).toMatchObject({
      ended: 'muted',
      deliveries: [],
      status: 0,
      exchange: null,
    })
    expect(backend.seen).toHaveLength(5)
    expect(await send()).toMatchObject({ ended: 'given-up', mutedUntil: last.mutedUntil })
    const target = { kind: 'url', url: `${backend.origin}/another` } as const
    expect(await call('message.send', { account: id, type: 'text', target, mute: true })).toMatchObject({
      ended: 'given-up',
      mutedUntil: null,
    })
  })
})

describe('run.stop', () => {
  it('ends what is under way at once, and what it has so far is kept', async () => {
    const asked = Promise.withResolvers<void>()
    const { send, call, backend } = await start((response) => {
      if (backend.seen.length === 1) response.writeHead(500).end()
      else asked.resolve()
    })
    const sending = send({ run: 'send-a', deliveries: 3 })
    await asked.promise
    await expect(send({ run: 'send-a' })).rejects.toMatchObject({ code: 'UNDER_WAY' })
    await call('run.stop', { run: 'send-a' })
    const result = await sending
    expect(result).toMatchObject({ ended: 'stopped', deliveries: [{ attempt: 1, status: 500 }] })
    expect((await call('exchange.list', { limit: 10 })).items.map(({ id }) => id)).toEqual([result.exchange])
    await expect(call('run.stop', { run: 'send-a' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('message.preview', () => {
  it.each(['plaintext', 'compatible', 'safe'] as const)(
    'is what goes out, byte for byte (%s)',
    async (mode) => {
      const { call, id, backend } = await start(success, { mode })
      const { text } = await call('message.draft', { account: id, type: 'text', set: { Content: '你好' } })
      const order = { account: id, text, target: { kind: 'backend', id: 'back' } } as const
      const drawn = await call('message.preview', order)
      await call('message.send', { ...order, sealing: drawn.sealing })
      const [seen] = backend.seen
      expect(drawn.line).toBe(`POST ${seen!.target} HTTP/1.1`)
      expect(drawn.headers).toEqual(seen!.headers)
      expect(drawn.body).toBe(seen!.body.toString())
      expect(await call('message.preview', { ...order, sealing: drawn.sealing })).toEqual(drawn)
    },
  )

  it('is of the account’s own address if no other is named, and in the version that is asked for', async () => {
    const { call, id, account } = await start(success)
    const { line } = await call('message.preview', {
      account: id,
      text: 'x',
      version: '1.0',
      sealing: SEALING,
    })
    const { path } = await account()
    expect(line).toMatch(/timestamp=1700000000&nonce=123456789&openid=\S+ HTTP\/1\.0$/)
    expect(line).toContain(`POST ${path}?`)
  })
})
