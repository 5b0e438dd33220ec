import { judgeDelivery } from '../../src-core/diagnosis/delivery/delivery.ts'
import { readAskedMessage } from '../../src-core/exchange/asked-message.ts'
import type { ReadAsked } from '../../src-core/exchange/asked-message.ts'
import type { JudgeInput, Judgement } from './types.ts'
import { ApiFault } from './fault.ts'
import { MODE, readAesKey } from './keys.ts'
import { BYTES_OR_TEXT, optional, readInput, TEXT, TEXTS_BY_NAME, wholeNumber } from './read-input.ts'

const MAX_TOOK_MS = 3_600_000

export function judgeReply(input: JudgeInput): Judgement {
  const given = readInput('judge', input, {
    reply: BYTES_OR_TEXT,
    request: BYTES_OR_TEXT,
    status: optional(wholeNumber(100, 599)),
    headers: optional(TEXTS_BY_NAME),
    took: optional(wholeNumber(0, MAX_TOOK_MS)),
    mode: optional(MODE),
    token: optional(TEXT),
    aesKey: optional(TEXT),
    appId: optional(TEXT),
  })
  const { token = '', appId = '', status = 200, took = 0 } = given
  const keys = given.aesKey === undefined ? [] : [readAesKey('judge', given.aesKey)]
  if (keys.length > 0 && token === '') throw new ApiFault('INVALID_INPUT', NEEDS_TOKEN)
  const request = readRequest(given.request, { keys, appId })
  // Timestamp and nonce stood in the request's query; they only serve to name one more mistake.
  const sealing = { token, appId, keys, timestamp: '', nonce: '', otherAccounts: [] }
  const response = {
    status,
    headers: Object.entries(given.headers ?? {}),
    body: toBytes(given.reply),
    durationMs: took,
  }
  const { verdict, findings } = judgeDelivery(
    { response, error: null },
    { url: '', message: request.message, sealing: { ...sealing, mode: given.mode ?? request.mode } },
  )
  return { verdict, findings }
}

function readRequest(
  request: string | Uint8Array,
  account: { keys: Uint8Array[]; appId: string },
): ReadAsked {
  const asked = readAskedMessage(toBytes(request), account)
  if (asked.ok) return asked
  const { text, at } = asked
  if (at === null) {
    throw new ApiFault('NOT_DECRYPTED', {
      zh: `judge：request 解不开：${text.zh}`,
      en: `judge: request cannot be decrypted: ${text.en}`,
    })
  }
  throw new ApiFault('NOT_READABLE', {
    zh: `judge：request 第 ${at.line} 行第 ${at.column} 列无法解析为 XML：${text.zh}`,
    en: `judge: request cannot be read as XML at line ${at.line}, column ${at.column}: ${text.en}`,
  })
}

function toBytes(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? new TextEncoder().encode(value) : value
}

const NEEDS_TOKEN = {
  zh: 'judge：要打开加密的回复，除了 aesKey 还需要 token。',
  en: 'judge: to open an encrypted reply, token is needed besides aesKey.',
}
