import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Exchange, Finding, Verdict } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import type { HttpClient, HttpFailure } from '../../src-core/ports/http.ts'
import { createExchangeIds } from '../../src-core/exchange/exchange-ids.ts'
import { sendMessage } from '../../src-core/sender/send-message.ts'
import type { Sending } from '../../src-core/sender/sending.ts'
import { verify } from '../../src-core/sender/verify.ts'
import { jsonToXml, xmlToJson } from '../../src-core/xml/convert.ts'
import { clock } from '../../src-main/node/clock.ts'
import { createHttpClient } from '../../src-main/node/http-client.ts'
import { exchangeBytes } from '../node/raw-socket.ts'
import { createTemporaryFolder } from '../node/running-workbench.ts'
import { runInProcess } from '../node/terminal/in-process.ts'
import { serveInProcess } from '../node/terminal/running-cli.ts'
import { APP_ID, KEY_OPTIONS, readKey, TOKEN } from './account.ts'
import type { FieldCase, PostedRequest } from './field-case.ts'
import { startRawBackend } from './raw-backend.ts'
import { TEXT_MESSAGE, USER } from './texts.ts'

/** The part of a finding that a case speaks about. */
export type Said = Pick<Finding, 'code' | 'severity' | 'title' | 'detail' | 'fix' | 'repair'>

export interface Outcome {
  verdict?: Verdict
  findings: readonly Said[]
}

type Of<Name extends FieldCase['road']> = Extract<FieldCase, { road: Name }>

/** Takes a case down its road, as a person would, and returns what was said. */
export function take(one: FieldCase): Promise<Outcome> {
  switch (one.road) {
    case 'verify':
      return takeVerification(one)
    case 'send':
      return takeMessage(one)
    case 'judge':
      return takeReply(one)
    case 'serve':
      return takeRequests(one)
    case 'decrypt':
      return takeEnvelope(one)
    case 'alarm':
      return takeAlarm(one)
    case 'convert':
      return takeDocument(one)
  }
}

/** A whole answer comes at once on loopback. */
const PATIENCE_MS = 1000

function createSending(): Sending {
  const chance = { randomBytes: (length: number) => randomBytes(length) }
  return {
    ...chance,
    clock,
    httpClient: createImpatientClient(),
    createExchangeId: createExchangeIds(chance),
    report: (error) => {
      throw error
    },
  }
}

/** Gives up an answer that never ends sooner than WeChat does, and says that it waited as long. */
function createImpatientClient(): HttpClient {
  const client = createHttpClient()
  return {
    async send(request) {
      try {
        return await client.send({ ...request, deadlineMs: PATIENCE_MS })
      } catch (error) {
        const failure = error as HttpFailure
        throw failure.code === 'DEADLINE'
          ? Object.assign(failure, { durationMs: request.deadlineMs + 1 })
          : failure
      }
    },
  }
}

async function takeVerification({ answer, tls, hold }: Of<'verify'>): Promise<Outcome> {
  const url = await startRawBackend(answer, { tls: tls ?? false, hold: hold ?? false })
  return verify(createSending(), { url, token: TOKEN })
}

async function takeMessage({ answer, mode = 'plaintext' }: Of<'send'>): Promise<Outcome> {
  const url = await startRawBackend(answer)
  const encryption = mode === 'plaintext' ? undefined : { mode, key: readKey(), appId: APP_ID }
  const outgoing = { url, token: TOKEN, openId: USER, message: TEXT_MESSAGE, encryption, deliveries: 1 }
  const { value } = await sendMessage(createSending(), outgoing).next()
  return value as Exchange
}

async function takeReply({ reply }: Of<'judge'>): Promise<Outcome> {
  const request = join(createTemporaryFolder(), 'request.xml')
  writeFileSync(request, TEXT_MESSAGE)
  const { stdout } = await runInProcess(['judge', '--request', request, '--json'], { input: reply })
  return JSON.parse(stdout) as Outcome
}

async function takeRequests(one: Of<'serve'>): Promise<Outcome> {
  const { requests, backend, mode, replies, distinct, event } = one
  const relay = backend ? ['--reply', `relay:${await startRawBackend(backend)}`] : []
  const sealed = mode ? ['--mode', mode, ...KEY_OPTIONS] : []
  const options = ['--ephemeral', '--port', '0', '--token', TOKEN]
  const serve = await serveInProcess([...options, ...sealed, ...relay])
  const exchanges: Exchange[] = []
  let body = ''
  for (const [index, create] of requests.entries()) {
    const signing = {
      token: TOKEN,
      timestamp: String(Math.floor(Date.now() / 1000)),
      nonce: `151471149${index}`,
    }
    body = await post(serve.ready.responder, create(signing))
    exchanges.push(await serve.nextExchange())
  }
  const last = exchanges.at(-1)!
  if (replies !== undefined) expect(body).toBe(replies)
  if (event !== undefined) expect(last.message?.event).toBe(event)
  if (distinct) expect(new Set(exchanges.map(({ messageKey }) => messageKey)).size).toBe(exchanges.length)
  return last
}

/** Sends a request as WeChat does and returns the body of the answer. */
async function post(responder: string, { method, query, contentType, body = '' }: PostedRequest) {
  const { port, pathname, host } = new URL(responder)
  const bytes = Buffer.from(body)
  const lines = [
    `${method} ${pathname}?${query} HTTP/1.1`,
    `Host: ${host}`,
    'User-Agent: Mozilla/4.0',
    'Accept: */*',
    `Content-Type: ${contentType ?? 'text/xml'}`,
    `Content-Length: ${bytes.length}`,
    'Connection: close',
  ]
  const request = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes])
  const answer = await exchangeBytes(Number(port), request)
  return answer.slice(answer.indexOf('\r\n\r\n') + 4)
}

async function takeEnvelope({ envelope, options = [], prints }: Of<'decrypt'>): Promise<Outcome> {
  const args = ['decrypt', '--token', TOKEN, ...KEY_OPTIONS, ...options]
  const { code, stdout } = await runInProcess(args, { input: envelope })
  expect([code, stdout]).toEqual(prints === undefined ? [1, ''] : [0, prints])
  return JSON.parse((await runInProcess([...args, '--json'], { input: envelope })).stdout) as Outcome
}

async function takeAlarm({ alarm }: Of<'alarm'>): Promise<Outcome> {
  return JSON.parse((await runInProcess(['alarm', '--json'], { input: alarm })).stdout) as Outcome
}

/** The codes are the codec's, the words those that a person reads beside the result. */
async function takeDocument({ to, text, line }: Of<'convert'>): Promise<Outcome> {
  const result = to === 'json' ? xmlToJson(text, { view: 'simple' }) : jsonToXml(text, { view: 'simple' })
  if (line !== undefined) expect(result).toMatchObject({ ok: false, error: { line } })
  const [zh = '', en = ''] = await Promise.all(
    ['zh_CN.UTF-8', 'en_US.UTF-8'].map(async (LC_ALL) => {
      const { stderr } = await runInProcess([`to-${to}`], { input: text, env: { LC_ALL } })
      return stderr
    }),
  )
  const say = (code: string, severity: Said['severity']) =>
    ({ code, severity, title: { zh, en }, detail: NONE, fix: NONE }) as Said
  if (!result.ok) return { findings: [say(result.error.code, 'error')] }
  return { findings: result.issues.map(({ code }) => say(code, 'warning')) }
}

const NONE: Bilingual = { zh: '', en: '' }
