import { BURST_MAX } from '../../src-core/contract/burst.ts'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { DELIVERIES } from '../../src-core/contract/sending.ts'
import type { HttpVersion } from '../../src-core/ports/http.ts'
import { sendMessage } from '../../src-core/sender/send-message.ts'
import type { OutgoingMessage } from '../../src-core/sender/send-message.ts'
import { createSampleFields } from '../../src-core/sender/sample-fields.ts'
import type { SampleOrder } from '../../src-core/sender/sample-fields.ts'
import { verify } from '../../src-core/sender/verify.ts'
import type { MessageField } from '../../src-core/wechat/message-field.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { decodeField } from './field-option.ts'
import { decodeEncryption, MODE } from './mode.ts'
import { readTextFile } from './read-text-file.ts'
import { conclude, createSending, printExchange } from './sending.ts'
import { exportBurst, sendBurst } from './send-burst.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Messages of a burst that are under way at once, unless told otherwise. */
const BURST_CONCURRENCY = 50

const SEND = {
  name: 'send',
  summary: {
    zh: '像微信一样发一条消息给后端，或用 --verify 验证它的地址',
    en: 'send a message to a backend as WeChat would, or with --verify verify its address',
  },
  options: {
    url: {
      kind: 'url',
      value: 'URL',
      required: true,
      text: { zh: '后端的地址', en: 'address of the backend' },
    },
    token: { ...TOKEN, required: true },
    type: {
      kind: 'text',
      value: 'TYPE',
      text: {
        zh: 'MsgType，例如 image；不给则是 text，有 --event 时是 event',
        en: 'MsgType, such as image; text unless given, or event where there is --event',
      },
    },
    event: {
      kind: 'text',
      value: 'EVENT',
      text: { zh: '事件的 Event，例如 CLICK', en: 'Event of an event, such as CLICK' },
    },
    set: {
      kind: 'text',
      value: 'FIELD=VALUE',
      repeated: true,
      decode: decodeField,
      text: { zh: '消息的一个字段，例如 Content=你好', en: 'a field of the message, such as Content=hello' },
    },
    file: {
      kind: 'file',
      value: 'FILE',
      text: {
        zh: '发送这个文件，XML 或 JSON，原样不改',
        en: 'send this file, XML or JSON, exactly as it is',
      },
    },
    mode: {
      ...MODE,
      default: 'plaintext',
      text: {
        zh: '消息加解密方式，compatible 和 safe 还需要密钥和 --app-id',
        en: 'how the message is encrypted; compatible and safe need a key and --app-id',
      },
    },
    'aes-key': AES_KEY,
    'app-id': APP_ID,
    deliveries: {
      kind: 'integer',
      value: 'N',
      min: DELIVERIES.min,
      max: DELIVERIES.max,
      default: DELIVERIES.min,
      text: {
        zh: `一共最多推送几次（含第一次）：没有得到有效回复时用同一个 MsgId 再推，微信是 ${DELIVERIES.usual} 次`,
        en: `how often to deliver it at most, the first time included: again with the same MsgId while no valid reply comes; WeChat does so ${DELIVERIES.usual} times in all`,
      },
    },
    burst: {
      kind: 'integer',
      value: 'N',
      min: 1,
      max: BURST_MAX.messages,
      text: {
        zh: '一次推送 N 条消息，给出每秒多少、多慢、有多少超时',
        en: 'push N messages at once, and say how many a second, how slowly and how many too late',
      },
    },
    concurrency: {
      kind: 'integer',
      value: 'N',
      min: 1,
      max: BURST_MAX.concurrency,
      text: {
        zh: `--burst 时同时推送多少条，不给则是 ${BURST_CONCURRENCY}`,
        en: `how many of a burst are under way at once; ${BURST_CONCURRENCY} unless given`,
      },
    },
    fans: {
      kind: 'integer',
      value: 'N',
      min: 1,
      max: BURST_MAX.fans,
      text: {
        zh: '--burst 的消息来自多少个粉丝，不给则每条一个',
        en: 'how many fans a burst comes from; one for each message unless given',
      },
    },
    export: {
      kind: 'choice',
      value: 'FORMAT',
      choices: ['locust'],
      text: {
        zh: '不推送，把 --burst 写成 Locust 文件输出；里面没有 Token 和密钥',
        en: 'send nothing, and print the burst as a locustfile, without token and key',
      },
    },
    yes: {
      kind: 'flag',
      text: {
        zh: '--burst 可以推送到公网地址：是自己的服务器',
        en: 'let a burst go to a public address: the server is your own',
      },
    },
    http10: {
      kind: 'flag',
      text: {
        zh: '用 HTTP/1.0 发送，和早期抓到的微信请求一样',
        en: 'speak HTTP/1.0, as older captures of WeChat do',
      },
    },
    verify: {
      kind: 'flag',
      text: {
        zh: '像微信那样验证这个地址，不发消息',
        en: 'verify the address as WeChat does, and send no message',
      },
    },
    json: {
      kind: 'flag',
      text: {
        zh: '每次收发输出一行 JSON；--burst 时只在最后输出一行',
        en: 'print one JSON object a line, one an exchange; of a burst one at its end',
      },
    },
  },
  exclusive: [
    ['verify', ['file', 'type', 'event', 'set', 'mode', 'aes-key', 'app-id', 'deliveries']],
    ['file', ['type', 'event', 'set']],
    ['burst', ['verify', 'file', 'http10']],
  ],
} as const satisfies CommandTable

type SendValues = Values<typeof SEND>

export const sendCommand = createCommand(SEND, async (values, terminal) => {
  if (values.burst !== undefined) return sendMany(values, values.burst, terminal)
  refuseWithoutBurst(values)
  let last: Exchange | undefined
  const sent = values.verify ? sendVerification(values, terminal) : sendGiven(values, terminal)
  for await (const exchange of sent) {
    last = exchange
    printExchange(exchange, terminal, values.json)
  }
  return conclude(last, terminal, values.json)
})

function refuseWithoutBurst({ concurrency, fans, export: format, yes }: SendValues): void {
  const given = Object.entries({ concurrency, fans, export: format, yes: yes || undefined })
  const name = given.find(([, value]) => value !== undefined)?.[0]
  if (name === undefined) return
  throw new UsageError({ zh: `--${name} 只和 --burst 一起用`, en: `--${name} goes with --burst only` })
}

/** The one kind of message that the options describe, many times. */
async function sendMany(values: SendValues, messages: number, terminal: Terminal): Promise<number> {
  const { url, token, concurrency = BURST_CONCURRENCY, fans = messages, deliveries } = values
  const kind = kindOf(values)
  // What cannot be written is said before anything is sent.
  createFields(kind, terminal)
  const plan = { messages, concurrency, fans, deliveries, mix: [{ ...kind, weight: 1 }] }
  const burst = { url, token: token.value, encryption: decodeEncryption(values, values.mode), plan }
  if (values.export === undefined)
    return sendBurst(burst, { isMeant: values.yes, json: values.json }, terminal)
  terminal.stdout.write(exportBurst(burst, (message) => createFields(message, terminal)))
  return 0
}

async function* sendVerification(
  { url, token, http10 }: SendValues,
  terminal: Terminal,
): AsyncGenerator<Exchange> {
  yield verify(createSending(terminal), { url, token: token.value, version: versionOf(http10) })
}

function sendGiven(values: SendValues, terminal: Terminal): AsyncGenerator<Exchange> {
  const { url, token, deliveries } = values
  const encryption = decodeEncryption(values, values.mode)
  const message = values.file ? readTextFile('--file', values.file) : createFields(kindOf(values), terminal)
  const outgoing: OutgoingMessage = {
    url,
    token: token.value,
    message,
    encryption,
    deliveries,
    version: versionOf(values.http10),
  }
  return sendMessage(createSending(terminal), outgoing)
}

/** Returns the message that `--type`, `--event` and `--set` describe. */
function kindOf(values: SendValues): SampleOrder {
  const { event } = values
  const type = values.type ?? (event === undefined ? 'text' : 'event')
  if (event === undefined || type === 'event') return { type, event, set: Object.fromEntries(values.set) }
  throw new UsageError({
    zh: `--event 只用于事件，和 --type ${type} 不能一起用`,
    en: `--event is for events and does not go with --type ${type}`,
  })
}

function versionOf(isHttp10: boolean): HttpVersion {
  return isHttp10 ? '1.0' : '1.1'
}

function createFields(order: SampleOrder, terminal: Terminal): MessageField[] {
  try {
    return createSampleFields(createSending(terminal), '', order)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    const kind = order.event === undefined ? order.type : `${order.type} ${order.event}`
    const zh = error.code === 'NOT_FOUND' ? `没有这种消息：${kind}` : `${kind} 没有字段 ${namesOf(error)}`
    throw new UsageError({ zh, en: error.message.replace(/\.$/, '') })
  }
}

/** Returns the names of the fields in an INVALID_INPUT, as they were typed. */
function namesOf({ details }: CommandFailure): string {
  const { issues = [] } = (details ?? {}) as { issues?: { path: string }[] }
  return issues.map(({ path }) => path.replace(/^set\./, '')).join('、')
}
