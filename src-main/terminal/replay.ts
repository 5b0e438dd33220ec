import { CommandFailure } from '../../src-core/contract/errors.ts'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { REPLAYS_MAX } from '../../src-core/contract/limits.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { createRenewals, planReplay, readMessageToChange } from '../../src-core/sender/plan-replay.ts'
import type { ReplayPlace, Signer } from '../../src-core/sender/plan-replay.ts'
import { deliverOnce } from '../../src-core/sender/send-message.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { decodeField } from './field-option.ts'
import { DATA, EXCHANGE, findGivenExchange } from './given-exchange.ts'
import { decodeAesKeyOption } from './mode.ts'
import { readTextFile } from './read-text-file.ts'
import { conclude, createSending, printExchange } from './sending.ts'
import { setField } from './set-field.ts'
import { UsageError } from './usage-error.ts'

const REPLAY = {
  name: 'replay',
  summary: {
    zh: '把收到过或发出过的请求再发一遍：原样逐字节，或重新签名和加密',
    en: 'send a request again that came in or went out: byte for byte, or signed and encrypted anew',
  },
  operands: { exchange: EXCHANGE },
  options: {
    url: {
      kind: 'url',
      value: 'URL',
      text: {
        zh: '发到这个地址；不给则是它原来发往的地址',
        en: 'where to send it; else where it was sent before',
      },
    },
    'as-is': {
      kind: 'flag',
      text: {
        zh: '原样逐字节（默认），只有 Host 不同',
        en: 'byte for byte, all but the Host header; the default',
      },
    },
    'sign-anew': {
      kind: 'flag',
      text: {
        zh: '用现在的时间戳和新的随机数重新签名，加密的重新加密',
        en: 'sign it with a fresh timestamp and nonce, and encrypt it anew',
      },
    },
    'new-message': {
      kind: 'flag',
      text: {
        zh: '换上新的 CreateTime 和 MsgId，算另一条消息；会重新签名',
        en: 'give it the CreateTime of now and a MsgId of its own, so that it is another message; signs it anew',
      },
    },
    set: {
      kind: 'text',
      value: 'FIELD=VALUE',
      repeated: true,
      decode: decodeField,
      text: {
        zh: '修改消息的一个字段，例如 Content=你好，其余不变；会重新签名',
        en: 'change a field of the message, such as Content=hello, and nothing else; signs it anew',
      },
    },
    file: {
      kind: 'file',
      value: 'FILE',
      text: {
        zh: '用这个文件代替原来的消息；不重新签名时代替请求体',
        en: 'this file in place of the message; or of the body, if it is not signed anew',
      },
    },
    times: {
      kind: 'integer',
      value: 'N',
      min: 1,
      max: REPLAYS_MAX,
      default: 1,
      text: { zh: '发几遍，一遍接一遍', en: 'how often, one after another' },
    },
    token: TOKEN,
    'aes-key': AES_KEY,
    'app-id': APP_ID,
    data: DATA,
    json: {
      kind: 'flag',
      text: { zh: '每次收发输出一行 JSON', en: 'print one JSON object a line, one an exchange' },
    },
  },
  exclusive: [['as-is', ['sign-anew', 'new-message', 'set']]],
} as const satisfies CommandTable

type ReplayValues = Values<typeof REPLAY>

/** Exit code 1 unless WeChat would take the last reply. */
export const replayCommand = createCommand(REPLAY, async (values, terminal) => {
  const exchange = await findGivenExchange(values.exchange, values.data, terminal)
  const where = findPlace(exchange, values.url)
  const signer = describeSigner(values)
  // What changes the message would not fit the old signature.
  const isAnew = values['sign-anew'] || values['new-message'] || values.set.length > 0
  const how = isAnew ? 'anew' : 'as-is'
  const text = explained(() => writeText(values, exchange))
  const sending = createSending(terminal)
  const renew = values['new-message'] ? createRenewals(sending.clock) : () => null
  let last: Exchange | undefined
  for (let count = 0; count < values.times; count++) {
    const order = { how, text, renewedAt: renew() } as const
    const planned = explained(() => planReplay(sending, exchange, order, where, signer))
    last = (await deliverOnce(sending, planned)) ?? undefined
    if (last) printExchange(last, terminal, values.json)
  }
  return conclude(last, terminal, values.json)
})

function findPlace({ request, direction }: Exchange, url: string | undefined): ReplayPlace {
  if (url !== undefined) return { url }
  if (direction === 'out' && request.origin !== undefined) return { origin: request.origin }
  throw new UsageError({
    zh: '还需要 --url：这次收发没有记下它发往的地址',
    en: '--url is needed: the exchange does not say where it was sent to',
  })
}

/** Returns null without a token. */
function describeSigner({ token, 'aes-key': aesKey, 'app-id': appId = '' }: ReplayValues): Signer | null {
  const key = decodeAesKeyOption(aesKey)
  return token ? { token: token.value, keys: key ? [key] : [], appId } : null
}

/** Returns the text in place of the message; undefined if it stays as it was. */
function writeText({ file, set }: ReplayValues, exchange: Exchange): string | undefined {
  const given = file && readTextFile('--file', file)
  if (set.length === 0) return given
  return set.reduce(
    (text, [path, value]) => setField(text, path, value),
    given ?? readMessageToChange(exchange),
  )
}

/** Words what keeps a request from being sent again. */
function explained<Made>(make: () => Made): Made {
  try {
    return make()
  } catch (error) {
    const words = error instanceof CommandFailure && REFUSALS[error.code]
    if (words) throw new UsageError(words)
    throw error
  }
}

const REFUSALS: Partial<Record<CommandFailure['code'], Bilingual>> = {
  BODY_INCOMPLETE: {
    zh: '它的请求体只留下了一部分，不能原样重发；可以用 --file 给出内容',
    en: 'only a part of its body was kept, so that it cannot be sent again; --file can give another',
  },
  NO_ACCOUNT: { zh: '重新签名还需要 --token', en: 'to sign it anew, --token is needed as well' },
  NO_KEY: {
    zh: '它是加密的，重新签名还需要 --aes-key 和 --app-id；收到时没有解开的，还要用 --file 给出内容',
    en: 'it is encrypted: to sign it anew, --aes-key and --app-id are needed as well; if it was not decrypted when it came, --file has to give its content',
  },
  INVALID_INPUT: {
    zh: '这是一次验证，没有消息，不能用 --file 和 --set',
    en: 'it is a verification and has no message, so that --file and --set do not go with it',
  },
}
