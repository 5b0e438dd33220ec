import { buffer } from 'node:stream/consumers'
import type { ExchangeMessage, Mode } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { judgeDelivery } from '../../src-core/diagnosis/delivery/delivery.ts'
import type { ReplySealing } from '../../src-core/diagnosis/encryption/encrypted-reply.ts'
import { readBody } from '../../src-core/exchange/read-body.ts'
import type { ReadBody } from '../../src-core/exchange/read-body.ts'
import { readBodyMessage } from '../../src-core/exchange/receive.ts'
import { findEncrypt } from '../../src-core/exchange/unseal.ts'
import { decryptWithKeys } from '../../src-core/wechat/cipher/keys.ts'
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

interface Request {
  message: ExchangeMessage | null
  /** The mode that its body shows. */
  mode: Mode
  /** False if it is encrypted, nothing plain stands beside Encrypt, and there is no key. */
  isOpen: boolean
}

function readRequest(file: GivenFile, { keys, appId }: Omit<ReplySealing, 'mode'>): Request {
  const outside = parseRequest(file, file.bytes)
  const { encrypt } = findEncrypt(outside)
  const message = readBodyMessage(outside)
  if (encrypt === null) return { message, mode: 'plaintext', isOpen: true }
  // In compatible mode the plain message stands beside Encrypt.
  if (message && message.type !== '') return { message, mode: 'compatible', isOpen: true }
  const [first, ...others] = keys
  if (!first) return { message, mode: 'safe', isOpen: false }
  const opened = decryptWithKeys({ encrypt, appId }, [first, ...others])
  if (opened.message)
    return { message: readBodyMessage(parseRequest(file, opened.message)), mode: 'safe', isOpen: true }
  const { zh, en } = opened.failure!.text
  throw new UsageError({
    zh: `--request 不能用：${file.path} 解不开：${zh}`,
    en: `--request cannot be used: ${file.path} cannot be decrypted: ${en}`,
  })
}

function parseRequest({ path }: GivenFile, bytes: Uint8Array): ReadBody {
  const body = readBody(bytes)
  if (body.json || body.parsed.ok) return body
  const { line, column, message } = body.parsed.error
  throw new UsageError({
    zh: `--request 不能用：${path}:${line}:${column} 无法解析为 XML：${message.zh}`,
    en: `--request cannot be used: ${path}:${line}:${column} cannot be read as XML: ${message.en}`,
  })
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
