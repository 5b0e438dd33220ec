import { once } from 'node:events'
import WebSocket from 'ws'
import { commands } from '../../src-core/contract/commands.ts'
import { converse } from '../load/raw-socket.ts'
import type { Conversation } from '../load/raw-socket.ts'
import type { Served } from '../load/served.ts'
import type { Target } from './fuzz.ts'
import { mutate } from './mutate.ts'
import { damageJson, pickOdd } from './odd-json.ts'
import type { Json } from './odd-json.ts'
import type { Random } from './random.ts'
import { openServedSubject } from './served-subject.ts'

/** Texts over a WebSocket that was opened with the token, or raw bytes to the control port; both Base64. */
type FrameInput =
  | { over: 'channel'; texts: string[] }
  | { over: 'socket'; writes: string[]; ending: Conversation['ending']; isWhole: boolean }

const ANSWER_WITHIN_MS = 60_000
const GIVE_UP_MS = 150

/**
 * Feeds the control port: messages of somebody who holds the token, frames that are invalid, upgrades of every target,
 * and HTTP without a token, as any page in the browser can send it. The inputs contain the port and the token of the
 * run as `{{port}}` and `{{token}}`.
 */
export const framesTarget: Target<FrameInput> = {
  name: 'frames',
  atOnce: 8,
  createInput: (random) =>
    random.pick([createMessages, createMessages, createFrames, createUpgrade, createHttp])(random),
  open: (folder) => openServedSubject(folder, tryFrame),
}

async function tryFrame({ control }: Served, input: FrameInput): Promise<void> {
  const { host, port, hash } = new URL(control)
  const token = hash.replace('#token=', '')
  if (input.over === 'channel') return tryMessages(host, token, input.texts.map(decode))
  const writes = input.writes.map((write) =>
    Buffer.from(
      decode(write).toString('latin1').replaceAll('{{port}}', port).replaceAll('{{token}}', token),
      'latin1',
    ),
  )
  const timeoutMs = input.isWhole ? ANSWER_WITHIN_MS : GIVE_UP_MS
  const received = await converse(Number(port), { writes, ending: input.ending }, timeoutMs)
  if (input.isWhole && !received.toString('latin1', 0, 9).startsWith('HTTP/1.1 '))
    throw new Error(`no answer to ${writes[0]!.toString('latin1', 0, 80)}`)
}

/** Ends when the other side has seen them all, or has hung up. */
async function tryMessages(host: string, token: string, texts: Buffer[]): Promise<void> {
  const socket = new WebSocket(`ws://${host}/rpc`, ['mpscope', `token.${token}`])
  socket.on('error', () => {})
  const gone = once(socket, 'close')
  await Promise.race([once(socket, 'open'), gone])
  for (const text of texts) if (socket.readyState === WebSocket.OPEN) socket.send(text, { binary: false })
  const seen = once(socket, 'pong')
  if (socket.readyState === WebSocket.OPEN) socket.ping()
  const timer = setTimeout(() => socket.terminate(), ANSWER_WITHIN_MS)
  await Promise.race([seen, gone])
  clearTimeout(timer)
  socket.terminate()
}

const decode = (base64: string) => Buffer.from(base64, 'base64')
const toBase64 = (text: string) => Buffer.from(text).toString('base64')
/** Each character of a text is a byte. */
const encode = (text: string | Uint8Array) => Buffer.from(text as string, 'latin1').toString('base64')

/** These would remove what the honest client looks for, or make the settings grow without end. */
const NOT_ASKED = ['history.clear', 'account.create']

const NAMES = [
  ...Object.keys(commands).filter((name) => !NOT_ASKED.includes(name)),
  'constructor',
  '__proto__',
  'toString',
  'workbench.close',
  '',
]

const RULE = {
  id: 'r',
  name: 'r',
  enabled: true,
  match: { text: { how: 'regex', value: '(a+)+$' } },
  reply: { type: 'text', content: 'a' },
  delayMs: 0,
  fault: 'none',
}

const CALLBACK =
  'http://a.example/wx?signature=1&timestamp=1714036504&nonce=3&encrypt_type=aes&msg_signature=2'
const ENVELOPE =
  '<xml><ToUserName>a</ToUserName><Encrypt><![CDATA[AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=]]></Encrypt></xml>'
const ALARM =
  '[OpenID=oABC][Stamp=1558419739][3rdUrl=http://a.example/wx][response_length=9][response_content="success"]'

/** Calls that the workbench takes. None of them changes the answers of the first account, `default`. */
const CALLS: readonly [name: string, input: Json][] = [
  ['workbench.snapshot', {}],
  ['exchange.list', { limit: 10 }],
  ['exchange.get', { id: 'nobody' }],
  ['request.answer', { id: 'nobody', draft: { type: 'text', content: 'a' } }],
  [
    'template.save',
    { name: 'a', draft: { type: 'news', articles: [{ title: 'a', description: '', picUrl: '', url: '' }] } },
  ],
  ['rule.try', { account: 'default', rule: RULE }],
  ['rule.import', { account: 'nobody', text: '{"rules":[]}' }],
  ['account.update', { id: 'nobody', change: { name: 'a', rules: [RULE] } }],
  ['preferences.update', { language: 'zh', theme: 'dark' }],
  ['callback.read', { text: CALLBACK }],
  [
    'callback.read',
    { text: `POST /wx?signature=1&timestamp=2&nonce=3 HTTP/1.1\r\nHost: a\r\n\r\n${ENVELOPE}` },
  ],
  ['alarm.read', { text: ALARM }],
  [
    'signature.explain',
    { account: 'default', timestamp: '1714036504', nonce: '3', received: 'f'.repeat(40) },
  ],
  [
    'signature.explain',
    { token: 't', timestamp: '1', nonce: '3', encrypt: 'AAAA', receivedMsg: 'f', echostr: '1' },
  ],
  [
    'signature.make',
    { account: 'default', timestamp: '1', nonce: '3', echostr: '1', address: 'a/b?c', tokenInCode: true },
  ],
  [
    'cipher.open',
    { account: 'default', text: ENVELOPE, signed: { timestamp: '1', nonce: '2', msgSignature: '3' } },
  ],
  ['conversion.run', { job: 'j', order: { kind: 'to-json', text: ENVELOPE, view: 'simple' } }],
  ['conversion.run', { job: 'j', order: { kind: 'wechat-xml', text: ENVELOPE, view: 'lossless' } }],
  ['conversion.run', { job: 'j', order: { kind: 'to-xml', text: '{"xml":{"a":[1,2]}}', view: 'simple' } }],
  ['conversion.cancel', { job: 'j' }],
]

function createMessages(random: Random): FrameInput {
  const texts = Array.from({ length: 1 + random.below(4) }, () => {
    if (random.percent(15)) return encode(JSON.stringify(pickOdd(random)))
    const [usual, input] = random.pick(CALLS)
    const name = random.percent(80) ? usual : random.percent(70) ? random.pick(NAMES) : pickOdd(random)
    const call: Json = {
      t: 'q',
      m: 'call',
      i: 'x',
      a: [name, random.percent(75) ? damageJson(input, random) : input],
    }
    if (random.percent(75)) return toBase64(JSON.stringify(call))
    if (random.percent(60)) return toBase64(JSON.stringify(damageJson(call, random)))
    return encode(mutate(Buffer.from(JSON.stringify(call)), random, WORDS))
  })
  return { over: 'channel', texts }
}

const HEAD = 'Host: 127.0.0.1:{{port}}\r\n'
const UPGRADE =
  `${HEAD}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mpscope, token.{{token}}\r\n\r\n'

/** Creates a good upgrade, then frames with random heads: no mask, reserved bits, lengths that never come. */
function createFrames(random: Random): FrameInput {
  const frames = Array.from({ length: 1 + random.below(6) }, () => {
    const payload = mutate(Buffer.from('{"t":"q","m":"call"}'), random, WORDS).subarray(0, 125)
    const isMasked = random.percent(80)
    const first = random.percent(50) ? 0x81 : random.below(256)
    const length = random.percent(70) ? payload.length : random.below(128)
    const mask = isMasked ? Buffer.alloc(4) : Buffer.alloc(0)
    return Buffer.concat([Buffer.from([first, (isMasked ? 0x80 : 0) | length]), mask, payload])
  })
  const ending = random.pick(['wait', 'half-close', 'reset', 'leave'] as const)
  return {
    over: 'socket',
    writes: [`GET /rpc HTTP/1.1\r\n${UPGRADE}`, ...frames].map(encode),
    ending,
    isWhole: false,
  }
}

const TARGETS = [
  '//',
  '/\\',
  'http://[',
  'http://a:99999/',
  '*',
  '/rpc/..',
  '/rpc?x=1',
  '/RPC',
  '/%72pc',
  '?',
  'rpc',
  '/rpc#',
  '///rpc',
  '/%00',
  '/..%2f..%2fetc/passwd',
  '/assets/',
  '/assets/../index.html',
  '/index.html',
  '/',
  '/%',
  '/%c0%ae/',
  `/${'a'.repeat(9000)}`,
]

function createUpgrade(random: Random): FrameInput {
  const request = Buffer.from(`GET ${random.pick(TARGETS)} HTTP/1.1\r\n${UPGRADE}`)
  const bytes = random.percent(50) ? request : mutate(request, random, WORDS)
  const ending = random.pick(['wait', 'half-close', 'reset', 'leave'] as const)
  return {
    over: 'socket',
    writes: [encode(bytes), encode(random.bytes(random.below(40)))],
    ending,
    isWhole: false,
  }
}

const RANGES = [
  '5-2',
  '2-1',
  '0-',
  '-1',
  '-0',
  '0-99999999999999999999',
  '0-0,1-1',
  '--',
  'a-b',
  '1e3-2e3',
  '',
]
const METHODS = ['GET', 'GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'CONNECT']

function createHttp(random: Random): FrameInput {
  const extra = [
    `Range: bytes=${random.pick(RANGES)}\r\n`,
    `Range: ${random.pick(RANGES)}\r\n`,
    'If-None-Match: *\r\n',
    'If-Modified-Since: never\r\n',
    `Origin: ${random.pick(['null', 'http://evil.example', 'http://127.0.0.1:{{port}}'])}\r\n`,
    'Accept-Encoding: br;q=0, gzip;q=nan\r\n',
    'Content-Length: 4\r\n\r\nabcd',
    '',
  ]
  const target = random.percent(50) ? '/' : random.pick(TARGETS)
  const isMethodKnown = random.percent(60)
  const method = isMethodKnown ? 'GET' : random.pick(METHODS)
  const head = `${method} ${target} HTTP/1.1\r\n${HEAD}Connection: close\r\n${random.pick(extra)}\r\n`
  // Node hangs up on CONNECT without a word if nobody listens for it.
  const isWhole = method !== 'CONNECT' && random.percent(50)
  const bytes = isWhole ? Buffer.from(head) : mutate(Buffer.from(head), random, WORDS)
  const ending = isWhole ? 'wait' : random.pick(['wait', 'half-close', 'reset', 'leave'] as const)
  return { over: 'socket', writes: [encode(bytes)], ending, isWhole }
}

const WORDS = [
  '\r\n',
  '\n',
  ' ',
  '\u0000',
  '\u00ff\u00ff',
  '{',
  '}',
  '[',
  'null',
  '"__proto__":',
  '"t":"s"',
  '"t":"q"',
  '"i":0',
  'Host: evil.example\r\n',
  'Origin: http://evil.example\r\n',
  'Range: bytes=5-2\r\n',
  'Sec-WebSocket-Extensions: permessage-deflate\r\n',
  'Sec-WebSocket-Version: 99\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Expect: 100-continue\r\n',
  ...RANGES,
  ...TARGETS,
]
