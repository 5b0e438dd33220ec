import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import type { PushEncryption } from '../../src-core/delivery/push-request.ts'
import { sendMessage } from '../../src-core/sender/send-message.ts'
import type { OutgoingMessage } from '../../src-core/sender/send-message.ts'
import { createSampleFields } from '../../src-core/sender/sample-fields.ts'
import { verify } from '../../src-core/sender/verify.ts'
import { sending } from './running-sending.ts'
import { BACKENDS } from './start-backend.ts'
import type { BackendName } from './start-backend.ts'
import { startRestarting } from './start-restarting.ts'
import type { RestartingBackend } from './start-restarting.ts'

/** What goes out, to a back end that was started for it. */
const REQUESTS = {
  verification: (backend) => verify(sending, backend),
  'verification that is forged': (backend) => verify(sending, { ...backend, token: 'guessed' }),
  plain: (backend) => send(backend, {}),
  compatible: (backend) => send(backend, { encryption: seal(backend, 'compatible') }),
  safe: (backend) => send(backend, { encryption: seal(backend, 'safe') }),
  'plain that is forged': (backend) => send(backend, { token: 'guessed' }),
  'safe that is forged': (backend) => send(backend, { token: 'guessed', encryption: seal(backend, 'safe') }),
  'no XML': (backend) => send(backend, { message: '<xml><ToUserName>gh_1</ToUserName></xml' }),
  ']]>': (backend) => send(backend, { message: text('a]]>b') }),
} satisfies Record<string, (backend: RestartingBackend) => Promise<Exchange>>
type RequestName = keyof typeof REQUESTS

const REFUSED = '401 rejected status.refused'
const REFUSED_MESSAGE = '401 retried status.refused'
const MILLISECONDS = '200 accepted reply.create-time'
const FAILED = '500 retried status.not-200'
const FAILED_SEALED = '500 retried status.not-200 body.ignored'
/** Nothing in the process catches what its library throws. */
const DIED = 'died'

/** The status, the verdict and the findings; or how the process has ended over it. */
const OUTCOMES: Record<BackendName, Record<RequestName, string>> = {
  // Both count CreateTime in milliseconds, and write a text into CDATA as it is.
  'express-wechat': {
    verification: '200 accepted',
    'verification that is forged': REFUSED,
    plain: MILLISECONDS,
    compatible: MILLISECONDS,
    safe: MILLISECONDS,
    'plain that is forged': REFUSED_MESSAGE,
    'safe that is forged': REFUSED_MESSAGE,
    'no XML': FAILED,
    ']]>': '200 fault reply.malformed',
  },
  'koa-co-wechat': {
    verification: '200 accepted',
    'verification that is forged': REFUSED,
    plain: MILLISECONDS,
    compatible: MILLISECONDS,
    safe: MILLISECONDS,
    'plain that is forged': REFUSED_MESSAGE,
    'safe that is forged': REFUSED_MESSAGE,
    'no XML': FAILED,
    ']]>': '200 fault reply.malformed',
  },
  // Looks at `signature` nowhere, and encrypts the reply whenever it has a key.
  'koa-easywechat': {
    verification: '200 accepted',
    'verification that is forged': '200 accepted',
    plain: '200 fault crypt.reply-envelope',
    compatible: '200 accepted',
    safe: '200 accepted',
    'plain that is forged': '200 fault crypt.reply-envelope',
    'safe that is forged': FAILED_SEALED,
    'no XML': FAILED,
    ']]>': '200 fault crypt.reply-envelope',
  },
  // Fails at indented XML, as an envelope is, keeps only the last piece of a text that is in two, and takes a document
  // that breaks off for a whole one.
  'koa-wechat-mp': {
    verification: '200 accepted',
    'verification that is forged': REFUSED,
    plain: '200 accepted',
    compatible: '400 retried status.not-200 body.ignored',
    safe: '400 retried status.not-200 body.ignored',
    'plain that is forged': REFUSED_MESSAGE,
    'safe that is forged': REFUSED_MESSAGE,
    'no XML': '200 fault reply.wrong-sender reply.wrong-sender',
    ']]>': '200 accepted',
  },
  // Knows the signature of a verification only, and reads an envelope as a message of which nothing is known.
  'express-tnwx': {
    verification: '200 accepted',
    'verification that is forged': '200 rejected echo.changed',
    plain: MILLISECONDS,
    compatible: MILLISECONDS,
    safe: '200 accepted crypt.plain-reply reply.wrong-sender reply.create-time',
    'plain that is forged': MILLISECONDS,
    'safe that is forged': '200 accepted crypt.plain-reply reply.wrong-sender reply.create-time',
    'no XML': DIED,
    ']]>': '200 fault reply.malformed',
  },
  'express-tnwx encrypted': {
    verification: '200 accepted',
    'verification that is forged': '200 rejected echo.changed',
    plain: DIED,
    compatible: MILLISECONDS,
    safe: MILLISECONDS,
    'plain that is forged': DIED,
    'safe that is forged': DIED,
    'no XML': DIED,
    ']]>': DIED,
  },
  'flask-plain': {
    verification: '200 accepted',
    'verification that is forged': '200 rejected echo.changed',
    plain: '200 accepted',
    compatible: '200 accepted',
    safe: FAILED_SEALED,
    'plain that is forged': '200 accepted',
    'safe that is forged': FAILED_SEALED,
    'no XML': FAILED,
    ']]>': '200 fault reply.malformed',
  },
}

describe.each(Object.entries(BACKENDS))('%s', (key, { missing }) => {
  const name = key as BackendName
  const only = missing ? ` (skipped: ${missing})` : ''

  it.skipIf(missing)(`answers as its library does${only}`, async () => {
    const backend = await startRestarting(name)
    const outcomes: Record<string, string> = {}
    for (const [request, make] of Object.entries(REQUESTS)) {
      const { response, verdict, findings } = await make(backend)
      const seen = [response.status, verdict, ...findings.map(({ code }) => code)].join(' ')
      outcomes[request] = response.status === 0 ? DIED : seen
    }
    expect(outcomes).toEqual(OUTCOMES[name])
    const died = Object.values(outcomes).filter((outcome) => outcome === DIED)
    expect(await backend.stop()).toBe(died.length)
  })
})

async function send(backend: RestartingBackend, outgoing: Partial<OutgoingMessage>): Promise<Exchange> {
  const { url, token } = backend
  const sent = sendMessage(sending, { url, token, message: text('你好'), deliveries: 1, ...outgoing })
  const { value } = await sent.next()
  return value as Exchange
}

function text(content: string) {
  return createSampleFields(sending, '', { type: 'text', set: { Content: content } })
}

function seal({ aesKey, appId }: RestartingBackend, mode: PushEncryption['mode']): PushEncryption {
  return { mode, key: Buffer.from(aesKey, 'base64'), appId }
}
