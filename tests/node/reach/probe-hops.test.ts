import { createServer, request as requestHttp } from 'node:http'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { listen } from '../backend-server.ts'
import { outline, startProbing, stepOf } from './running-probe.ts'

/** Something between the public URL and the responder. */
interface Interference {
  request?(
    head: { method: string; path: string; headers: Record<string, string> },
    body: Buffer,
  ): Buffer | void
  reply?(body: Buffer, response: ServerResponse): Buffer
}

/** Starts a proxy that interferes with what passes; returns its origin. */
async function startHop(upstream: string, { request, reply }: Interference): Promise<string> {
  return startServer(async (incoming, response) => {
    const sent = await buffer(incoming)
    const head = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: { ...(incoming.headers as Record<string, string>) },
    }
    const body = request?.(head, sent) ?? sent
    if (sent.length > 0) head.headers['content-length'] = String(body.length)
    const answer = await ask(upstream, head, body)
    const bytes = await buffer(answer)
    response.statusCode = answer.statusCode ?? 0
    response.setHeader('Content-Type', answer.headers['content-type'] ?? '')
    response.end(reply?.(bytes, response) ?? bytes)
  })
}

function startServer(serve: (...args: Parameters<RequestListener>) => Promise<void> | void): Promise<string> {
  const server = createServer((request, response) => void serve(request, response))
  return listen(server)
}

function ask(
  origin: string,
  { method, path, headers }: { method: string; path: string; headers: Record<string, string> },
  body: Buffer,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    requestHttp(new URL(path, origin), { method, headers }, resolve).on('error', reject).end(body)
  })
}

describe('a probe through a hop', () => {
  it('that adds a BOM names the bytes, and blames the way and not the responder', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startHop(origin, { reply: (body) => Buffer.concat([Buffer.from('\uFEFF'), body]) })
    const report = await probe(hop)
    expect(report.outcome).toBe('changed')
    expect(outline(report)).toMatchObject({
      verification: 'failed hop.changed-reply',
      // HTTP/1.0 says nothing of its own where HTTP/1.1 fails.
      http10: 'skipped',
      safe: 'failed hop.changed-reply',
    })
    expect(stepOf(report, 'verification').findings[0]!.title.en).toMatch(
      /^3 bytes were added before the reply: EF BB BF$/,
    )
  })

  it('that compresses without being asked says that WeChat would see garbage', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startHop(origin, {
      reply(body, response) {
        response.setHeader('Content-Encoding', 'gzip')
        return gzipSync(body)
      },
    })
    const { findings } = stepOf(await probe(hop), 'verification')
    expect(findings.map(({ code }) => code)).toEqual(['hop.changed-reply'])
    expect(findings[0]!.title.en).toMatch(/^The reply was compressed on the way/)
  })

  it('that puts its own page in place of a reply is not said to buffer it', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startHop(origin, {
      reply(_body, response) {
        if (response.req.method === 'POST') response.statusCode = 502
        return Buffer.from('bad gateway')
      },
    })
    expect(outline(await probe(hop))).toMatchObject({ plaintext: 'failed hop.changed-reply' })
  })

  it('that answers messages by itself says that they do not arrive', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startServer(async (incoming, response) => {
      const body = await buffer(incoming)
      if (incoming.method === 'POST') return void response.end('success')
      const head = { method: 'GET', path: incoming.url!, headers: incoming.headers as Record<string, string> }
      const answer = await ask(origin, head, body)
      response.end(await buffer(answer))
    })
    const report = await probe(hop)
    expect(outline(report)).toMatchObject({ verification: 'passed', plaintext: 'failed hop.elsewhere' })
    expect(stepOf(report, 'plaintext').findings[0]!.title.en).toContain('the POST did not come')
  })

  it('that delivers twice says so, and compares the reply with the right one', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startServer(async (incoming, response) => {
      const body = await buffer(incoming)
      const head = {
        method: incoming.method!,
        path: incoming.url!,
        headers: incoming.headers as Record<string, string>,
      }
      // Each reply in safe mode is another ciphertext.
      await buffer(await ask(origin, head, body))
      response.end(await buffer(await ask(origin, head, body)))
    })
    const report = await probe(hop)
    expect(outline(report)).toMatchObject({ verification: 'warned hop.repeated', safe: 'passed' })
    expect(stepOf(report, 'verification').findings[0]!.title.en).toBe('One request arrived 2 times')
  })

  it('that delivers once more when the probe is over leaves no message and no verification', async () => {
    const { origin, probe, call, id } = await startProbing()
    const copies: (() => Promise<IncomingMessage>)[] = []
    const hop = await startHop(origin, {
      request(head, body) {
        copies.push(() => ask(origin, head, body))
      },
    })
    const since = Date.now()
    await probe(hop)
    await Promise.all(copies.map(async (copy) => buffer(await copy())))
    expect((await call('workbench.snapshot', {})).history.count).toBe(0)
    expect(await call('probe.explainSilence', { account: id, since })).not.toBeNull()
  })

  it('that refuses by itself is not taken for the responder’s refusal of somebody else', async () => {
    const { origin, probe, path } = await startProbing()
    const hop = await startServer(async (_incoming, response) => {
      const stranger = { method: 'GET', path, headers: { 'user-agent': 'Mozilla/4.0' } }
      await buffer(await ask(origin, stranger, Buffer.alloc(0)))
      response.writeHead(401).end('log in')
    })
    const report = await probe(hop)
    expect(report.outcome).toBe('lost')
    expect(outline(report)).toMatchObject({ verification: 'failed hop.elsewhere status.refused' })
  })

  it('that leads to another account with the same token names that account', async () => {
    const { origin, probe, call, id } = await startProbing()
    const { secret: token } = await call('account.secret', { id, field: 'token' })
    const other = await call('account.create', {})
    await call('account.update', { id: other.id, change: { name: 'Other', token, path: '/other' } })
    const report = await probe(origin, '/other')
    expect(report.outcome).toBe('changed')
    const { findings } = stepOf(report, 'verification')
    expect(findings.map(({ title }) => title.en)).toEqual([
      'It arrived at another account, “Other” (path /other)',
    ])
  })

  it('that turns a POST into a GET says so', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startHop(origin, {
      request(head) {
        head.method = 'GET'
      },
    })
    expect(outline(await probe(hop))).toMatchObject({
      verification: 'passed',
      plaintext: expect.stringContaining('failed hop.changed-query'),
    })
  })

  it('that rewrites a body says from which byte on', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startHop(origin, {
      request: (_head, body) => Buffer.from(body.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
    })
    const report = await probe(hop)
    expect(outline(report)).toMatchObject({
      verification: 'passed',
      plaintext: 'failed hop.changed-body hop.buffered',
    })
    expect(stepOf(report, 'plaintext').findings[0]!.title.en).toMatch(/^The body differs from byte \d+ on/)
  })

  it('that changes Content-Type warns of frameworks', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startHop(origin, {
      request({ headers }) {
        if (headers['content-type']) headers['content-type'] = 'application/octet-stream'
      },
    })
    const report = await probe(hop)
    expect(report.outcome).toBe('unusable')
    expect(outline(report)).toMatchObject({ plaintext: 'warned hop.changed-headers hop.buffered' })
  })

  it('that refuses HTTP/1.0 is told apart from one that is down', async () => {
    const { origin, probe } = await startProbing()
    const hop = await startServer(async (incoming, response) => {
      const body = await buffer(incoming)
      if (incoming.httpVersion === '1.0') return void response.writeHead(426).end()
      const head = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers as Record<string, string>,
      }
      const answer = await ask(origin, head, body)
      response.writeHead(answer.statusCode ?? 0, { 'Content-Type': answer.headers['content-type'] ?? '' })
      answer.pipe(response)
    })
    const report = await probe(hop)
    expect(report.outcome).toBe('unusable')
    expect(outline(report)).toMatchObject({
      verification: 'passed',
      http10: 'warned hop.http10',
      safe: 'passed',
    })
  })

  it('that shows a page of its own is named, and gets no message', async () => {
    const { probe } = await startProbing()
    let posts = 0
    const hop = await startServer((incoming, response) => {
      if (incoming.method === 'POST') posts++
      response.writeHead(404, { 'Ngrok-Error-Code': 'ERR_NGROK_3200' }).end('ERR_NGROK_3200')
    })
    const report = await probe(hop)
    expect(report.outcome).toBe('lost')
    expect(outline(report)).toMatchObject({
      verification: 'failed hop.tunnel status.not-200',
      safe: 'skipped',
    })
    expect(posts).toBe(0)
  })

  it('that leads to somebody else’s workbench with the same token says that messages would go there', async () => {
    const { probe, id, call } = await startProbing()
    const other = await startProbing()
    const { secret: token } = await other.call('account.secret', { id: other.id, field: 'token' })
    await call('account.update', { id, change: { token } })
    const report = await probe(other.origin)
    expect(report.outcome).toBe('lost')
    expect(outline(report)).toMatchObject({ verification: 'failed hop.elsewhere', plaintext: 'skipped' })
    expect(stepOf(report, 'verification').findings[0]!.title.en).toContain('returned echostr')
  })
})

describe('a probe', () => {
  it('is nobody’s message: no rule, person or backend gets it, and the history stays empty', async () => {
    const { probe, call, origin, id } = await startProbing()
    await call('account.update', { id, change: { policy: { kind: 'hand', holdMs: 60_000 } } })
    const report = await probe(origin)
    expect(outline(report)).toMatchObject({ plaintext: 'passed', compatible: 'passed', safe: 'passed' })
    const { history, held, accounts } = await call('workbench.snapshot', {})
    expect(history.count).toBe(0)
    expect(held).toEqual([])
    expect(accounts[0]!.milestones).toEqual({})
  })

  it('is told step by step, and the last one is in the next snapshot', async () => {
    const { probe, call, origin, subscribe } = await startProbing()
    const seen: string[] = []
    subscribe((event) => {
      if (event.type === 'probe.changed') seen.push(`${event.probe.steps.length} ${event.probe.outcome}`)
    })
    const report = await probe(origin)
    expect(seen).toEqual(['1 null', '2 null', '3 null', '4 null', '5 null', '6 null', '7 null', '7 unusable'])
    expect((await call('workbench.snapshot', {})).probes).toEqual([report])
  })

  it('of a third-party platform puts an AppID in place of the mark', async () => {
    const { probe, call, origin, id } = await startProbing()
    await call('account.update', { id, change: { path: '/$APPID$/callback' } })
    const report = await probe(origin, '/$APPID$/callback')
    expect(report).toMatchObject({ outcome: 'unusable', url: `${origin}/$APPID$/callback` })
    expect(outline(report)).toMatchObject({ address: 'failed url.address', safe: 'passed' })
    expect(stepOf(report, 'verification').trip!.arrived!.line).toContain('/wx0123456789abcdef/callback?')
  })

  it('joins one that runs', async () => {
    const { probe, call, origin, id } = await startProbing()
    const [first, second] = await Promise.all([probe(origin), call('probe.run', { account: id })])
    expect(second.startedAt).toBe(first.startedAt)
  })

  it('of an address that has been changed since joins none', async () => {
    const { probe, origin, path, call, id } = await startProbing()
    await call('account.update', { id, change: { publicUrl: origin + path } })
    const [first, second] = await Promise.all([
      call('probe.run', { account: id }),
      probe('http://127.0.0.1:1'),
    ])
    expect([first.outcome, second.outcome]).toEqual(['unusable', 'lost'])
    expect(second.url).toContain('http://127.0.0.1:1/')
  })

  it('needs an address', async () => {
    const { call, id } = await startProbing()
    await expect(call('probe.run', { account: id })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('of an address that nobody serves says what fails, and skips the rest', async () => {
    const { probe } = await startProbing()
    const report = await probe('http://127.0.0.1:1')
    expect(report.outcome).toBe('lost')
    expect(outline(report)).toMatchObject({ verification: 'failed probe.unreachable', http10: 'skipped' })
    expect(stepOf(report, 'verification').findings[0]!.title.en).toMatch(
      /^The public address cannot be reached/,
    )
  })

  it('of something that is no address sends nothing', async () => {
    const { probe } = await startProbing()
    const report = await probe('ftp://wx.example.com')
    expect(report.outcome).toBe('lost')
    expect(outline(report)).toMatchObject({ address: 'failed url.address', verification: 'skipped' })
  })

  it('explains the silence after a submission by what it has seen, until a verification comes', async () => {
    const { probe, call, origin, id, signedUrl } = await startProbing()
    const since = Date.now()
    const explain = () => call('probe.explainSilence', { account: id, since })
    expect((await explain())!.detail.en).toContain('has not been checked yet')
    await probe('http://127.0.0.1:1')
    expect((await explain())!.detail.en).toContain('failed at “Address” already')
    await probe(origin)
    expect(await explain()).toMatchObject({ code: 'verify.silence' })
    await fetch(await signedUrl({ echostr: '1' }))
    expect(await explain()).toBeNull()
  })
})
