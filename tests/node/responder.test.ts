import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Incoming } from '../../src-core/exchange/incoming.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import { handle, reply, startResponder } from './running-responder.ts'
import { startWorkbench } from './running-workbench.ts'

const TEXT_MESSAGE =
  '<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]>' +
  '</FromUserName><CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
  '<Content><![CDATA[你好]]></Content><MsgId>23892468385179204</MsgId></xml>'

describe('verification', () => {
  it('answers exactly the echostr, as text, and nothing more', async () => {
    const workbench = await startWorkbench()
    const response = await fetch(await workbench.signedUrl({ echostr: '4375120948345356249' }))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain')
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toBe('4375120948345356249')
    expect(await workbench.latest()).toMatchObject({
      verdict: 'accepted',
      signature: { ok: true },
      response: { status: 200, body: '4375120948345356249' },
    })
  })

  it('echoes bytes that are no text', async () => {
    const workbench = await startWorkbench()
    const response = await fetch(`${await workbench.signedUrl()}&echostr=%FF%00%3Cb%3E+%E5`)
    expect(Buffer.from(await response.arrayBuffer()).toString('hex')).toBe('ff003c623e20e5')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('refuses a wrong signature and records what was expected', async () => {
    const workbench = await startWorkbench()
    const { path, token } = await workbench.account()
    const signed = { timestamp: '1714036504', nonce: '1514711492' }
    const query = `signature=${'0'.repeat(40)}&timestamp=${signed.timestamp}&nonce=${signed.nonce}&echostr=1`
    const response = await fetch(`${workbench.responder().origin}${path}?${query}`)
    expect(response.status).toBe(401)
    expect(await response.text()).not.toContain('1714036504')
    expect(await workbench.latest()).toMatchObject({
      verdict: 'rejected',
      signature: { ok: false, received: '0'.repeat(40), expected: sign({ token, ...signed }) },
      findings: [{ code: 'signature.mismatch', severity: 'error' }],
    })
  })

  it('refuses a request without a signature', async () => {
    const workbench = await startWorkbench()
    const { path } = await workbench.account()
    const response = await fetch(workbench.responder().origin + path)
    expect(response.status).toBe(401)
    expect(await workbench.latest()).toMatchObject({
      signature: { ok: false, received: null, expected: null },
      findings: [{ code: 'signature.missing' }],
    })
  })

  it('asks for an echostr', async () => {
    const workbench = await startWorkbench()
    expect((await fetch(await workbench.signedUrl())).status).toBe(400)
    expect((await workbench.latest()).findings).toMatchObject([{ code: 'echostr.missing' }])
  })
})

describe('messages', () => {
  it('shows a message as XML and as JSON, and answers success', async () => {
    const workbench = await startWorkbench()
    const response = await fetch(await workbench.signedUrl(), { method: 'POST', body: TEXT_MESSAGE })
    expect([response.status, await response.text()]).toEqual([200, 'success'])
    expect(await workbench.latest()).toMatchObject({
      verdict: 'ignored',
      attempt: 1,
      message: {
        type: 'text',
        event: null,
        xml: TEXT_MESSAGE,
        json: { xml: { Content: '你好', CreateTime: 1395658920, MsgId: '23892468385179204' } },
      },
      response: { status: 200, body: 'success', by: 'fixed' },
    })
  })

  it('answers a text with To and From swapped', async () => {
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    const policy = { kind: 'fixed', reply: { type: 'text', content: '收到 ]]> & <b>' } } as const
    await workbench.call('account.update', { id, change: { policy } })
    const response = await fetch(await workbench.signedUrl(), { method: 'POST', body: TEXT_MESSAGE })
    const body = await response.text()
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(body).toContain('<ToUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></ToUserName>')
    expect(body).toContain('<FromUserName><![CDATA[gh_7f083739789a]]></FromUserName>')
    expect(body).toContain('<Content><![CDATA[收到 ]]]]><![CDATA[> & <b>]]></Content>')
    expect(body).toMatch(/<CreateTime>\d{10}<\/CreateTime>/)
    expect(await workbench.latest()).toMatchObject({ verdict: 'accepted', response: { body } })
  })

  it('answers with an empty body', async () => {
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    await workbench.call('account.update', {
      id,
      change: { policy: { kind: 'fixed', reply: { type: 'empty' } } },
    })
    const response = await fetch(await workbench.signedUrl(), { method: 'POST', body: TEXT_MESSAGE })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect((await workbench.latest()).verdict).toBe('ignored')
  })

  it('records a message with a wrong signature, and refuses it', async () => {
    const workbench = await startWorkbench()
    const url = (await workbench.signedUrl()).replace(/signature=\w+/, `signature=${'f'.repeat(40)}`)
    const response = await fetch(url, { method: 'POST', body: TEXT_MESSAGE })
    expect(response.status).toBe(401)
    expect(await workbench.latest()).toMatchObject({ verdict: 'rejected', message: { type: 'text' } })
  })

  it('counts the deliveries of one message', async () => {
    const workbench = await startWorkbench()
    for (const attempt of [1, 2, 3]) {
      await fetch(await workbench.signedUrl(), { method: 'POST', body: TEXT_MESSAGE })
      expect(await workbench.latest()).toMatchObject({
        attempt,
        messageKey: 'msg:23892468385179204:oia2TjuEGTNoeX76QEjQNrcURxG8',
      })
    }
  })

  it('keeps a path of its own for each account', async () => {
    const workbench = await startWorkbench()
    const second = await workbench.call('account.create', {})
    const response = await fetch(
      `${workbench.responder().origin}${second.path}?signature=x&timestamp=1&nonce=1`,
      {
        method: 'POST',
        body: TEXT_MESSAGE,
      },
    )
    expect(response.status).toBe(401)
    expect((await workbench.latest()).account).toBe(second.id)
  })

  it('says that a path is nobody’s', async () => {
    const workbench = await startWorkbench()
    const query = 'signature=x&timestamp=1&nonce=2'
    const response = await fetch(`${workbench.responder().origin}/wechat?${query}`, {
      method: 'POST',
      body: 'x',
    })
    expect(response.status).toBe(404)
    expect(await workbench.latest()).toMatchObject({
      account: null,
      findings: [{ code: 'path.unknown' }, {}],
    })
  })

  it('refuses other methods', async () => {
    const workbench = await startWorkbench()
    const response = await fetch(await workbench.signedUrl(), { method: 'PUT', body: 'x' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })
})

describe('hostile senders', () => {
  it('takes 1 MiB and refuses one byte more', async () => {
    const workbench = await startWorkbench()
    const url = await workbench.signedUrl()
    const full = await fetch(url, { method: 'POST', body: Buffer.alloc(1024 * 1024, 'a') })
    expect(full.status).toBe(200)
    const over = await fetch(url, { method: 'POST', body: Buffer.alloc(1024 * 1024 + 1, 'a') })
    expect(over.status).toBe(413)
    expect(await workbench.latest()).toMatchObject({
      request: { incomplete: 'too-large' },
      findings: [{ code: 'body.too-large' }],
    })
  })

  it('answers any bytes without falling over', async () => {
    const workbench = await startWorkbench()
    for (const bytes of [Buffer.from([0xff, 0xfe, 0]), Buffer.alloc(0), Buffer.from('<'.repeat(5000))]) {
      const response = await fetch(await workbench.signedUrl(), { method: 'POST', body: bytes })
      expect(response.status).toBe(200)
      expect((await workbench.latest()).findings).toMatchObject([{ code: 'xml.refused' }])
    }
    expect((await workbench.call('workbench.snapshot', {})).exchanges).toHaveLength(3)
    expect(workbench.reported).toEqual([])
  })

  it('does not read what a stranger sends at length', async () => {
    const workbench = await startWorkbench()
    const { path } = await workbench.account()
    const url = `${workbench.responder().origin}${path}?signature=x&timestamp=1&nonce=2`
    const body = `<xml><Content>${'x'.repeat(100_000)}</Content></xml>`
    expect((await fetch(url, { method: 'POST', body })).status).toBe(401)
    const { message, request } = await workbench.latest()
    expect(message).toBeNull()
    expect(request).toMatchObject({ body: body.slice(0, 8 * 1024), incomplete: 'too-large' })
  })

  it('keeps the bytes of a body that is not UTF-8', async () => {
    const workbench = await startWorkbench()
    await fetch(await workbench.signedUrl(), { method: 'POST', body: Buffer.from([0x3c, 0xff]) })
    expect((await workbench.latest()).request).toMatchObject({ bodyBase64: 'PP8=', bodyBytes: 2 })
  })

  it('cuts off a sender who never ends, and records what had come', async () => {
    const received: Incoming[] = []
    const { port } = await startResponder({
      requestTimeoutMs: 100,
      begin: handle(async (incoming) => (received.push(incoming), reply(408))),
    })
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /wx HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n<xml>')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /)
    expect(received).toMatchObject([{ incomplete: 'too-slow', bodyBytes: 5 }])
  })

  it('cuts off a sender who never ends the headers', async () => {
    const { port } = await startResponder({ headersTimeoutMs: 100 })
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /wx HTTP/1.1\r\nHost: x\r\nX-')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('records a sender who hangs up', async () => {
    const { promise, resolve } = Promise.withResolvers<Incoming>()
    const { port } = await startResponder({
      begin: handle(async (incoming) => (resolve(incoming), { by: 'fixed', http: null })),
    })
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /wx HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n<xml>', () => socket.destroy())
    expect(await promise).toMatchObject({ incomplete: 'aborted' })
  })

  it('answers what is not HTTP with 400 and closes', async () => {
    const { port } = await startResponder({})
    const socket = connect(port, '127.0.0.1')
    socket.write('\x16\x03\x01 hello\r\n\r\n')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request/)
  })

  it('survives a handler that throws', async () => {
    const reported: unknown[] = []
    const { port } = await startResponder({
      begin: handle(async () => {
        throw new Error('a defect of ours')
      }),
      report: (error) => reported.push(error),
    })
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500)
    expect(reported).toHaveLength(1)
  })
})

describe('the port', () => {
  it('moves to a free one when it is taken, and says so', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as AddressInfo
    const workbench = await startWorkbench({ port })
    expect(workbench.responder()).toMatchObject({ movedFrom: port })
    expect(workbench.responder().port).not.toBe(port)
  })

  it('is open on loopback only', async () => {
    const workbench = await startWorkbench()
    expect(workbench.responder().origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })
})
