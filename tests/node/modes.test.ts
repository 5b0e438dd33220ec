import { describe, expect, it } from 'vitest'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { Mode } from '../../src-core/contract/exchange.ts'
import { createPushRequest } from '../../src-core/delivery/push-request.ts'
import { readEnvelope, writeEnvelope } from '../../src-core/exchange/envelope.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { decryptMessage } from '../../src-core/wechat/cipher/decrypt.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { verifySignature } from '../../src-core/wechat/signature.ts'
import { parseLenient } from '../../src-core/xml/parse/lenient.ts'
import { createHttpClient } from '../../src-main/node/http-client.ts'
import { startBackend } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

const TOKEN = 'mytoken'
const APP_ID = 'wx5823bf96d3bd56c7'
const ORIGINAL_ID = 'gh_7f083739789a'
const OPEN_ID = 'oia2TjuEGTNoeX76QEjQNrcURxG8'
// Fixed keys: of random ones, one in some hundred takes another's padding for right.
const CURRENT = 'C'.repeat(43)
const PREVIOUS = 'P'.repeat(43)
const OTHER = 'O'.repeat(43)

const messageOf = (msgId: string) =>
  `<xml><ToUserName><![CDATA[${ORIGINAL_ID}]]></ToUserName><FromUserName><![CDATA[${OPEN_ID}]]></FromUserName>` +
  `<CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content>` +
  `<MsgId>${msgId}</MsgId></xml>`

const TEXT = { type: 'text', content: '收到 ]]> 😊' } as const

function bytesOf(aesKey: string): Uint8Array {
  const decoded = decodeAesKey(aesKey)
  if (!decoded.ok) throw new Error(decoded.failure.text.en)
  return decoded.key
}

/** Starts a workbench with an account in this mode, and a WeChat that pushes to it in the same mode by default. */
async function startIn(mode: Mode, change: AccountChange = {}) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  const keys = { token: TOKEN, appId: APP_ID, aesKey: CURRENT, previousAesKey: PREVIOUS }
  await workbench.call('account.update', { id, change: { mode, ...keys, ...change } })
  const { path } = await workbench.account()
  let msgId = 1_000_000

  interface Push {
    as?: Mode
    aesKey?: string
    appId?: string
    edit?(url: URL): void
  }
  async function push({ as = mode, aesKey = CURRENT, appId = APP_ID, edit }: Push = {}) {
    const request = createPushRequest({
      url: workbench.responder().origin + path,
      token: TOKEN,
      timestamp: String(Math.floor(Date.now() / 1000)),
      nonce: String(1e9 + msgId),
      openId: OPEN_ID,
      message: messageOf(String(msgId++)),
      ...(as !== 'plaintext' && {
        seal: {
          mode: as,
          key: bytesOf(aesKey),
          appId,
          originalId: ORIGINAL_ID,
          random16: Buffer.from('0123456789abcdef'),
        },
      }),
      deadlineMs: 20_000,
    })
    const url = new URL(request.url)
    edit?.(url)
    const { status, body } = await createHttpClient().send({ ...request, url: url.href })
    return { status, text: Buffer.from(body).toString('utf8') }
  }
  return { ...workbench, id, push }
}

/** Returns WeChat's reading of an encrypted reply, with the key that it encrypted the message with. */
function open(envelope: string, aesKey = CURRENT): string {
  const parsed = parseLenient(Buffer.from(envelope))
  if (!parsed.ok) throw new Error(parsed.error.message.en)
  const { encrypt, msgSignature, timestamp, nonce } = readEnvelope(parsed.document.root)
  const signed = { token: TOKEN, timestamp: timestamp!, nonce: nonce!, encrypt: encrypt! }
  expect(verifySignature(signed, msgSignature!)).toBe(true)
  const { failure, message } = decryptMessage({ encrypt: encrypt!, key: bytesOf(aesKey), appId: APP_ID })
  expect(failure).toBeNull()
  return Buffer.from(message!).toString('utf8')
}

const codes = (findings: { code: string }[]) => findings.map(({ code }) => code)
/** Half of all messages have it, because of their length. */
const withoutPadding = (findings: { code: string }[]) =>
  codes(findings).filter((code) => code !== 'crypt.padding-32')

describe.each(['compatible', 'safe'] as const)('%s mode', (mode) => {
  it('opens the message, and answers in an envelope that WeChat can open', async () => {
    const workbench = await startIn(mode, { policy: { kind: 'fixed', reply: TEXT } })
    const { status, text } = await workbench.push()
    expect(status).toBe(200)
    const reply = open(text)
    expect(reply).toContain('<Content><![CDATA[收到 ]]]]><![CDATA[> 😊]]></Content>')
    const exchange = await workbench.latest()
    expect(exchange).toMatchObject({
      mode,
      verdict: 'accepted',
      message: { type: 'text', from: OPEN_ID, json: { xml: { Content: '你好' } } },
      signature: { ok: true, msgSignature: { ok: true } },
      encryption: { key: 0, failure: null },
      response: { body: text, plain: reply },
    })
    expect(withoutPadding(exchange.findings)).toEqual([])
    const { layers, signature: report } = await workbench.call('exchange.open', { id: exchange.id })
    expect(layers).toMatchObject({ ok: true, key: 0 })
    expect(layers!.layers.map(({ name }) => name).join(' ')).toBe(
      'base64 ciphertext random length message receiver padding',
    )
    expect(report.msg).toMatchObject({ ok: true, received: report.msg!.steps!.digest })
    expect(report.msg!.steps!.parts.map(({ name }) => name)).toEqual([
      'token',
      'timestamp',
      'nonce',
      'encrypt',
    ])
    expect(exchange.request.body).toContain('<Encrypt>')
  })

  it.each(['success', 'empty'] as const)('answers %s in the clear', async (type) => {
    const workbench = await startIn(mode, { policy: { kind: 'fixed', reply: { type } } })
    expect((await workbench.push()).text).toBe(type === 'empty' ? '' : 'success')
    expect(await workbench.latest()).toMatchObject({ verdict: 'ignored' })
  })

  it('answers with the key that opened the message, also where that is the previous one', async () => {
    const workbench = await startIn(mode, { policy: { kind: 'fixed', reply: TEXT } })
    const { text } = await workbench.push({ aesKey: PREVIOUS })
    expect(open(text, PREVIOUS)).toContain('收到')
    expect(await workbench.latest()).toMatchObject({ verdict: 'accepted', encryption: { key: 1 } })
  })

  it('sends to the byte what was previewed for a message that waits', async () => {
    const workbench = await startIn(mode, { policy: { kind: 'hand', holdMs: 60_000 } })
    const holding = workbench.next('request.held')
    const pushing = workbench.push()
    const { id } = (await holding).held
    const preview = await workbench.call('reply.preview', { id, draft: TEXT })
    expect(preview.verdict).toBe('accepted')
    await workbench.call('request.answer', { id, draft: TEXT })
    const { text } = await pushing
    expect(text).toBe(preview.envelope)
    expect(open(text)).toBe(preview.body)
  })

  it('answers by rule, and a repetition with the same bytes', async () => {
    const rule = {
      id: 'hello',
      name: 'hello',
      enabled: true,
      match: { text: { how: 'contains', value: '你' } },
      reply: { type: 'text', content: '你说「{{Content}}」' },
      delayMs: 0,
      fault: 'none',
    } as const
    const workbench = await startIn(mode, { rules: [rule], duplicates: 'same' })
    const { text } = await workbench.push()
    expect(open(text)).toContain('<![CDATA[你说「你好」]]>')
    expect(await workbench.latest()).toMatchObject({ rule: { id: 'hello' }, verdict: 'accepted' })
  })

  it('relays as it came and judges what is inside the backend’s envelope', async () => {
    const other = await startIn(mode, { policy: { kind: 'fixed', reply: TEXT } })
    const { path } = await other.account()
    const workbench = await startIn(mode, {
      backends: [{ id: 'b', name: 'b', url: other.responder().origin + path, copies: false }],
      policy: { kind: 'relay', backend: 'b', guard: true },
    })
    const { text } = await workbench.push()
    expect(open(text)).toContain('收到')
    const exchange = await workbench.latest()
    expect(exchange).toMatchObject({ verdict: 'accepted', backends: [{ verdict: 'accepted', body: text }] })
  })

  it('refuses a wrong msg_signature, and names the mistake', async () => {
    const workbench = await startIn(mode)
    const edit = (url: URL) => url.searchParams.set('msg_signature', url.searchParams.get('signature')!)
    expect((await workbench.push({ edit })).status).toBe(401)
    const exchange = await workbench.latest()
    expect(exchange).toMatchObject({
      verdict: 'rejected',
      signature: { ok: true, msgSignature: { ok: false } },
    })
    const finding = exchange.findings.find(({ code }) => code === 'crypt.signature')
    expect(finding).toMatchObject({ severity: 'error', at: { in: 'query', key: 'msg_signature' } })
    expect(finding!.fix.en).toMatch(/Encrypt|signature/)
  })

  it('shows a message for somebody else, and says so', async () => {
    const workbench = await startIn(mode, { policy: { kind: 'fixed', reply: TEXT } })
    await workbench.push({ appId: 'wx0000000000000000' })
    const exchange = await workbench.latest()
    expect(codes(exchange.findings)).toContain('crypt.receiver')
    expect(exchange).toMatchObject({
      message: { type: 'text' },
      encryption: { failure: { official: -40005 } },
    })
  })
})

describe('safe mode', () => {
  it('answers success to what no key opens, and says which layer is wrong', async () => {
    const workbench = await startIn('safe', { policy: { kind: 'fixed', reply: TEXT } })
    expect((await workbench.push({ aesKey: OTHER })).text).toBe('success')
    const exchange = await workbench.latest()
    expect(exchange.encryption).toMatchObject({ key: null, failure: { code: 'crypt.padding' } })
    expect(codes(exchange.findings)).toContain('crypt.padding')
    expect(exchange.message?.json).toMatchObject({ xml: { ToUserName: ORIGINAL_ID } })
  })

  it('lets nobody wait for an answer to what no key opens', async () => {
    const workbench = await startIn('safe', { policy: { kind: 'hand', holdMs: 60_000 } })
    expect((await workbench.push({ aesKey: OTHER })).text).toBe('success')
  })
})

describe('a guarded relay', () => {
  /** Has a backend answer a message in this mode, and returns what went back and what was said. */
  async function relay(mode: Mode, reply: string) {
    const backend = await startBackend((response) => void response.end(reply))
    const workbench = await startIn(mode, {
      backends: [{ id: 'b', name: 'b', url: backend.origin, copies: false }],
      policy: { kind: 'relay', backend: 'b', guard: true },
    })
    const { text } = await workbench.push()
    const { verdict, findings, backends } = await workbench.latest()
    const judged = codes(backends![0]!.findings)
    return { text, verdict, judged, isGuarded: codes(findings).includes('relay.guarded') }
  }

  const swapped = messageOf('1')
    .replace(/(ToUserName><!\[CDATA\[)[^\]]*/, `$1${OPEN_ID}`)
    .replace(/(FromUserName><!\[CDATA\[)[^\]]*/, `$1${ORIGINAL_ID}`)
    .replace('<MsgId>1</MsgId>', '')

  const envelopeOf = (message: string) =>
    writeEnvelope({
      encrypt: encryptMessage({
        message,
        key: bytesOf(CURRENT),
        appId: APP_ID,
        random16: Buffer.alloc(16, 'a'),
      }),
      token: TOKEN,
      timestamp: '1395658920',
      nonce: '1',
    })

  it.each<[why: string, Mode, reply: string, verdict: string, judged: string[]]>([
    ['a plain reply in safe mode', 'safe', swapped, 'accepted', ['crypt.plain-reply']],
    ['success in safe mode', 'safe', 'success', 'ignored', []],
    ['nothing in safe mode', 'safe', '', 'ignored', []],
    ['a plain reply in compatible mode', 'compatible', swapped, 'accepted', []],
    ['an encrypted success', 'safe', envelopeOf('success'), 'accepted', ['crypt.reply-envelope']],
  ])('lets pass %s', async (_, mode, reply, verdict, judged) => {
    expect(await relay(mode, reply)).toEqual({ text: reply, verdict, judged, isGuarded: false })
  })

  it.each<[why: string, Mode, reply: string, code: string]>([
    ['a plain reply in safe mode with a fault of its own', 'safe', messageOf('1'), 'reply.not-swapped'],
    ['an encrypted reply to a plaintext request', 'plaintext', envelopeOf(swapped), 'crypt.reply-envelope'],
    [
      'what is Base64 twice',
      'safe',
      envelopeOf(swapped).replace(/(?<=<Encrypt><!\[CDATA\[)[^\]]*/, btoa),
      'crypt.reply-envelope',
    ],
  ])('replaces %s', async (_, mode, reply, code) => {
    const { text, judged, isGuarded } = await relay(mode, reply)
    expect([text, isGuarded]).toEqual(['success', true])
    expect(judged).toContain(code)
  })
})

describe('the mode of a request and the setting', () => {
  it.each<[Mode, Mode]>([
    ['plaintext', 'safe'],
    ['plaintext', 'compatible'],
    ['safe', 'plaintext'],
    ['safe', 'compatible'],
    ['compatible', 'safe'],
  ])('an account in %s mode takes what comes in %s mode, and says that they differ', async (setTo, as) => {
    const workbench = await startIn(setTo, { policy: { kind: 'fixed', reply: TEXT } })
    const { status, text } = await workbench.push({ as })
    expect(status).toBe(200)
    expect(as === 'plaintext' ? text : open(text)).toContain('收到')
    const exchange = await workbench.latest()
    expect(exchange).toMatchObject({ mode: as, message: { type: 'text' } })
    expect(withoutPadding(exchange.findings)).toEqual(['crypt.mode'])
  })

  it('an Encrypt that nothing announces is read, and that is said', async () => {
    const workbench = await startIn('safe')
    const edit = (url: URL) => {
      url.searchParams.delete('encrypt_type')
      url.searchParams.delete('msg_signature')
    }
    expect((await workbench.push({ edit })).status).toBe(200)
    expect(codes((await workbench.latest()).findings)).toEqual(
      expect.arrayContaining(['crypt.mode', 'crypt.signature']),
    )
  })
})

describe('a test message of one’s own', () => {
  it.each<Mode>(['plaintext', 'compatible', 'safe'])('is sent in %s mode as WeChat would', async (mode) => {
    const workbench = await startIn(mode, { policy: { kind: 'fixed', reply: TEXT } })
    await workbench.call('message.send', { account: workbench.id, type: 'text' })
    const exchange = await workbench.latest()
    expect(exchange).toMatchObject({ mode, verdict: 'accepted', message: { type: 'text' } })
    expect(codes(exchange.findings).filter((code) => code.startsWith('crypt'))).toEqual(
      expect.not.arrayContaining(['crypt.mode', 'crypt.signature', 'crypt.receiver']),
    )
  })

  it('says that the mode asks for a key', async () => {
    const workbench = await startIn('safe', { aesKey: '', previousAesKey: '' })
    await expect(
      workbench.call('message.send', { account: workbench.id, type: 'text' }),
    ).rejects.toMatchObject({ code: 'NO_KEY' })
  })
})
