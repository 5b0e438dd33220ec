import { buffer } from 'node:stream/consumers'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { judgeDelivery } from '../../src-core/diagnosis/delivery/delivery.ts'
import type { ReplySealing } from '../../src-core/diagnosis/encryption/encrypted-reply.ts'
import { readAskedMessage } from '../../src-core/exchange/asked-message.ts'
import type { ReadAsked } from '../../src-core/exchange/asked-message.ts'
import { readBody } from '../../src-core/exchange/read-body.ts'
import { findEncrypt } from '../../src-core/exchange/unseal.ts'
import { AES_KEY, APP_ID, PREVIOUS_AES_KEY, TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { describeFinding } from './finding-text.ts'
import { decodeAesKeyOption, MODE } from './mode.ts'
import { oneLine } from './one-line.ts'
import type { GivenFile } from './option.ts'
import { readSavedAnswer } from './saved-answer.ts'
import type { SavedAnswer } from './saved-answer.ts'
import { UsageError } from './usage-error.ts'

const JUDGE = {
  name: 'judge',
  summary: { zh: '判断微信会怎样对待一个回复', en: 'say what WeChat would make of a reply' },
  stdin: {
    value: 'reply',
    text: {
      zh: '回复的内容，逐字节判断；有 --http 时是整个 HTTP 响应',
      en: 'the body of the reply, judged byte by byte; with --http the whole HTTP response',
    },
  },
  options: {
    request: {
      kind: 'file',
      value: 'FILE',
      required: true,
      text: {
        zh: '这个回复所回复的消息，XML 或 JSON 文件；可以是加密的',
        en: 'the message that is replied to, XML or JSON; it may be encrypted',
      },
    },
    http: {
      kind: 'flag',
      text: {
        zh: '输入是 curl -i 保存的整个响应：状态行、响应头和响应体',
        en: 'the input is a whole response as curl -i saves it: status line, headers and body',
      },
    },
    status: {
      kind: 'integer',
      value: 'N',
      min: 100,
      max: 599,
      default: 200,
      text: { zh: '回复的 HTTP 状态码', en: 'HTTP status of the reply' },
    },
    took: {
      kind: 'integer',
      value: 'MS',
      min: 0,
      max: 3_600_000,
      default: 0,
      text: { zh: '回复用了多少毫秒', en: 'how many milliseconds the reply took' },
    },
    mode: {
      ...MODE,
      text: {
        zh: '消息是怎样加密的，不写则看 --request；要打开加密的回复，还需要 --token、密钥和 --app-id',
        en: 'how the message was encrypted, else as in --request; to open an encrypted reply give --token, a key and --app-id as well',
      },
    },
    token: TOKEN,
    'aes-key': AES_KEY,
    'previous-aes-key': PREVIOUS_AES_KEY,
    'app-id': APP_ID,
    json: {
      kind: 'flag',
      text: {
        zh: '输出一个 JSON 对象，带上修复后的内容',
        en: 'print one JSON object, with the fixed text',
      },
    },
  },
  exclusive: [['http', 'status']],
} as const satisfies CommandTable

export const judgeCommand = createCommand(JUDGE, async (values, terminal) => {
  const { stdout, stderr, language } = terminal
  const account = readAccount(values)
  const request = readRequest(values.request, account)
  const sealing = { ...account, mode: values.mode ?? request.mode }
  const input = await buffer(terminal.stdin)
  const { notes, ...answer } = values.http ? readAnswer(input) : createAnswer(values.status, input)
  const response = { ...answer, durationMs: values.took }
  const { verdict, findings } = judgeDelivery(
    { response, error: null },
    { url: '', message: request.message, sealing },
  )
  const remarks = [
    ...notes,
    ...(request.isOpen ? [] : [UNOPENED_REQUEST]),
    ...(isUnopened(answer.body, sealing) ? [UNOPENED] : []),
  ]
  for (const note of remarks) stderr.write(`${oneLine(note[language])}\n`)
  if (values.json) stdout.write(`${JSON.stringify({ verdict, findings })}\n`)
  else stdout.write([verdict, ...findings.map((one) => describeFinding(one, language)), ''].join('\n'))
  return verdict === 'accepted' || verdict === 'ignored' ? 0 : 1
})

function createAnswer(status: number, body: Uint8Array): SavedAnswer {
  return { status, headers: [], body, notes: [] }
}

function readAnswer(input: Uint8Array): SavedAnswer {
  const answer = readSavedAnswer(input)
  if (!('problem' in answer)) return answer
  const { zh, en } = answer.problem
  throw new UsageError({ zh: `--http 不能用：${zh}`, en: `--http cannot be used: ${en}` })
}

/** Without keys only the outside of an encrypted reply is judged. */
function readAccount(values: Values<typeof JUDGE>): Omit<ReplySealing, 'mode'> {
  const { token, 'aes-key': aesKey, 'previous-aes-key': previousAesKey, 'app-id': appId } = values
  const keys = [decodeAesKeyOption(aesKey), decodeAesKeyOption(previousAesKey)].filter(
    (key) => key !== undefined,
  )
  if (keys.length > 0 && token === undefined) {
    throw new UsageError({
      zh: '要打开加密的回复，除了 --aes-key 还需要 --token',
      en: 'to open an encrypted reply, --token is needed besides --aes-key',
    })
  }
  return {
    keys,
    token: token?.value ?? '',
    appId: appId ?? '',
    // Of the request, in whose query they stood; they only serve to name one more mistake.
    timestamp: '',
    nonce: '',
    otherAccounts: [],
  }
}

function readRequest({ path, bytes }: GivenFile, account: Omit<ReplySealing, 'mode'>): ReadAsked {
  const asked = readAskedMessage(bytes, account)
  if (asked.ok) return asked
  const { text, at } = asked
  throw new UsageError(
    at
      ? {
          zh: `--request 不能用：${path}:${at.line}:${at.column} 无法解析为 XML：${text.zh}`,
          en: `--request cannot be used: ${path}:${at.line}:${at.column} cannot be read as XML: ${text.en}`,
        }
      : {
          zh: `--request 不能用：${path} 解不开：${text.zh}`,
          en: `--request cannot be used: ${path} cannot be decrypted: ${text.en}`,
        },
  )
}

function isUnopened(body: Uint8Array, { keys, mode }: ReplySealing): boolean {
  return mode !== 'plaintext' && keys.length === 0 && findEncrypt(readBody(body)).encrypt !== null
}

const UNOPENED_REQUEST: Bilingual = {
  zh: '--request 是加密的消息，没有打开：收发双方和类型要给 --token、--aes-key 和 --app-id 才能对照',
  en: '--request is an encrypted message and was not opened: give --token, --aes-key and --app-id to have names and type compared',
}

const UNOPENED: Bilingual = {
  zh: '回复是加密的，没有打开：内容要给 --token、--aes-key 和 --app-id 才能判断',
  en: 'the reply is encrypted and was not opened: give --token, --aes-key and --app-id to have its content judged',
}
