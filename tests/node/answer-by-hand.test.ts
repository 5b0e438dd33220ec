import { describe, expect, it } from 'vitest'
import type { HeldRequest } from '../../src-core/contract/reply.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import { startWorkbench } from './running-workbench.ts'

const messageOf = (msgId: string) =>
  '<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]>' +
  '</FromUserName><CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
  `<Content><![CDATA[你好]]></Content><MsgId>${msgId}</MsgId></xml>`

/** A workbench whose account is answered by hand, and a way to wait for what happens in it. */
async function startByHand(holdMs = 60_000) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  await workbench.call('account.update', { id, change: { policy: { kind: 'hand', holdMs } } })
  const url = await workbench.signedUrl()
  return {
    ...workbench,
    post: (msgId: string, signal?: AbortSignal) =>
      fetch(url, { method: 'POST', body: messageOf(msgId), ...(signal && { signal }) }),
    /** The next event of this type; ask before it can happen. */
    next<Type extends WorkbenchEvent['type']>(type: Type) {
      return new Promise<Extract<WorkbenchEvent, { type: Type }>>((resolve) => {
        const stop = workbench.subscribe((event) => {
          if (event.type !== type) return
          stop()
          resolve(event as Extract<WorkbenchEvent, { type: Type }>)
        })
      })
    },
  }
}

describe('by hand', () => {
  it('a message waits, is answered with what was previewed, and is recorded as such', async () => {
    const workbench = await startByHand()
    const holding = workbench.next('request.held')
    const answering = workbench.post('23892468385179204')
    const { held } = await holding
    expect(held).toMatchObject({ attempt: 1, message: { type: 'text' }, messageKey: 'msg:23892468385179204' })
    expect(held.deadlineAt - held.receivedAt).toBe(60_000)
    expect((await workbench.call('workbench.snapshot', {})).held).toEqual([held])

    const draft = { type: 'text', content: 'a ]]> b 😊\n第二行' } as const
    const preview = await workbench.call('reply.preview', { id: held.id, draft })
    expect(preview).toMatchObject({
      verdict: 'accepted',
      problem: null,
      length: { bytes: 22, maxBytes: 2047 },
    })
    await workbench.call('request.answer', { id: held.id, draft })
    const response = await answering
    const body = await response.text()
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    const withoutTime = (xml: string | null) => xml?.replace(/<CreateTime>\d{10}</, '<CreateTime><')
    expect(withoutTime(body)).toBe(withoutTime(preview.body))
    expect(body).toContain('<ToUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></ToUserName>')
    expect(body).toContain('<Content><![CDATA[a ]]]]><![CDATA[> b 😊\n第二行]]></Content>')
    expect(await workbench.latest()).toMatchObject({
      id: held.id,
      verdict: 'accepted',
      response: { by: 'hand', body, status: 200 },
    })
    expect((await workbench.call('workbench.snapshot', {})).held).toEqual([])
  })

  it('success goes by itself when the time is up', async () => {
    const workbench = await startByHand(100)
    const released = workbench.next('request.released')
    const response = await workbench.post('1')
    expect([response.status, await response.text()]).toEqual([200, 'success'])
    expect(await released).toMatchObject({ reason: 'timeout' })
    expect(await workbench.latest()).toMatchObject({ verdict: 'ignored', response: { by: 'timeout' } })
  })

  it('sees at once that the other side has hung up', async () => {
    const workbench = await startByHand()
    const holding = workbench.next('request.held')
    const released = workbench.next('request.released')
    const recorded = workbench.next('exchange.recorded')
    const leaving = new AbortController()
    const answering = workbench.post('1', leaving.signal).catch(() => null)
    const { held } = await holding
    leaving.abort()
    await answering
    expect(await released).toMatchObject({ id: held.id, reason: 'gone' })
    expect((await recorded).exchange).toMatchObject({
      verdict: 'retried',
      status: 0,
      findings: ['reply.unsent'],
    })
    const draft = { type: 'success' } as const
    await expect(workbench.call('request.answer', { id: held.id, draft })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('counts a second delivery while the first still waits', async () => {
    const workbench = await startByHand()
    const first = workbench.next('request.held')
    const answers = [workbench.post('7')]
    await first
    const second = workbench.next('request.held')
    answers.push(workbench.post('7'))
    const { held } = await second
    expect(held.attempt).toBe(2)
    for (const { id } of (await workbench.call('workbench.snapshot', {})).held) {
      await workbench.call('request.answer', { id, draft: { type: 'empty' } })
    }
    expect(await Promise.all(answers.map(async (answer) => (await answer).text()))).toEqual(['', ''])
  })

  it('keeps a request waiting when its draft cannot be written', async () => {
    const workbench = await startByHand()
    const holding = workbench.next('request.held')
    const answering = workbench.post('1')
    const { id } = (await holding).held
    const draft = { type: 'text', content: 'a\u0001b' } as const
    expect(await workbench.call('reply.preview', { id, draft })).toMatchObject({
      body: null,
      verdict: 'fault',
    })
    await expect(workbench.call('request.answer', { id, draft })).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
    })
    await workbench.call('request.answer', { id, draft: { type: 'success' } })
    expect(await (await answering).text()).toBe('success')
  })

  it('answers a thousand that wait at once, each with its own reply, and others at once', async () => {
    const workbench = await startByHand()
    const held: HeldRequest[] = []
    const { promise: allHeld, resolve } = Promise.withResolvers<void>()
    const stop = workbench.subscribe((event) => {
      if (event.type === 'request.held' && held.push(event.held) === 1000) resolve()
    })
    const answers = Array.from({ length: 1000 }, async (_, index) =>
      (await workbench.post(`9${index}`)).text(),
    )
    await allHeld
    stop()
    const echo = await fetch(await workbench.signedUrl({ echostr: '42' }))
    expect(await echo.text()).toBe('42')
    for (const { id, messageKey } of held) {
      await workbench.call('request.answer', { id, draft: { type: 'text', content: `to ${messageKey}` } })
    }
    const replies = await Promise.all(answers)
    expect(replies.every((reply, index) => reply.includes(`<![CDATA[to msg:9${index}]]>`))).toBe(true)
  })

  it('lets nothing hang when the workbench is closed', async () => {
    const workbench = await startByHand()
    const holding = workbench.next('request.held')
    const answering = workbench.post('1')
    await holding
    await workbench.close()
    expect(await (await answering).text()).toBe('success')
  })
})

describe('a reply that cannot be addressed', () => {
  it('is success, also where a name holds what XML cannot carry', async () => {
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    const reply = { type: 'text', content: '收到' } as const
    await workbench.call('account.update', { id, change: { policy: { kind: 'fixed', reply } } })
    const body = messageOf('1').replace('oia2TjuEGTNoeX76QEjQNrcURxG8', 'o\u0002x')
    const response = await fetch(await workbench.signedUrl(), { method: 'POST', body })
    expect([response.status, await response.text()]).toEqual([200, 'success'])
  })
})
