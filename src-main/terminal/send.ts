import { randomBytes } from 'node:crypto'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { deliver } from '../../src-core/sender/deliver.ts'
import { createSampleXml, SAMPLE_OPEN_ID } from '../../src-core/sender/send-sample.ts'
import { httpClient } from '../node/http-client.ts'
import { integer, optional, required, requirePlaintext, UsageError } from './command.ts'
import type { OptionValues, Terminal, TerminalCommand } from './command.ts'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import { describeExchange } from './serve-text.ts'

export const sendCommand: TerminalCommand = {
  usage:
    'send --url U --token T [--type text] [--event CLICK] [--set Content=你好 …]\n' +
    '         [--mode plaintext] [--retries N] [--json]',
  summary: { zh: '像微信一样发一条消息给后端', en: 'send a message to a backend as WeChat would' },
  options: {
    url: { type: 'string' },
    token: { type: 'string' },
    type: { type: 'string' },
    event: { type: 'string' },
    set: { type: 'string', multiple: true },
    mode: { type: 'string' },
    retries: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: send,
}

const ports = {
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  randomBytes: (length: number) => randomBytes(length),
  httpClient,
}

async function send(values: OptionValues, terminal: Terminal): Promise<number> {
  requirePlaintext(values)
  const set = decodeSet(values['set'])
  const event = optional(values, 'event')
  const delivery = {
    url: decodeUrl(required(values, 'url')),
    token: required(values, 'token'),
    openId: set['FromUserName'] ?? SAMPLE_OPEN_ID,
    xml: createXml({ type: optional(values, 'type') ?? (event ? 'event' : 'text'), event, set }),
    retries: integer(values, 'retries', 0, 10),
  }
  let last: Exchange | undefined
  for await (const exchange of deliver(ports, delivery)) {
    last = exchange
    if (values['json']) terminal.stdout.write(`${JSON.stringify({ type: 'exchange', exchange })}\n`)
    else printExchange(exchange, terminal)
  }
  return last?.verdict === 'accepted' || last?.verdict === 'ignored' ? 0 : 1
}

function printExchange(exchange: Exchange, { stdout, stderr, language }: Terminal): void {
  stderr.write(`${describeExchange(exchange)[language]}\n`)
  const { body } = exchange.response
  if (body !== '') stdout.write(body.endsWith('\n') ? body : `${body}\n`)
}

function createXml(order: Parameters<typeof createSampleXml>[2]): string {
  try {
    return createSampleXml(ports, '', order)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    throw new UsageError({ zh: error.message, en: error.message })
  }
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
