import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { decryptMessage } from '../../src-core/wechat/cipher/decrypt.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { createEnvelope } from '../../src-core/wechat/cipher/envelope.ts'
import type { Mode } from '../../src-core/contract/exchange.ts'
import { verifySignature } from '../../src-core/wechat/signature.ts'
import { writeMessage } from '../../src-core/xml/write/message.ts'

/** One push in so many fails the first time, so that retries are seen. */
const FAILS_ONE_IN = 50

export interface Account {
  mode: Mode
  token: string
  /** 32 bytes. */
  key: Uint8Array
  appId: string
}

/** What arrived at the target. */
export interface Arrivals {
  deliveries: number
  /** Different messages, by what WeChat's users deduplicate by. */
  messages: number
  /** Different senders. */
  fans: number
  /** Deliveries that were refused with 500, once a message. */
  failed: number
  /** One line a delivery whose signature, encryption or content is not right. */
  bad: string[]
}

/** Starts a server that checks every signature and every ciphertext, and replies as a back end would. */
export async function startCheckingTarget(account: Account) {
  const seen = new Set<string>()
  const fans = new Set<string>()
  const bad: string[] = []
  let deliveries = 0
  let failed = 0

  /** Returns the message that a push holds; adds to `bad` what is wrong with it. */
  function read(query: URLSearchParams, body: string): string {
    const { token, key, appId, mode } = account
    const timestamp = query.get('timestamp') ?? ''
    const nonce = query.get('nonce') ?? ''
    const signed = { token, timestamp, nonce }
    if (!verifySignature(signed, query.get('signature') ?? '')) bad.push('signature')
    const encrypt = fieldOf(body, 'Encrypt')
    if (mode === 'plaintext') return body
    if (!verifySignature({ ...signed, encrypt }, query.get('msg_signature') ?? '')) bad.push('msg_signature')
    const { message, failure } = decryptMessage({ encrypt, key, appId })
    if (failure) bad.push(failure.code)
    if (mode === 'compatible' && fieldOf(body, 'FromUserName') === '') bad.push('no plain fields')
    return Buffer.from(message ?? '').toString()
  }

  function reply(message: string): string {
    const { token, key, appId, mode } = account
    const text = writeMessage([
      { name: 'ToUserName', kind: 'cdata', value: fieldOf(message, 'FromUserName') },
      { name: 'FromUserName', kind: 'cdata', value: fieldOf(message, 'ToUserName') },
      { name: 'CreateTime', kind: 'bare', value: fieldOf(message, 'CreateTime') },
      { name: 'MsgType', kind: 'cdata', value: 'text' },
      { name: 'Content', kind: 'cdata', value: fieldOf(message, 'Content') },
    ])
    if (mode === 'plaintext') return text
    const encrypt = encryptMessage({ message: text, key, appId, random16: randomBytes(16) })
    const stamp = { timestamp: fieldOf(message, 'CreateTime'), nonce: String(seen.size) }
    return writeMessage(createEnvelope({ encrypt, token, ...stamp }))
  }

  const server = createServer((request, response) => void answer(request, response))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await buffer(request)
    deliveries++
    const { searchParams } = new URL(request.url ?? '', 'http://target')
    const message = read(searchParams, bytes.toString())
    const from = fieldOf(message, 'FromUserName')
    if (from !== searchParams.get('openid')) bad.push('openid')
    fans.add(from)
    const id = fieldOf(message, 'MsgId')
    const key = id === '' ? `${from} ${fieldOf(message, 'CreateTime')} ${fieldOf(message, 'Event')}` : id
    const isFirst = !seen.has(key)
    seen.add(key)
    if (isFirst && seen.size % FAILS_ONE_IN === 0) {
      failed++
      response.writeHead(500).end()
    } else response.end(id === '' ? 'success' : reply(message))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/wx?own=1`,
    arrivals: (): Arrivals => ({ deliveries, messages: seen.size, fans: fans.size, failed, bad }),
    close: () => server.close(),
  }
}

/** Returns the text of a field that was written as WeChat writes it; `''` if there is none. */
function fieldOf(xml: string, name: string): string {
  const found = new RegExp(`<${name}>(?:<!\\[CDATA\\[([^]*?)\\]\\]>|([^<]*))</${name}>`).exec(xml)
  return found?.[1] ?? found?.[2] ?? ''
}
