import { randomBytes } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { modes } from '../../src-core/contract/exchange.ts'
import type { Exchange, Finding, Mode } from '../../src-core/contract/exchange.ts'
import { createExchangeIds } from '../../src-core/exchange/exchange-ids.ts'
import { writeEnvelope } from '../../src-core/exchange/envelope.ts'
import { createSampleFields } from '../../src-core/sender/sample-fields.ts'
import { SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../../src-core/wechat/samples.ts'
import { sendMessage } from '../../src-core/sender/send-message.ts'
import type { Sending } from '../../src-core/sender/sending.ts'
import { verify } from '../../src-core/sender/verify.ts'
import { createEncodingAesKey, decodeAesKeys } from '../../src-core/wechat/cipher/aes-key.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { clock } from '../../src-main/node/clock.ts'
import { createHttpClient } from '../../src-main/node/http-client.ts'
import { listen, startBackend } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

const TOKEN = 'alltheroads'
const APP_ID = 'wx5823bf96d3bd56c7'
const AES_KEY = createEncodingAesKey(randomBytes)
const [KEY] = decodeAesKeys([AES_KEY, '']) as [Uint8Array]

const text = (content: string, to = SAMPLE_OPEN_ID) =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${SAMPLE_ORIGINAL_ID}]]></FromUserName>` +
  `<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content></xml>`

function encrypt(message: string, appId = APP_ID): string {
  return encryptMessage({ message, key: KEY, appId, random16: randomBytes(16) })
}

function sealWith(encrypted: string, token = TOKEN): string {
  return writeEnvelope({ encrypt: encrypted, token, timestamp: '1700000000', nonce: '42' })
}

function seal(message: string, { token = TOKEN, appId = APP_ID } = {}): string {
  return sealWith(encrypt(message, appId), token)
}

interface Answer {
  name: string
  status?: number
  headers?: Record<string, string>
  body: string | Uint8Array
}

/** Right and wrong answers of backends. */
const ANSWERS: Answer[] = [
  { name: 'success', body: 'success' },
  { name: 'nothing', body: '' },
  { name: 'a text', body: text('收到') },
  { name: 'a text to somebody else', body: text('收到', 'oSomebodyElse') },
  { name: 'a text behind a notice', body: `Notice: undefined index\n${text('收到')}` },
  { name: 'a text that is cut', body: text('收到').slice(0, -9) },
  { name: 'JSON', body: '{"errcode":0}' },
  { name: 'a page', body: '<!DOCTYPE html><html><body>404</body></html>' },
  { name: 'bytes that are no text', body: Uint8Array.of(0x3c, 0xff, 0xfe, 0x41) },
  { name: 'an encrypted text', body: seal(text('收到')) },
  { name: 'an encrypted text to somebody else', body: seal(text('收到', 'oSomebodyElse')) },
  { name: 'an envelope signed with another token', body: seal(text('收到'), { token: 'another' }) },
  { name: 'an envelope for another AppID', body: seal(text('收到'), { appId: 'wx0000000000000000' }) },
  { name: 'an envelope whose Encrypt is Base64 twice', body: sealWith(btoa(encrypt(text('收到')))) },
  { name: 'an envelope in an envelope', body: seal(seal(text('收到'))) },
  { name: 'an encrypted success', body: seal('success') },
  { name: 'a ciphertext without its envelope', body: encrypt(text('收到')) },
  { name: '500', status: 500, body: 'Internal Server Error' },
  { name: '404', status: 404, body: 'Cannot POST /wx' },
  { name: 'a redirect', status: 302, headers: { Location: '/wx/' }, body: '' },
  {
    name: 'a compressed answer',
    headers: { 'Content-Encoding': 'gzip' },
    body: Uint8Array.of(0x1f, 0x8b, 8),
  },
]

const sending: Sending = {
  clock,
  randomBytes: (length) => randomBytes(length),
  httpClient: createHttpClient(),
  createExchangeId: createExchangeIds({ randomBytes: (length) => randomBytes(length) }),
  report(error) {
    throw error
  },
}

/** Returns everything said of the answer; its places as well, since they are offsets into it. */
const saidOf = (findings: readonly Finding[]) =>
  findings.map(({ code, severity, at }) => ({ code, severity, at }))

/** Sends a message to a backend at `url` on each road, and returns what was made of the answer. */
async function goAllRoads(url: string, mode: Mode) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  const backends = [{ id: 'back', name: '后端', url, copies: false }]
  const policy = { kind: 'relay', backend: 'back', guard: false } as const
  const keys = { token: TOKEN, appId: APP_ID, aesKey: AES_KEY }
  await workbench.call('account.update', { id, change: { ...keys, mode, backends, policy } })

  const sample = await workbench.call('message.send', { account: id, type: 'text' })
  const relayed = await workbench.call('exchange.get', { id: sample.exchange! })
  const sent: Exchange[] = []
  for await (const exchange of sendMessage(sending, {
    url,
    token: TOKEN,
    message: createSampleFields(sending, '', { type: 'text' }),
    encryption: mode === 'plaintext' ? undefined : { mode, key: KEY, appId: APP_ID },
    deliveries: 1,
  }))
    sent.push(exchange)
  expect(workbench.reported).toEqual([])
  return { workbench, relayed, backend: relayed.backends![0]!, sent: sent[0]! }
}

it('an encrypted reply to a plaintext request is a fault on every road', async () => {
  const server = await startBackend((response) => void response.end(seal(text('收到'))))
  const { backend, sent } = await goAllRoads(`${server.origin}/wx`, 'plaintext')
  for (const { verdict, findings } of [backend, sent]) {
    expect(verdict).toBe('fault')
    expect(saidOf(findings)).toMatchObject([
      { code: 'crypt.reply-envelope', severity: 'error', at: { in: 'reply-body', path: '/xml/Encrypt' } },
    ])
  }
})

describe.each(modes)('in %s mode', (mode) => {
  it.each(ANSWERS)('$name: the same is said on every road', async ({ status = 200, headers = {}, body }) => {
    const server = await startBackend((response) => void response.writeHead(status, headers).end(body))
    const { relayed, backend, sent } = await goAllRoads(`${server.origin}/wx`, mode)
    const bytes = Buffer.from(body)
    for (const kept of [relayed.response, backend, sent.response])
      expect(Buffer.from(kept.bodyBase64 ?? kept.body, kept.bodyBase64 ? 'base64' : 'utf8')).toEqual(bytes)
    expect(saidOf(backend.findings)).toEqual(saidOf(sent.findings))
    // First come the findings about the answer, then those about the request.
    expect(relayed.findings.slice(0, backend.findings.length)).toEqual(backend.findings)
    expect([relayed.verdict, backend.verdict]).toEqual([sent.verdict, sent.verdict])
    expect([relayed.direction, sent.direction]).toEqual(['in', 'out'])
  })

  it('no answer at all is the same on every road, and nothing is said of our own 502', async () => {
    const server = createServer((socket) => socket.destroy())
    const { relayed, backend, sent } = await goAllRoads(`${await listen(server)}/wx`, mode)
    expect(saidOf(sent.findings)).toEqual([{ code: 'probe.unreachable', severity: 'error', at: null }])
    expect(saidOf(backend.findings)).toEqual(saidOf(sent.findings))
    expect(relayed.findings.map(({ code }) => code)).not.toContain('status.not-200')
    expect([relayed.verdict, backend.status, sent.response.status]).toEqual(['retried', 0, 0])
    expect(relayed.response.status).toBe(502)
  })
})

describe('a verification', () => {
  const hop = ANSWERS.filter(({ status }) => status !== undefined)

  it.each(hop)('is refused for the same reason as a message: $name', async (answer) => {
    const { status = 200, headers = {}, body } = answer
    const server = await startBackend((response) => void response.writeHead(status, headers).end(body))
    const { sent } = await goAllRoads(`${server.origin}/wx`, 'plaintext')
    const verified = await verify(sending, { url: `${server.origin}/wx`, token: TOKEN })
    const codes = ({ findings }: Exchange) => findings.map(({ code }) => code)
    // The additional findings of a message are about its body.
    expect(codes(sent)).toEqual(expect.arrayContaining(codes(verified)))
    expect(codes(verified)).toHaveLength(1)
    expect([verified.verdict, verified.direction]).toEqual(['rejected', 'out'])
  })

  it('of a backend is kept like what comes in, and is no verification of ours', async () => {
    const server = await startBackend((response, { target }) => {
      response.end(new URL(target, 'http://x').searchParams.get('echostr'))
    })
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    const backends = [{ id: 'back', name: '后端', url: `${server.origin}/wx`, copies: false }]
    await workbench.call('account.update', { id, change: { backends } })
    const recorded = workbench.next('exchange.recorded')
    const verified = await workbench.call('backend.verify', { account: id, backend: 'back' })
    expect((await recorded).exchange).toMatchObject({ id: verified.id, direction: 'out', account: id })
    expect(await workbench.call('exchange.get', { id: verified.id })).toEqual(verified)
    // The first verification by WeChat itself still counts as the first one.
    await fetch(await workbench.signedUrl({ echostr: '42' }))
    expect((await workbench.latest()).findings.map(({ code }) => code)).toEqual(['verify.first-success'])
  })
})

describe('a test message', () => {
  it('names the exchange that the responder made of it', async () => {
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    for (const order of [{ type: 'text' }, { type: 'event', event: 'CLICK' }]) {
      const { exchange, run, status, body } = await workbench.call('message.send', { account: id, ...order })
      const kept = await workbench.latest()
      expect([exchange, status, body]).toEqual([kept.id, 200, kept.response.body])
      expect([kept.direction, kept.parent, kept.run]).toEqual(['in', null, run])
    }
  })

  it('that is cut off has its exchange all the same, and status 0', async () => {
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    const rule = { id: 'r', name: 'cut', enabled: true, match: {}, reply: { type: 'success' } } as const
    await workbench.call('account.update', {
      id,
      change: { rules: [{ ...rule, match: {}, delayMs: 0, fault: 'cut' }] },
    })
    const { exchange, status } = await workbench.call('message.send', { account: id, type: 'text' })
    expect([exchange, status]).toEqual([(await workbench.latest()).id, 0])
  })
})

describe('bytes that are no UTF-8', () => {
  it('are kept on the way in, too', async () => {
    const workbench = await startWorkbench()
    const url = new URL(await workbench.signedUrl())
    const body = Uint8Array.of(0x3c, 0xff, 0xfe)
    const socket = connect(Number(url.port), url.hostname)
    socket.write(`POST ${url.pathname}${url.search} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n`)
    socket.write(body)
    await new Promise((resolve) => socket.once('data', resolve))
    socket.destroy()
    expect((await workbench.latest()).request.bodyBase64).toBe(Buffer.from(body).toString('base64'))
  })
})
