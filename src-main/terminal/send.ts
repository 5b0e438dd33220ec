import { CommandFailure } from '../../src-core/contract/errors.ts'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { DELIVERIES } from '../../src-core/contract/sending.ts'
import type { PushEncryption } from '../../src-core/delivery/push-request.ts'
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
import { decodeAesKeyOption, MODE } from './mode.ts'
import { readTextFile } from './read-text-file.ts'
import { createSending, exitCodeOf, printExchange } from './sending.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

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
      text: { zh: '每次收发输出一行 JSON', en: 'print one JSON object a line, one an exchange' },
    },
  },
  exclusive: [
    ['verify', ['file', 'type', 'event', 'set', 'mode', 'aes-key', 'app-id', 'deliveries']],
    ['file', ['type', 'event', 'set']],
  ],
} as const satisfies CommandTable

type SendValues = Values<typeof SEND>

export const sendCommand = createCommand(SEND, async (values, terminal) => {
  let last: Exchange | undefined
  const sent = values.verify ? sendVerification(values, terminal) : sendGiven(values, terminal)
  for await (const exchange of sent) {
    last = exchange
    printExchange(exchange, terminal, values.json)
  }
  return exitCodeOf(last)
})

async function* sendVerification(
  { url, token, http10 }: SendValues,
  terminal: Terminal,
): AsyncGenerator<Exchange> {
  yield verify(createSending(terminal), { url, token: token.value, version: versionOf(http10) })
}

function sendGiven(values: SendValues, terminal: Terminal): AsyncGenerator<Exchange> {
  const { url, token, event, deliveries } = values
  const encryption = decodeEncryption(values)
  const set = Object.fromEntries(values.set)
  const type = values.type ?? (event === undefined ? 'text' : 'event')
  if (event !== undefined && type !== 'event') {
    throw new UsageError({
      zh: `--event 只用于事件，和 --type ${type} 不能一起用`,
      en: `--event is for events and does not go with --type ${type}`,
    })
  }
  const message = values.file
    ? readTextFile('--file', values.file)
    : createFields({ type, event, set }, terminal)
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

function versionOf(isHttp10: boolean): HttpVersion {
  return isHttp10 ? '1.0' : '1.1'
}

/** Returns undefined in plaintext mode. */
function decodeEncryption({
  mode,
  'aes-key': aesKey,
  'app-id': appId,
}: SendValues): PushEncryption | undefined {
  const key = decodeAesKeyOption(aesKey)
  if (mode === 'plaintext') return undefined
  if (key && appId !== undefined) return { mode, key, appId }
  throw new UsageError({
    zh: `--mode ${mode} 还需要 --aes-key 和 --app-id`,
    en: `--mode ${mode} needs --aes-key and --app-id as well`,
  })
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

function decodeField(text: string): [name: string, value: string] {
  const equals = text.indexOf('=')
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)]
  throw new UsageError({
    zh: `--set 应为 字段=值，而不是 ${text}`,
    en: `--set takes Field=value, not ${text}`,
  })
}
