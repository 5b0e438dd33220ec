import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import type { PushSeal } from '../../src-core/delivery/push-request.ts'
import { converse, portOf } from '../load/raw-socket.ts'
import type { Conversation } from '../load/raw-socket.ts'
import { LOAD_AES_KEY, LOAD_APP_ID } from '../load/served.ts'
import type { Served } from '../load/served.ts'
import { createSignedRequest, ORIGINAL_ID, toBytes } from '../load/signed-request.ts'
import type { Target } from './fuzz.ts'
import { mutate } from './mutate.ts'
import type { Random } from './random.ts'
import { openServedSubject } from './served-subject.ts'
import { MESSAGES, XML_WORDS } from './vectors.ts'

interface HttpInput {
  /** Base64, one a write. */
  writes: string[]
  ending: Conversation['ending']
  /** The number of whole replies that must come; null if any number may. */
  replies: number | null
}

/** There is plenty of time: only a reply that never comes counts. */
const REPLY_WITHIN_MS = 60_000

/** An incomplete request is not waited for: the responder gives it up 10 s later. */
const GIVE_UP_MS = 300

/**
 * Raw bytes to the responder: well-formed HTTP with broken messages inside, most of them correctly signed, each of
 * which must be answered; and HTTP that is broken itself, which may be answered or not.
 */
export const httpTarget: Target<HttpInput> = {
  name: 'http',
  atOnce: 24,
  createInput: (random) => (random.percent(60) ? createWellFormed(random) : createBroken(random)),
  open: (folder) => openServedSubject(folder, tryHttp),
}

async function tryHttp({ responder }: Served, { writes, ending, replies }: HttpInput): Promise<void> {
  const bytes = writes.map((write) => Buffer.from(write, 'base64'))
  const timeoutMs = replies === null ? GIVE_UP_MS : REPLY_WITHIN_MS
  const received = await converse(portOf(responder), { writes: bytes, ending }, timeoutMs)
  if (replies === null) return
  const found = received.toString('latin1').split('HTTP/1.1 ').length - 1
  if (found < replies) {
    throw new Error(`${found} of ${replies} replies to ${bytes[0]!.toString('latin1', 0, 60)}`)
  }
}

function createWellFormed(random: Random): HttpInput {
  const isPipelined = random.percent(10)
  const count = isPipelined ? 2 + random.below(20) : 1
  const requests = Array.from({ length: count }, (_, index) => createRequest(random, index === count - 1))
  if (random.percent(20)) {
    const ending = random.pick(['half-close', 'reset', 'leave'] as const)
    return { writes: encode(requests), ending, replies: null }
  }
  return {
    writes: encode(random.percent(50) ? requests : [Buffer.concat(requests)]),
    ending: 'wait',
    replies: count,
  }
}

/** Creates a whole request with a broken message, or a verification. */
function createRequest(random: Random, isLast: boolean): Buffer {
  const xml = mutate(random.pick(MESSAGES), random, XML_WORDS).toString('latin1')
  const seal = random.percent(25) ? createSeal(random) : undefined
  const request = createSignedRequest({
    url: `http://fuzz.example${random.percent(90) ? '/wx' : random.pick(PATHS)}${random.percent(90) ? '' : '?a=1'}`,
    timestamp: '1714036504',
    nonce: String(random.below(1e9)),
    ...(random.percent(25) && { token: 'wrong' }),
    seal,
    xml,
  })
  // Keeps the bytes as they are: a body that is not UTF-8 must arrive unchanged.
  const body = seal ? request.body : Buffer.from(xml, 'latin1')
  const isVerification = random.percent(5)
  return toBytes({
    ...request,
    ...(isVerification && { method: 'GET', url: `${request.url}&echostr=${random.below(1e9)}` }),
    body: isVerification ? new Uint8Array() : body,
    headers: request.headers.map(([name, value]) => {
      if (name === 'Content-Length') return [name, String(isVerification ? 0 : body.length)]
      return name === 'Connection' && !isLast ? [name, 'keep-alive'] : [name, value]
    }),
  })
}

function createSeal(random: Random): PushSeal {
  const decoded = decodeAesKey(LOAD_AES_KEY)
  if (!decoded.ok) throw new Error('no key')
  return {
    key: decoded.key,
    appId: random.percent(80) ? LOAD_APP_ID : 'wxother',
    mode: random.pick(['safe', 'compatible']),
    originalId: ORIGINAL_ID,
    random16: random.bytes(16),
  }
}

function createBroken(random: Random): HttpInput {
  const requests = Array.from({ length: random.percent(20) ? 1 + random.below(10) : 1 }, () =>
    mutate(createRequest(random, false), random, HTTP_WORDS),
  )
  const ending = random.pick(['wait', 'half-close', 'reset', 'leave'] as const)
  return { writes: encode(requests), ending, replies: null }
}

function encode(writes: readonly Uint8Array[]): string[] {
  return writes.map((bytes) => Buffer.from(bytes).toString('base64'))
}

const PATHS = [
  '/',
  '/favicon.ico',
  '/wx/',
  '/WX',
  '/%77x',
  '//wx',
  '/wx%00',
  '/__proto__',
  '/..%2fwx',
  '/rpc',
]

const HTTP_WORDS: readonly string[] = [
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  ' ',
  '\t',
  '\u0000',
  'Content-Length: 5\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 99999999999999999999\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
  'Transfer-Encoding : chunked\r\n',
  '\r\nTransfer-Encoding:\r\n chunked\r\n',
  'ffffffffffffffff\r\n',
  '1\r\nx\r\n0\r\n\r\n',
  '5;a=b\r\nhello\r\n',
  'Expect: 100-continue\r\n',
  'Expect: 200-ok\r\n',
  'Upgrade: websocket\r\nConnection: Upgrade\r\n',
  'Connection: close\r\n',
  'Host: other\r\n',
  'HTTP/0.9',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/9.9',
  'CONNECT a:1',
  'OPTIONS *',
  'TRACE /wx',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET http://a/wx?',
  '/wx?signature[]=1&signature=2',
  '%ff%00%',
  `X-Long: ${'a'.repeat(20_000)}\r\n`,
  'X: y\r\n'.repeat(300),
  ...XML_WORDS,
]
