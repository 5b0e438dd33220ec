import { request } from 'node:http'
import { createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Backend } from '../../src-core/contract/account.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import { listen, startBackend } from './backend-server.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const messageOf = (msgId: string, content = '你好') =>
  '<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]>' +
  '</FromUserName><CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
  `<Content><![CDATA[${content}]]></Content><MsgId>${msgId}</MsgId></xml>`

const REPLY =
  '<xml><ToUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></ToUserName><FromUserName><![CDATA[gh_7f083739789a]]>' +
  '</FromUserName><CreateTime>1395658921</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
  '<Content><![CDATA[收到 😊]]></Content></xml>'

/** Long enough for a loaded machine if something must arrive, short if something must be late. */
const LATE_MS = 300

interface RelayOptions {
  guard?: boolean
  relayBudgetMs?: number
  dataDir?: string | null
  others?: Backend[]
}

/** Starts a workbench that relays to this address. */
async function startRelay(
  url: string,
  { guard = true, relayBudgetMs = 20_000, dataDir = null, others = [] }: RelayOptions = {},
) {
  const workbench = await startWorkbench({ relayBudgetMs, dataDir })
  const { id } = await workbench.account()
  const backends = [{ id: 'main', name: '本机', url, copies: false }, ...others]
  await workbench.call('account.update', {
    id,
    change: { backends, policy: { kind: 'relay', backend: 'main', guard } },
  })
  const signed = await workbench.signedUrl()
  return {
    ...workbench,
    accountId: id,
    /** The account's address, signed. */
    signed,
    post: (msgId = '1000000001') => send(signed, { body: Buffer.from(messageOf(msgId)) }),
  }
}

interface Answer {
  status: number
  headers: string[]
  body: Buffer
}

/** Sends target, headers and an encoded body unchanged, unlike `fetch`. Returns null if the connection was cut. */
function send(
  url: string,
  {
    body,
    headers = [],
    target,
  }: { body: Uint8Array; headers?: [name: string, value: string][]; target?: string },
): Promise<Answer | null> {
  const { hostname, port, pathname, search } = new URL(url)
  return new Promise((resolve) => {
    const outgoing = request({
      hostname,
      port,
      path: target ?? pathname + search,
      method: 'POST',
      agent: false,
      headers: ['Host', 'public.example.com', 'Content-Length', String(body.length), ...headers.flat()],
    })
    outgoing.on('error', () => resolve(null))
    outgoing.on('response', (incoming) => {
      void buffer(incoming).then((bytes) =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.rawHeaders, body: bytes }),
      )
    })
    outgoing.end(body)
  })
}

const copyTo = (id: string, url: string): Backend => ({ id, name: id, url, copies: true })

describe('what the backend gets', () => {
  it('is the request to the byte: query, body, and the headers that are not of the connection', async () => {
    const backend = await startBackend((response) => void response.end('success'))
    const relay = await startRelay(`${backend.origin}/wx/callback?app=1&n=%E4%BD%A0`)
    const { pathname, search } = new URL(relay.signed)
    const query = `${search.slice(1)}&openid=a%2bB%20c+d&odd='"|&&empty=&%e4%bd%a0`
    const body = Buffer.concat([Buffer.from(messageOf('1', 'a\r\n\u0002b')), Buffer.from([0xff, 0x00])])
    await send(relay.signed, {
      target: `${pathname}?${query}`,
      body,
      headers: [
        ['Content-Type', 'text/xml'],
        ['User-Agent', 'Mozilla/4.0'],
        ['Accept', '*/*'],
        ['Pragma', 'no-cache'],
        ['X-Forwarded-Proto', 'https'],
        ['X-Odd', 'caf\u00e9'],
        ['X-Hop', '1'],
        ['Keep-Alive', 'timeout=5'],
        ['Connection', 'close, X-Hop'],
        ['TE', 'trailers'],
        ['Via', '1.1 tunnel'],
      ],
    })
    const [seen] = backend.seen
    expect(seen).toMatchObject({ method: 'POST', target: `/wx/callback?app=1&n=%E4%BD%A0&${query}` })
    expect(seen!.body.equals(body)).toBe(true)
    const passed = seen!.headers.filter(([name]) => !/^(host|connection|content-length)$/i.test(name))
    expect(passed.slice(0, 7)).toEqual([
      ['Content-Type', 'text/xml'],
      ['User-Agent', 'Mozilla/4.0'],
      ['Accept', '*/*'],
      ['Pragma', 'no-cache'],
      ['X-Forwarded-Proto', 'https'],
      ['X-Odd', 'caf\u00e9'],
      ['Via', '1.1 tunnel'],
    ])
    expect(passed.slice(7)).toEqual([['Via', expect.stringMatching(/^1\.1 mpscope-[\w-]{16}$/)]])
    const host = seen!.headers.find(([name]) => name.toLowerCase() === 'host')![1]
    expect(`http://${host}`).toBe(backend.origin)
  })

  it('is no verification: the address that is verified is ours', async () => {
    const backend = await startBackend((response) => void response.end('other'))
    const relay = await startRelay(backend.origin)
    const response = await fetch(`${relay.signed}&echostr=4375120948345356249`)
    expect(await response.text()).toBe('4375120948345356249')
    expect(backend.seen).toEqual([])
  })
})

describe('what goes back', () => {
  it('is the reply to the byte, compressed as it is, without the headers of the connection', async () => {
    const zipped = gzipSync(REPLY)
    const backend = await startBackend((response) => {
      const headers = [
        ['Content-Type', 'text/xml; charset=utf-8'],
        ['Content-Encoding', 'gzip'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['X-Odd', 'caf\u00e9'],
        ['Keep-Alive', 'timeout=9'],
        ['Connection', 'X-Hop'],
        ['X-Hop', '1'],
      ]
      response.writeHead(200, headers.flat())
      response.end(zipped)
    })
    const relay = await startRelay(backend.origin)
    const answer = await relay.post()
    expect(answer!.body.equals(zipped)).toBe(true)
    expect(answer!.headers.join('\n')).toContain(
      'Content-Type\ntext/xml; charset=utf-8\nContent-Encoding\ngzip\nSet-Cookie\na=1\nSet-Cookie\nb=2\nX-Odd\ncaf\u00e9',
    )
    expect(answer!.headers).not.toContain('X-Hop')
    const { response, verdict, backends, rule } = await relay.latest()
    expect({
      verdict,
      rule,
      by: response.by,
      sent: Buffer.from(response.bodyBase64!, 'base64').equals(zipped),
    }).toEqual({ verdict: 'accepted', rule: undefined, by: 'relay', sent: true })
    expect(backends).toMatchObject([
      {
        id: 'main',
        name: '本机',
        chosen: true,
        guarded: false,
        status: 200,
        error: null,
        verdict: 'accepted',
      },
    ])
  })

  it('says what is wrong with a reply that is passed on, once', async () => {
    const backend = await startBackend((response) => void response.writeHead(500).end('<h1>oops'))
    const relay = await startRelay(backend.origin, { guard: false })
    const answer = await relay.post()
    expect([answer!.status, answer!.body.toString()]).toEqual([500, '<h1>oops'])
    const { findings, verdict, response } = await relay.latest()
    expect({ codes: findings.map(({ code }) => code), verdict, by: response.by }).toMatchObject({
      verdict: 'retried',
      by: 'relay',
    })
    expect(findings.filter(({ code }) => code === 'status.not-200')).toHaveLength(1)
  })

  it('is never another address: a redirect is shown and not followed', async () => {
    const elsewhere = await startBackend((response) => void response.end('success'))
    const backend = await startBackend(
      (response) => void response.writeHead(302, { Location: elsewhere.origin }).end(),
    )
    const relay = await startRelay(backend.origin, { guard: false })
    const answer = await relay.post()
    expect(answer!.status).toBe(302)
    expect(answer!.headers).toContain(elsewhere.origin)
    expect(elsewhere.seen).toEqual([])
    expect((await relay.latest()).verdict).toBe('retried')
  })

  it('is repeated to the byte for a duplicate that is to get the same', async () => {
    const backend = await startBackend((response) => void response.end(Buffer.from([0x3c, 0xff, 0x00])))
    const relay = await startRelay(backend.origin)
    const { accountId: id } = relay
    await relay.call('account.update', { id, change: { duplicates: 'same' } })
    const first = await relay.post()
    const second = await relay.post()
    expect(backend.seen).toHaveLength(1)
    expect(second!.body.equals(first!.body)).toBe(true)
  })
})

/** Each way in which a backend can fail, and the result with and without the guard. */
const FAILURES: {
  name: string
  backend: () => Promise<string>
  budget?: number
  by?: 'timeout'
  finding: string
  reply: { status: number; error: { code: string } | null }
  /** The result without the guard; null if the connection is cut. */
  unguarded: number | null
}[] = [
  {
    name: 'one that is not there',
    backend: async () => {
      const server = createServer()
      const origin = await listen(server)
      await new Promise((resolve) => server.close(resolve))
      return origin
    },
    finding: 'probe.unreachable',
    reply: { status: 0, error: { code: 'ECONNREFUSED' } },
    unguarded: 502,
  },
  {
    name: 'one whose name nobody knows',
    backend: () => Promise.resolve('http://backend.invalid'),
    finding: 'probe.unreachable',
    reply: { status: 0, error: { code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) as string } },
    unguarded: 502,
  },
  {
    name: 'one that never answers',
    backend: async () => (await startBackend(() => {})).origin,
    budget: LATE_MS,
    by: 'timeout',
    finding: 'reply.too-late',
    reply: { status: 0, error: { code: 'DEADLINE' } },
    unguarded: null,
  },
  {
    name: 'one whose body never ends',
    backend: async () =>
      (await startBackend((response) => void response.writeHead(200).write('<xml>'))).origin,
    budget: LATE_MS,
    by: 'timeout',
    finding: 'reply.too-late',
    reply: { status: 200, error: { code: 'DEADLINE' } },
    unguarded: null,
  },
  {
    name: 'one that says too much',
    backend: async () =>
      (await startBackend((response) => void response.end(Buffer.alloc(1024 * 1024 + 1, 0x61)))).origin,
    finding: 'reply.broken-framing',
    reply: { status: 200, error: { code: 'TOO_LARGE' } },
    unguarded: 502,
  },
  {
    name: 'one that hangs up in the middle of its body',
    backend: async () =>
      (
        await startBackend((response) => {
          response.writeHead(200, { 'Content-Length': 100 }).write('<xml>')
          setImmediate(() => response.destroy())
        })
      ).origin,
    finding: 'reply.length-mismatch',
    reply: { status: 200, error: { code: 'ECONNRESET' } },
    unguarded: 502,
  },
  {
    name: 'one that does not speak HTTP',
    backend: () => listen(createServer((socket) => void socket.end('+OK POP3 server ready\r\n'))),
    finding: 'reply.broken-framing',
    reply: { status: 0, error: { code: 'NOT_HTTP' } },
    unguarded: 502,
  },
  {
    name: 'one that answers 201',
    backend: async () => (await startBackend((response) => void response.writeHead(201).end(REPLY))).origin,
    finding: 'status.not-200',
    reply: { status: 201, error: null },
    unguarded: 201,
  },
]

describe.each(FAILURES)('$name', ({ backend, budget, by = 'relay', finding, reply, unguarded }) => {
  const options = budget === undefined ? {} : { relayBudgetMs: budget }

  it('is replaced by success with the guard, which is said', async () => {
    const relay = await startRelay(await backend(), options)
    const answer = await relay.post()
    expect([answer!.status, answer!.body.toString()]).toEqual([200, 'success'])
    const { findings, verdict, response, backends } = await relay.latest()
    expect({ verdict, by: response.by, body: response.body }).toEqual({
      verdict: 'ignored',
      by,
      body: 'success',
    })
    expect(findings.map(({ code }) => code)).toEqual(['relay.guarded'])
    expect(backends).toMatchObject([{ ...reply, guarded: true, verdict: 'retried' }])
    const [cause] = backends![0]!.findings
    expect(cause!.code).toBe(finding)
    expect(findings[0]!.detail.zh).toContain(cause!.title.zh)
    expect(findings[0]!.detail.en).toContain(cause!.title.en)
  })

  it('is what WeChat gets without the guard', async () => {
    const relay = await startRelay(await backend(), { ...options, guard: false })
    const answer = await relay.post()
    expect(answer?.status ?? null).toBe(unguarded)
    const { findings, verdict, response } = await relay.latest()
    expect({ verdict, by: response.by }).toEqual({ verdict: 'retried', by: 'relay' })
    expect(findings.map(({ code }) => code)).toContain(finding)
    expect(findings.map(({ code }) => code)).not.toContain('reply.unsent')
  })
})

/** For each kind of evidence a reply that WeChat would not take, or most likely not. */
const FAULTY = {
  official: { body: Buffer.from('{"msg":"ok"}'), code: 'reply.not-xml' },
  observed: { body: Buffer.from('\uFEFF' + REPLY), code: 'reply.leading-bytes' },
  // The first two bytes of 你好 in GBK.
  inferred: {
    body: Buffer.from(REPLY.replace('收到 😊', '\u00c4\u00e3'), 'latin1'),
    code: 'reply.length-mismatch',
  },
} as const

describe('the guard and a reply whose fault', () => {
  const relayTo = async (body: Buffer, options: RelayOptions = {}) =>
    startRelay((await startBackend((response) => void response.end(body))).origin, options)

  it.each(['official', 'observed'] as const)('is %s: it is replaced', async (evidence) => {
    const { body, code } = FAULTY[evidence]
    const relay = await relayTo(body)
    expect((await relay.post())!.body.toString()).toBe('success')
    const { findings, backends } = await relay.latest()
    expect(findings.map((one) => one.code)).toEqual(['relay.guarded'])
    const [reply] = backends!
    expect(reply!.findings[0]).toMatchObject({ code, evidence, severity: 'error' })
  })

  it('is inferred: it goes back as it came, which is said', async () => {
    const { body, code } = FAULTY.inferred
    const relay = await relayTo(body)
    expect((await relay.post())!.body.equals(body)).toBe(true)
    const { findings, verdict, guarded, response, backends } = await relay.latest()
    expect({ verdict, guarded, by: response.by }).toEqual({
      verdict: 'fault',
      guarded: undefined,
      by: 'relay',
    })
    expect(backends).toMatchObject([{ guarded: false }])
    const [cause, spared] = findings
    expect(cause).toMatchObject({ code, evidence: 'inferred', severity: 'error' })
    expect(cause!.title.zh).toMatch(/（很可能出错）$/)
    expect(cause!.title.en).toMatch(/ \(most likely a fault\)$/)
    expect(spared).toMatchObject({ code: 'relay.spared', severity: 'info' })
    expect(spared!.detail.zh).toContain(cause!.title.zh)
    expect(spared!.detail.en).toContain(cause!.title.en)
  })

  it('is inferred, beside one that is observed: it is replaced', async () => {
    const headers = { 'Content-Type': 'text/xml; charset=gbk' }
    const backend = await startBackend(
      (response) => void response.writeHead(200, headers).end(FAULTY.observed.body),
    )
    const relay = await startRelay(backend.origin)
    expect((await relay.post())!.body.toString()).toBe('success')
    const { findings, backends } = await relay.latest()
    const said = backends![0]!.findings.map(({ code, evidence }) => [code, evidence])
    expect(said).toEqual(
      expect.arrayContaining([
        ['reply.leading-bytes', 'observed'],
        ['reply.length-mismatch', 'inferred'],
      ]),
    )
    // The reason is the fault that is known.
    expect(findings[0]!.detail.en).toMatch(/byte order mark/)
  })

  it('is inferred, without the guard: nothing is said of it', async () => {
    const relay = await relayTo(FAULTY.inferred.body, { guard: false })
    await relay.post()
    expect((await relay.latest()).findings.map(({ code }) => code)).not.toContain('relay.spared')
  })
})

describe('a backend that gets copies', () => {
  it('adds its reply to the exchange when that is long answered, and says so', async () => {
    const { promise: mayAnswer, resolve: letAnswer } = Promise.withResolvers<void>()
    const main = await startBackend((response) => void response.end(REPLY))
    const shadow = await startBackend(async (response) => {
      await mayAnswer
      response.writeHead(500).end('no')
    })
    const relay = await startRelay(main.origin, { others: [copyTo('shadow', shadow.origin)] })
    expect((await relay.post())!.body.toString()).toBe(REPLY)
    expect((await relay.latest()).backends).toHaveLength(1)

    const amended = relay.next('exchange.amended')
    letAnswer()
    const { exchange } = await amended
    const { id, verdict, findings, backends } = await relay.latest()
    expect(exchange).toMatchObject({ id, verdict: 'accepted', findings: [] })
    expect({ verdict, findings }).toEqual({ verdict: 'accepted', findings: [] })
    expect(backends).toMatchObject([
      { id: 'main', chosen: true, verdict: 'accepted' },
      { id: 'shadow', chosen: false, guarded: false, status: 500, body: 'no', verdict: 'retried' },
    ])
    expect(shadow.seen[0]!.body.toString()).toBe(messageOf('1000000001'))
  })

  it('shows its reply while somebody answers by hand', async () => {
    const shadow = await startBackend((response) => void response.end(REPLY))
    const relay = await startRelay('http://127.0.0.1:9/', { others: [copyTo('shadow', shadow.origin)] })
    const { accountId: id } = relay
    await relay.call('account.update', { id, change: { policy: { kind: 'hand', holdMs: 60_000 } } })
    const { promise: shown, resolve } = Promise.withResolvers<WorkbenchEvent>()
    relay.subscribe((event) => {
      if (event.type === 'request.held' && event.held.backends.length > 0) resolve(event)
    })
    const answering = relay.post()
    const event = await shown
    if (event.type !== 'request.held') throw new Error('not held')
    expect(event.held.backends).toMatchObject([
      { id: 'shadow', body: REPLY, verdict: 'accepted', chosen: false },
    ])
    expect(event.held.phones['shadow']).toMatchObject({
      sent: { kind: 'text' },
      outcome: { kind: 'shown', item: { kind: 'text' } },
    })
    await relay.call('request.answer', { id: event.held.id, draft: { type: 'empty' } })
    expect((await answering)!.body).toHaveLength(0)
    expect((await relay.latest()).backends).toMatchObject([{ id: 'shadow', body: REPLY }])
  })

  it('is let go when the workbench is closed, which is kept as well', async () => {
    const silent = await startBackend(() => {})
    const dataDir = createTemporaryFolder()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const endless = await startBackend((response) => {
      response.writeHead(200).write('<xml>')
      response.flushHeaders()
      setImmediate(begin)
    })
    const others = [copyTo('silent', silent.origin), copyTo('endless', endless.origin)]
    const relay = await startRelay(silent.origin, { dataDir, others })
    const { accountId: id } = relay
    const policy = { kind: 'fixed', reply: { type: 'success' } } as const
    await relay.call('account.update', { id, change: { policy } })
    await relay.post()
    await begun
    await relay.close()
    expect(relay.reported).toEqual([])
    const later = await startWorkbench({ dataDir })
    const { backends = [] } = await later.latest()
    const facts = backends.map((reply) => [reply.id, reply.error?.code, reply.verdict])
    expect(facts.toSorted()).toEqual([
      ['endless', 'CANCELLED', 'retried'],
      ['silent', 'CANCELLED', 'retried'],
    ])
  })
})

describe('a loop', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '127.9.9.9', 'a.localhost.', '[::ffff:127.0.0.1]'])(
    'is refused when the backend is our own responder, as %s',
    async (host) => {
      const workbench = await startWorkbench()
      const { id } = await workbench.account()
      const { port } = workbench.responder()
      const change = { backends: [copyTo('loop', `http://${host}:${port}/elsewhere`)] }
      await expect(workbench.call('account.update', { id, change })).rejects.toMatchObject({
        code: 'BACKEND_LOOP',
      })
      expect((await workbench.account()).backends).toEqual([])
    },
  )

  it('through another address is refused when it comes back, and the request is answered', async () => {
    const workbench = await startWorkbench()
    const { origin } = workbench.responder()
    // Acts like a tunnel: every request goes to the responder.
    const tunnel = await startBackend(async (response, { target, headers, body }) => {
      const passed = headers.filter(([name]) => /^via$/i.test(name))
      const answer = await send(origin, { target, body, headers: passed })
      response.writeHead(answer!.status).end(answer!.body)
    })
    const { id, path } = await workbench.account()
    await workbench.call('account.update', {
      id,
      change: {
        backends: [{ id: 'main', name: 'loop', url: tunnel.origin + path, copies: false }],
        policy: { kind: 'relay', backend: 'main', guard: true },
      },
    })
    const answer = await send(await workbench.signedUrl(), { body: Buffer.from(messageOf('1')) })
    expect([answer!.status, answer!.body.toString()]).toEqual([200, 'success'])
    expect(tunnel.seen).toHaveLength(1)
    const { items } = await workbench.call('exchange.list', { limit: 10 })
    const facts = items.map(({ verdict, status, findings }) => ({ verdict, status, findings }))
    expect(facts.toSorted((a, b) => a.status - b.status)).toEqual([
      { verdict: 'ignored', status: 200, findings: ['relay.guarded'] },
      { verdict: 'rejected', status: 508, findings: ['relay.loop'] },
    ])
  })

  it('is none where another workbench relays to this one', async () => {
    const second = await startWorkbench()
    const { token, path } = await second.account()
    const first = await startRelay(second.responder().origin + path)
    const { accountId: id } = first
    await first.call('account.update', { id, change: { token } })
    const answer = await send(await first.signedUrl(), { body: Buffer.from(messageOf('1')) })
    expect(answer!.body.toString()).toBe('success')
    expect(await second.latest()).toMatchObject({ verdict: 'ignored', signature: { ok: true } })
    expect(await first.latest()).toMatchObject({
      verdict: 'ignored',
      response: { by: 'relay' },
      findings: [],
    })
  })
})

describe('many at once', () => {
  it('two hundred slow relays hold up no other answer, and each gets its own', async () => {
    const { promise: mayAnswer, resolve: letAnswer } = Promise.withResolvers<void>()
    const { promise: allThere, resolve: tellAllThere } = Promise.withResolvers<void>()
    const backend = await startBackend(async (response, { body }) => {
      if (backend.seen.length === 200) tellAllThere()
      await mayAnswer
      response.end(`<xml>${/<MsgId>(\d+)/.exec(body.toString())![1]!}</xml>`)
    })
    const relay = await startRelay(backend.origin, { guard: false })
    const other = await relay.call('account.create', {})
    const answers = Array.from({ length: 200 }, (_, index) => relay.post(`9${index}`))
    await allThere
    const fixed = await relay.signedUrl({}, other.id)
    expect((await send(fixed, { body: Buffer.from(messageOf('1')) }))!.body.toString()).toBe('success')
    letAnswer()
    const bodies = (await Promise.all(answers)).map((answer) => answer!.body.toString())
    expect(bodies).toEqual(Array.from({ length: 200 }, (_, index) => `<xml>9${index}</xml>`))
  })
})
