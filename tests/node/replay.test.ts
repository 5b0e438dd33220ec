import { describe, expect, it } from 'vitest'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { CommandInput } from '../../src-core/contract/commands.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import { startBackend } from './backend-server.ts'
import type { Seen } from './backend-server.ts'
import { exchangeBytes } from './raw-socket.ts'
import { startWorkbench } from './running-workbench.ts'

const KEYS = {
  token: 'token12345',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  appId: 'wx5823bf96d3bd56c7',
} as const

async function start(change: AccountChange = {}) {
  const backend = await startBackend((response) => void response.end('success'))
  const workbench = await startWorkbench()
  const { id, path } = await workbench.account()
  const backends = [{ id: 'back', name: '后端', url: `${backend.origin}/wx?shop=1`, copies: false }]
  await workbench.call('account.update', { id, change: { ...KEYS, backends, ...change } })
  const get = async (exchange: string | null) => workbench.call('exchange.get', { id: exchange! })
  return {
    ...workbench,
    id,
    path,
    backend,
    get,
    /** Sends a text, to the account's own address unless told otherwise, and returns its exchange. */
    async send(order: Partial<CommandInput<'message.send'>> = {}) {
      const { exchange } = await workbench.call('message.send', {
        account: id,
        type: 'text',
        ...order,
      } as never)
      return get(exchange)
    },
    async replay(order: CommandInput<'exchange.replay'>) {
      const result = await workbench.call('exchange.replay', order)
      return { ...result, exchange: await get(result.deliveries.at(-1)?.exchange ?? null) }
    },
  }
}

const TO_BACKEND = { kind: 'backend', id: 'back' } as const
const queryOf = ({ target }: Pick<Seen, 'target'>) => new URL(target, 'http://x').searchParams
const contentOf = (xml: string | undefined) => /<Content><!\[CDATA\[(.*?)\]\]>/.exec(xml ?? '')?.[1]
const msgIdOf = (xml: string | undefined) => /<MsgId>(\d+)/.exec(xml ?? '')?.[1]

describe('as it is', () => {
  it('goes to where it came in, byte for byte, as a child of the original', async () => {
    const { responder, path, get, latest, replay, signedUrl } = await start()
    const url = new URL(await signedUrl({ 'a b': 'ä' }))
    const target = `${path}${url.search}&odd=%e4|'&odd`
    const body = Buffer.from([...Buffer.from('<xml><a>'), 0xff, ...Buffer.from('</a>\r\n</xml>\n')])
    const head = `POST ${target} HTTP/1.1\r\nhost: here\r\nX-Odd:  two\r\nX-Odd: one\r\ncontent-length: ${body.length}\r\nConnection: close\r\n\r\n`
    await exchangeBytes(responder().port, Buffer.concat([Buffer.from(head), body]))
    const original = await latest()
    const { exchange, run } = await replay({ id: original.id, how: 'as-is', run: 'replay-a' })
    expect(exchange).toMatchObject({ direction: 'in', parent: original.id, run })
    const { headers, ...request } = exchange.request
    const { headers: before, ...others } = original.request
    expect(request).toEqual(others)
    expect(request.bodyBase64).toBeDefined()
    const host = new URL(responder().origin).host
    expect(headers).toEqual(before.map(([name, value]) => [name, name === 'host' ? host : value]))
    expect(await get(original.id)).toEqual(original)
  })

  it('goes to another address, with the query of both', async () => {
    const { send, replay, backend } = await start()
    const original = await send()
    const { exchange } = await replay({ id: original.id, how: 'as-is', target: TO_BACKEND })
    const [seen] = backend.seen
    expect(seen!.target).toBe(`/wx?shop=1&${original.request.target.split('?')[1]}`)
    expect(seen!.body.toString()).toBe(original.request.body)
    expect(exchange).toMatchObject({ direction: 'out', parent: original.id, verdict: 'ignored', attempt: 1 })
  })

  it('of what we sent out goes to the same address again', async () => {
    const { send, replay, backend } = await start({ mode: 'safe' })
    const original = await send({ target: TO_BACKEND })
    await replay({ id: original.id, how: 'as-is' })
    const [first, second] = backend.seen
    expect(second).toEqual(first)
  })

  it('may have another body', async () => {
    const { send, replay, backend } = await start()
    const original = await send()
    await replay({ id: original.id, how: 'as-is', target: TO_BACKEND, text: '<xml>短</xml>' })
    const [seen] = backend.seen
    expect(seen!.body.toString()).toBe('<xml>短</xml>')
    expect(Object.fromEntries(seen!.headers)['Content-Length']).toBe('14')
  })

  it('of a request that was refused is refused again', async () => {
    const { responder, path, latest, replay } = await start()
    await fetch(`${responder().origin}${path}?signature=x&timestamp=1&nonce=2`, {
      method: 'POST',
      body: '<xml/>',
    })
    const original = await latest()
    const { exchange } = await replay({ id: original.id, how: 'as-is' })
    expect([exchange.verdict, exchange.response.status]).toEqual(['rejected', original.response.status])
    const outside = await replay({ id: original.id, how: 'as-is', target: TO_BACKEND })
    expect(outside.exchange.signature).toEqual(original.signature)
  })
})

describe('anew', () => {
  it.each(['plaintext', 'compatible', 'safe'] as const)(
    'is signed and encrypted afresh, in the mode in which it came (%s)',
    async (mode) => {
      const { send, replay, call, id } = await start({ mode })
      const original = await send()
      await call('account.update', { id, change: { mode: 'plaintext' } })
      const { exchange } = await replay({ id: original.id, how: 'anew' })
      expect(exchange).toMatchObject({
        mode,
        parent: original.id,
        signature: { ok: true },
        verdict: 'ignored',
      })
      expect(exchange.message).toEqual(original.message)
      expect(exchange.request.query['nonce']).not.toBe(original.request.query['nonce'])
      expect(exchange.request.target.split('?')[0]).toBe(original.request.path)
      if (mode === 'safe') expect(exchange.request.body).not.toBe(original.request.body)
    },
  )

  it('keeps the parameters that are no part of the signature', async () => {
    const { send, replay, backend } = await start()
    const original = await send({ target: TO_BACKEND })
    await replay({ id: original.id, how: 'anew' })
    const names = backend.seen.map((seen) => [...queryOf(seen).keys()])
    expect(names[1]).toEqual(names[0])
    expect(queryOf(backend.seen[1]!).get('shop')).toBe('1')
  })

  it('may have another text, and be another message each time', async () => {
    const { send, replay } = await start()
    const original = await send()
    const text = original.message!.xml.replace(/(<Content><!\[CDATA\[).*?(\]\])/, '$1改过的$2')
    const { deliveries, run, exchange } = await replay({
      id: original.id,
      how: 'anew',
      text,
      newMessage: true,
      times: 3,
    })
    expect([deliveries.map(({ attempt }) => attempt), contentOf(exchange.message?.xml)]).toEqual([
      [1, 1, 1],
      '改过的',
    ])
    expect([exchange.run, exchange.attempt]).toEqual([run, 1])
    expect(new Set(deliveries.map((one) => one.exchange)).size).toBe(3)
    expect(msgIdOf(exchange.message?.xml)).not.toBe(msgIdOf(original.message?.xml))
  })

  it.each([
    ['MsgId', {}],
    ['CreateTime, where it is an event', { type: 'event', event: 'subscribe' }],
  ])('is another message each of several times, by its %s', async (_name, kind) => {
    const { send, replay, call } = await start()
    const original = await send(kind)
    const { run } = await replay({
      id: original.id,
      how: 'anew',
      newMessage: true,
      times: 5,
      target: TO_BACKEND,
    })
    const { items } = await call('exchange.list', { limit: 20 })
    const keys = items.filter((one) => one.run === run).map(({ messageKey }) => messageKey)
    expect(new Set(keys).size).toBe(5)
  })
})

describe('a verification', () => {
  it.each(['as-is', 'anew'] as const)('is sent again, %s', async (how) => {
    const { call, id, replay, latest, signedUrl } = await start()
    await fetch(await signedUrl({ echostr: '4375120948345356249' }))
    const original = await latest()
    const { exchange } = await replay({ id: original.id, how })
    expect(exchange).toMatchObject({ parent: original.id, verdict: 'accepted', request: { method: 'GET' } })
    expect(exchange.response.body).toBe(exchange.request.query['echostr'])
    const { query } = exchange.request
    expect(query['signature']).toBe(
      sign({ token: KEYS.token, timestamp: query['timestamp']!, nonce: query['nonce']! }),
    )
    expect(query['nonce'] === original.request.query['nonce']).toBe(how === 'as-is')
    const failing = await call('exchange.replay', { id: original.id, how, target: TO_BACKEND })
    expect(failing.deliveries).toMatchObject([{ verdict: 'rejected' }])
    await expect(call('exchange.replay', { id: original.id, how, text: 'x' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect((await call('exchange.list', { limit: 1 })).items[0]).toMatchObject({
      account: id,
      direction: 'out',
    })
  })
})

describe('it is refused', () => {
  it('if only a part of its body was kept, unless there is a text in its place', async () => {
    const { responder, path, latest, call, backend } = await start()
    const body = `<xml><Content>${'x'.repeat(20_000)}</Content></xml>`
    await fetch(`${responder().origin}${path}?signature=x&timestamp=1&nonce=2`, {
      method: 'POST',
      body,
    }).catch(() => null)
    const { id } = await latest()
    for (const how of ['as-is', 'anew'] as const) {
      const order = { id, how, target: TO_BACKEND } as const
      await expect(call('exchange.replay', order)).rejects.toMatchObject({ code: 'BODY_INCOMPLETE' })
      await call('exchange.replay', { ...order, text: body })
    }
    expect(backend.seen.map((seen) => seen.body.toString())).toEqual([body, body])
  })

  it('if there is no such exchange, nobody to sign it, or no key', async () => {
    const { call, id, send, responder, latest } = await start({ mode: 'safe' })
    await expect(call('exchange.replay', { id: 'none', how: 'as-is' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const original = await send()
    await call('account.update', { id, change: { aesKey: '', previousAesKey: '' } })
    await expect(call('exchange.replay', { id: original.id, how: 'anew' })).rejects.toMatchObject({
      code: 'NO_KEY',
    })
    await fetch(`${responder().origin}/nowhere`)
    await expect(call('exchange.replay', { id: (await latest()).id, how: 'anew' })).rejects.toMatchObject({
      code: 'NO_ACCOUNT',
    })
  })
})

it('a replay is stopped, and keeps what it has', async () => {
  const { send, call, subscribe } = await start()
  const original = await send({ target: TO_BACKEND })
  subscribe((event) => {
    if (event.type === 'message.delivered') void call('run.stop', { run: 'replay-a' })
  })
  const { ended, deliveries } = await call('exchange.replay', {
    id: original.id,
    how: 'anew',
    times: 100,
    run: 'replay-a',
  })
  expect(ended).toBe('stopped')
  expect(deliveries.length).toBeLessThan(100)
  expect((await call('exchange.list', { limit: 200 })).items).toHaveLength(deliveries.length + 1)
})
