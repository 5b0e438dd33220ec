import { describe, expect, it } from 'vitest'
import type { HeldRequest } from '../../src-core/contract/reply.ts'
import { SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../../src-core/wechat/samples.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const messageOf = (msgId: string) =>
  '<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]>' +
  '</FromUserName><CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
  `<Content><![CDATA[你好]]></Content><MsgId>${msgId}</MsgId></xml>`

/** Starts a workbench whose account is answered by hand, with a way to wait for its events. */
async function startByHand(holdMs = 60_000) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  await workbench.call('account.update', { id, change: { policy: { kind: 'hand', holdMs } } })
  const url = await workbench.signedUrl()
  return {
    ...workbench,
    post: (msgId: string, signal?: AbortSignal) =>
      fetch(url, { method: 'POST', body: messageOf(msgId), ...(signal && { signal }) }),
  }
}

describe('by hand', () => {
  it('a message waits, is answered with what was previewed, and is recorded as such', async () => {
    const workbench = await startByHand()
    const holding = workbench.next('request.held')
    const answering = workbench.post('23892468385179204')
    const { held } = await holding
    expect(held).toMatchObject({ attempt: 1, message: { type: 'text' } })
    expect(held.messageKey).toBe('msg:23892468385179204:oia2TjuEGTNoeX76QEjQNrcURxG8')
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
    expect(body).toBe(preview.body)
    expect(body).toContain(`<CreateTime>${Math.floor(held.receivedAt / 1000)}</CreateTime>`)
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
    expect(
      replies.every((reply, index) =>
        reply.includes(`<![CDATA[to msg:9${index}:oia2TjuEGTNoeX76QEjQNrcURxG8]]>`),
      ),
    ).toBe(true)
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

describe('what is written by hand', () => {
  const draft = { type: 'text', content: '写到一半' } as const

  /** Makes a message wait, and returns the pending answer to it. */
  async function hold(workbench: Awaited<ReturnType<typeof startByHand>>, msgId: string) {
    const holding = workbench.next('request.held')
    const answering = workbench.post(msgId)
    return { held: (await holding).held, answering }
  }

  it('is there again for whoever looks at what waits', async () => {
    const workbench = await startByHand()
    const { held } = await hold(workbench, '1')
    expect(held.draft).toBeNull()
    const changing = workbench.next('request.held')
    await workbench.call('draft.save', { id: held.id, draft })
    expect((await changing).held).toEqual({ ...held, draft })
    expect((await workbench.call('workbench.snapshot', {})).held).toEqual([{ ...held, draft }])
  })

  it('stays with the exchange when the time is up, also what arrives a moment too late', async () => {
    const workbench = await startByHand(300)
    const { held, answering } = await hold(workbench, '1')
    await workbench.call('draft.save', { id: held.id, draft })
    expect(await (await answering).text()).toBe('success')
    expect((await workbench.latest()).draft).toEqual(draft)
    const later = { type: 'text', content: '写完了' } as const
    await workbench.call('draft.save', { id: held.id, draft: later })
    expect(await workbench.latest()).toMatchObject({ draft: later, response: { body: 'success' } })
  })

  it('goes on with the next delivery of the message', async () => {
    const workbench = await startByHand(300)
    const { held, answering } = await hold(workbench, '1')
    await workbench.call('draft.save', { id: held.id, draft })
    await answering
    const next = await hold(workbench, '1')
    expect(next.held).toMatchObject({ attempt: 2, draft })
    await next.answering
    expect((await hold(workbench, '2')).held.draft).toBeNull()
  })

  it('is not there for another account that gets the same message', async () => {
    const workbench = await startByHand()
    const { held } = await hold(workbench, '1')
    await workbench.call('draft.save', { id: held.id, draft })
    const other = await workbench.call('account.create', {})
    await workbench.call('account.update', { id: other.id, change: { policy: { kind: 'hand' } } })
    const holding = workbench.next('request.held')
    const url = await workbench.signedUrl({}, other.id)
    void fetch(url, { method: 'POST', body: messageOf('1') }).catch(() => {})
    expect((await holding).held).toMatchObject({ account: other.id, attempt: 1, draft: null })
  })

  it('is kept by no exchange that was answered otherwise', async () => {
    const workbench = await startWorkbench()
    await fetch(await workbench.signedUrl(), { method: 'POST', body: messageOf('1') })
    const { id } = await workbench.latest()
    await expect(workbench.call('draft.save', { id, draft })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('can be sent again: the last replies, the newest first, each once', async () => {
    const workbench = await startByHand()
    for (const [msgId, content] of ['甲', '乙', '甲'].entries()) {
      const { held, answering } = await hold(workbench, String(msgId))
      await workbench.call('request.answer', { id: held.id, draft: { type: 'text', content } })
      await answering
    }
    const recent = await workbench.call('reply.recent', {})
    expect(recent.map((one) => one.draft)).toEqual([
      { type: 'text', content: '甲' },
      { type: 'text', content: '乙' },
    ])
    expect(recent[0]!.exchange).toBe((await workbench.latest()).id)
  })

  it('can be kept under a name, once, over a restart', async () => {
    const dataDir = createTemporaryFolder()
    const workbench = await startWorkbench({ dataDir })
    const other = { type: 'text', content: '另一句' } as const
    await workbench.call('template.save', { name: '问候', draft })
    const { id } = await workbench.call('template.save', { name: '问候', draft: other })
    await workbench.close()

    const again = await startWorkbench({ dataDir })
    const { templates } = await again.call('workbench.snapshot', {})
    expect(templates).toEqual([{ id, name: '问候', draft: other }])
    await again.call('template.remove', { id })
    await expect(again.call('template.remove', { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await again.call('workbench.snapshot', {})).templates).toEqual([])
  })
})

describe('a preview', () => {
  it('says what would be cut, and which form free XML is', async () => {
    const workbench = await startByHand()
    const holding = workbench.next('request.held')
    void workbench.post('1').catch(() => null)
    const { id } = (await holding).held
    const article = { title: '标题', description: '', picUrl: '', url: 'https://example.com' }
    const news = { type: 'news', articles: [article, article] } as const
    const preview = await workbench.call('reply.preview', {
      id,
      draft: { ...news, articles: [...news.articles] },
    })
    expect(preview.maxArticles).toBe(1)
    const free = { type: 'xml', xml: preview.body! } as const
    expect((await workbench.call('reply.preview', { id, draft: free })).form).toEqual(news)
    const commented = { type: 'xml', xml: preview.body!.replace('</xml>', '<!-- x --></xml>') } as const
    expect(await workbench.call('reply.preview', { id, draft: commented })).toMatchObject({
      form: null,
      body: commented.xml,
    })
  })
})

describe('the time to answer', () => {
  async function startUsual(answerWithinMs: number) {
    const workbench = await startByHand()
    const { id } = await workbench.account()
    await workbench.call('account.update', { id, change: { policy: { kind: 'hand' } } })
    await workbench.call('preferences.update', { answerWithinMs })
    return { ...workbench, id }
  }

  it('is that of the preferences, unless the account has its own', async () => {
    const workbench = await startUsual(1200)
    const holding = workbench.next('request.held')
    void workbench.post('1').catch(() => null)
    const { held } = await holding
    expect(held.deadlineAt - held.receivedAt).toBe(1200)
    const policy = { kind: 'hand', holdMs: 3000 } as const
    await workbench.call('account.update', { id: workbench.id, change: { policy } })
    const holdingNext = workbench.next('request.held')
    void workbench.post('2').catch(() => null)
    const { held: next } = await holdingNext
    expect(next.deadlineAt - next.receivedAt).toBe(3000)
  })

  it('is a minute for a test message of ours that was sent so, and for no other', async () => {
    const workbench = await startUsual(1000)
    const holding = workbench.next('request.held')
    const sending = workbench.call('message.send', { account: workbench.id, type: 'text', patient: true })
    const { held } = await holding
    expect(held.deadlineAt - held.receivedAt).toBe(60_000)
    const holdingNext = workbench.next('request.held')
    const ordinary = workbench.call('message.send', { account: workbench.id, type: 'text' })
    const { held: next } = await holdingNext
    expect(next.deadlineAt - next.receivedAt).toBe(1000)
    await workbench.call('request.answer', { id: held.id, draft: { type: 'success' } })
    expect(await sending).toMatchObject({ status: 200, body: 'success', exchange: held.id })
    await ordinary
  })

  it('is not lengthened by who sends the same address again', async () => {
    const workbench = await startUsual(1000)
    const holding = workbench.next('request.held')
    const sending = workbench.call('message.send', { account: workbench.id, type: 'text', patient: true })
    const { held } = await holding
    await workbench.call('request.answer', { id: held.id, draft: { type: 'success' } })
    await sending
    const { request } = await workbench.latest()
    const holdingCopy = workbench.next('request.held')
    const url = workbench.responder().origin + request.target
    void fetch(url, { method: 'POST', body: request.body }).catch(() => null)
    const { held: copy } = await holdingCopy
    expect(copy.deadlineAt - copy.receivedAt).toBe(1000)
  })
})

describe('a reply written ahead', () => {
  it('is previewed with example addresses, without a message to depend on', async () => {
    const workbench = await startByHand()
    const { id, originalId } = await workbench.account()
    const draft = { type: 'text', content: '稍后回复' } as const
    const preview = await workbench.call('reply.preview', { account: id, draft })
    expect(preview).toMatchObject({ verdict: 'accepted', problem: null, envelope: null })
    expect(preview.phone).toMatchObject({
      sent: null,
      outcome: { kind: 'shown', item: { runs: [{ kind: 'text', text: '稍后回复' }] } },
    })
    expect(preview.body).toContain(`<ToUserName><![CDATA[${SAMPLE_OPEN_ID}]]></ToUserName>`)
    expect(preview.body).toContain(
      `<FromUserName><![CDATA[${originalId || SAMPLE_ORIGINAL_ID}]]></FromUserName>`,
    )
    const free = { type: 'xml', xml: preview.body! } as const
    expect((await workbench.call('reply.preview', { account: id, draft: free })).form).toEqual(draft)
    const news = { type: 'news', articles: [] as never[] } as const
    expect(await workbench.call('reply.preview', { account: id, draft: news })).toMatchObject({
      maxArticles: null,
    })
    await expect(workbench.call('reply.preview', { account: 'none', draft })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('a preview of an envelope', () => {
  const envelope = { type: 'xml', xml: '<xml><Encrypt><![CDATA[AAAA]]></Encrypt></xml>' } as const

  it('is judged as WeChat takes it: the message came in the clear', async () => {
    const workbench = await startByHand()
    const holding = workbench.next('request.held')
    void workbench.post('1').catch(() => null)
    const { id } = (await holding).held
    const { verdict, findings } = await workbench.call('reply.preview', { id, draft: envelope })
    expect(verdict).toBe('fault')
    expect(findings.map(({ code, title }) => `${code}: ${title.en}`)).toEqual([
      'crypt.reply-envelope: An encrypted reply to a plaintext request',
    ])
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
