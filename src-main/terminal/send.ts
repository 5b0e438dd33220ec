import { randomBytes } from 'node:crypto'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import type { PushEncryption } from '../../src-core/delivery/push-request.ts'
import { createExchangeIds } from '../../src-core/exchange/exchange-ids.ts'
import { sendMessage } from '../../src-core/sender/send-message.ts'
import type { OutgoingMessage } from '../../src-core/sender/send-message.ts'
import { createSampleXml, SAMPLE_OPEN_ID } from '../../src-core/sender/send-sample.ts'
import type { SampleOrder } from '../../src-core/sender/send-sample.ts'
import type { Sending } from '../../src-core/sender/sending.ts'
import { verify } from '../../src-core/sender/verify.ts'
import { clock } from '../node/clock.ts'
import { createHttpClient } from '../node/http-client.ts'
import { integer, optional, required, UsageError } from './command.ts'
import type { OptionValues, Terminal, TerminalCommand } from './command.ts'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import { decodeAesKeyOption, decodeMode } from './mode.ts'
import { aesKeyOptions, readSecrets, requireSecret, tokenOptions } from './secret-options.ts'
import type { GivenSecrets } from './secret-options.ts'
import { describeExchange } from './serve-text.ts'

export const sendCommand: TerminalCommand = {
  usage:
    'send --url U (--token T | --token-file F) [--type text] [--event CLICK] [--set Content=你好 …]\n' +
    '         [--mode plaintext|compatible|safe (--aes-key K | --aes-key-file F) --app-id A] [--retries N] [--json]\n' +
    'send --url U (--token T | --token-file F) --verify [--json]',
  summary: {
    zh: '像微信一样发一条消息给后端，或用 --verify 验证它的地址',
    en: 'send a message to a backend as WeChat would, or with --verify verify its address',
  },
  options: {
    url: { type: 'string' },
    ...tokenOptions,
    type: { type: 'string' },
    event: { type: 'string' },
    set: { type: 'string', multiple: true },
    mode: { type: 'string' },
    ...aesKeyOptions,
    'app-id': { type: 'string' },
    retries: { type: 'string' },
    verify: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: send,
}

const chance = { randomBytes: (length: number) => randomBytes(length) }

function createSending({ stderr }: Terminal): Sending {
  return {
    ...chance,
    clock,
    httpClient: createHttpClient(),
    createExchangeId: createExchangeIds(chance),
    report: (error) => stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  }
}

/** Of a message; a verification has none. */
const OF_MESSAGES = ['type', 'event', 'set', 'mode', 'aes-key', 'aes-key-file', 'app-id', 'retries']

async function send(values: OptionValues, terminal: Terminal): Promise<number> {
  let last: Exchange | undefined
  const sent = values['verify'] ? sendVerification(values, terminal) : await sendGiven(values, terminal)
  for await (const exchange of sent) {
    last = exchange
    if (values['json']) terminal.stdout.write(`${JSON.stringify({ type: 'exchange', exchange })}\n`)
    else printExchange(exchange, terminal)
  }
  return last?.verdict === 'accepted' || last?.verdict === 'ignored' ? 0 : 1
}

async function* sendVerification(values: OptionValues, terminal: Terminal): AsyncGenerator<Exchange> {
  const given = OF_MESSAGES.find((name) => values[name] !== undefined)
  if (given !== undefined) {
    throw new UsageError({
      zh: `--verify 不发消息，和 --${given} 不能一起用`,
      en: `--verify sends no message and does not go with --${given}`,
    })
  }
  const url = decodeUrl(required(values, 'url'))
  const token = requireSecret(await readSecrets(values, ['token'], terminal), 'token')
  yield verify(createSending(terminal), { url, token })
}

async function sendGiven(values: OptionValues, terminal: Terminal): Promise<AsyncGenerator<Exchange>> {
  const secrets = await readSecrets(values, ['token', 'aesKey'], terminal)
  const encryption = decodeEncryption(values, secrets)
  const set = decodeSet(values['set'])
  const event = optional(values, 'event')
  const type = optional(values, 'type') ?? (event === undefined ? 'text' : 'event')
  if (event !== undefined && type !== 'event') {
    throw new UsageError({
      zh: `--event 只用于事件，和 --type ${type} 不能一起用`,
      en: `--event is for events and does not go with --type ${type}`,
    })
  }
  const outgoing: OutgoingMessage = {
    url: decodeUrl(required(values, 'url')),
    token: requireSecret(secrets, 'token'),
    openId: set['FromUserName'] ?? SAMPLE_OPEN_ID,
    xml: createXml({ type, event, set }),
    encryption,
    retries: integer(values, 'retries', 0, 10),
  }
  return sendMessage(createSending(terminal), outgoing)
}

/** Undefined in plaintext mode. */
function decodeEncryption(values: OptionValues, { aesKey }: GivenSecrets): PushEncryption | undefined {
  const mode = decodeMode(values) ?? 'plaintext'
  const key = decodeAesKeyOption(aesKey)
  const appId = optional(values, 'app-id')
  if (mode === 'plaintext') return undefined
  if (key && appId !== undefined) return { mode, key, appId }
  throw new UsageError({
    zh: `--mode ${mode} 还需要 --aes-key 和 --app-id`,
    en: `--mode ${mode} needs --aes-key and --app-id as well`,
  })
}

function printExchange(exchange: Exchange, { stdout, stderr, language }: Terminal): void {
  stderr.write(`${describeExchange(exchange)[language]}\n`)
  const { body } = exchange.response
  if (body !== '') stdout.write(body.endsWith('\n') ? body : `${body}\n`)
}

function createXml(order: SampleOrder): string {
  try {
    return createSampleXml({ ...chance, clock }, '', order)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    const kind = order.event === undefined ? order.type : `${order.type} ${order.event}`
    const zh = error.code === 'NOT_FOUND' ? `没有这种消息：${kind}` : `${kind} 没有字段 ${namesOf(error)}`
    throw new UsageError({ zh, en: error.message.replace(/\.$/, '') })
  }
}

/** The fields that INVALID_INPUT complains of, as they were typed. */
function namesOf({ details }: CommandFailure): string {
  const { issues = [] } = (details ?? {}) as { issues?: { path: string }[] }
  return issues.map(({ path }) => path.replace(/^set\./, '')).join('、')
}

function decodeUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return text
  throw new UsageError({
    zh: `--url 应为 http:// 或 https:// 开头的完整地址，而不是 ${text}`,
    en: `--url takes a whole address that begins with http:// or https://, not ${text}`,
  })
}

function decodeSet(given: OptionValues[string]): Record<string, string> {
  const entries = (Array.isArray(given) ? given : []).map((one): [string, string] => {
    const text = String(one)
    const equals = text.indexOf('=')
    if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)]
    throw new UsageError({
      zh: `--set 应为 字段=值，而不是 ${text}`,
      en: `--set takes Field=value, not ${text}`,
    })
  })
  return Object.fromEntries(entries)
}
