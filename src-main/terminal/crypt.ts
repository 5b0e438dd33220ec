import { randomBytes, randomInt } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { CipherFailure } from '../../src-core/contract/cipher.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { findEnvelope, readEnvelope, writeEnvelope } from '../../src-core/exchange/envelope.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { decryptMessage } from '../../src-core/wechat/cipher/decrypt.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { verifySignature } from '../../src-core/wechat/signature.ts'
import { parseLenient } from '../../src-core/xml/parse/lenient.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const DECRYPT = {
  name: 'decrypt',
  summary: {
    zh: '解密一条消息或回复，先核对签名',
    en: 'decrypt a message or reply, once its signature fits',
  },
  stdin: {
    value: 'envelope.xml',
    text: { zh: '加密的消息或回复', en: 'the encrypted message or reply' },
  },
  options: {
    token: { ...TOKEN, required: true },
    'aes-key': { ...AES_KEY, required: true },
    'app-id': { ...APP_ID, required: true },
    'msg-signature': {
      kind: 'text',
      value: 'SIGNATURE',
      text: {
        zh: '消息 URL 里的 msg_signature；不给则核对 XML 里自带的签名，没有就不核对',
        en: 'msg_signature of the message’s URL; without it the signature in the XML is verified, if there is one',
      },
    },
    timestamp: {
      kind: 'text',
      value: 'SECONDS',
      text: { zh: '同一 URL 里的 timestamp', en: 'timestamp of the same URL' },
    },
    nonce: { kind: 'text', value: 'NONCE', text: { zh: '同一 URL 里的 nonce', en: 'nonce of the same URL' } },
  },
  // If one of them were missing, the requested check would silently not take place.
  together: [['msg-signature', 'timestamp', 'nonce']],
} as const satisfies CommandTable

export const decryptCommand = createCommand(DECRYPT, async (values, terminal) => {
  const token = values.token.value
  const appId = values['app-id']
  const given = readGivenSignature(values)
  const key = decodeAesKey(values['aes-key'].value)
  if (!key.ok) return fail(key.failure, terminal)

  const parsed = parseLenient(await buffer(terminal.stdin))
  if (!parsed.ok) return fail({ official: -40002, text: parsed.error.message }, terminal)
  const element = findEnvelope(parsed.document)
  const envelope = element ? readEnvelope(element) : null
  if (!envelope?.encrypt) return fail({ official: -40002, text: NO_ENCRYPT }, terminal)

  const { encrypt, msgSignature, timestamp, nonce } = envelope
  // A reply carries its own; those of a message are in the query, and only the caller can give them.
  const own = msgSignature && timestamp !== null && nonce !== null ? { msgSignature, timestamp, nonce } : null
  const signed = given ?? own
  if (signed && !verifySignature({ token, ...signed, encrypt }, signed.msgSignature))
    return fail({ official: -40001, text: SIGNATURE_WRONG }, terminal)

  const { failure, message } = decryptMessage({ encrypt, key: key.key, appId })
  if (failure) return fail(failure, terminal)
  terminal.stdout.write(message ?? '')
  return 0
})

const ENCRYPT = {
  name: 'encrypt',
  summary: { zh: '加密并签名一条回复', en: 'encrypt and sign a reply' },
  stdin: { value: 'reply.xml', text: { zh: '要加密的回复', en: 'the reply to be encrypted' } },
  options: {
    token: { ...TOKEN, required: true },
    'aes-key': { ...AES_KEY, required: true },
    'app-id': { ...APP_ID, required: true },
    timestamp: {
      kind: 'text',
      value: 'SECONDS',
      decode: decodeSeconds,
      text: { zh: '写进信封的 TimeStamp，不给则用现在', en: 'TimeStamp of the envelope; now unless given' },
    },
    nonce: {
      kind: 'text',
      value: 'NONCE',
      text: { zh: '写进信封的 Nonce，不给则随机', en: 'Nonce of the envelope; random unless given' },
    },
  },
} as const satisfies CommandTable

export const encryptCommand = createCommand(ENCRYPT, async (values, terminal) => {
  const token = values.token.value
  const appId = values['app-id']
  const timestamp = values.timestamp ?? String(Math.floor(Date.now() / 1000))
  const nonce = values.nonce ?? String(randomInt(100_000_000, 2 ** 32))
  const key = decodeAesKey(values['aes-key'].value)
  if (!key.ok) return fail(key.failure, terminal)

  const message = await buffer(terminal.stdin)
  if (message.length === 0) return fail({ official: -40006, text: NOTHING_TO_ENCRYPT }, terminal)
  const encrypt = encryptMessage({ message, key: key.key, appId, random16: randomBytes(16) })
  terminal.stdout.write(`${writeEnvelope({ encrypt, token, timestamp, nonce })}\n`)
  return 0
})

/** Keeps the digits as typed: the signature is made of this very text. */
function decodeSeconds(text: string): string {
  if (/^\d+$/.test(text)) return text
  throw new UsageError({
    zh: `--timestamp 应为秒数，而不是 ${text}`,
    en: `--timestamp takes seconds, not ${text}`,
  })
}

function readGivenSignature(values: Values<typeof DECRYPT>) {
  const { 'msg-signature': msgSignature, timestamp, nonce } = values
  if (msgSignature === undefined || timestamp === undefined || nonce === undefined) return null
  return { msgSignature, timestamp, nonce }
}

function fail(
  { official, text }: Pick<CipherFailure, 'official' | 'text'>,
  { stderr, language }: Terminal,
): number {
  stderr.write(`${official}: ${oneLine(text[language])}\n`)
  return 1
}

const NO_ENCRYPT: Bilingual = {
  zh: '输入的 XML 里没有 Encrypt。',
  en: 'The XML given has no Encrypt.',
}

const SIGNATURE_WRONG: Bilingual = {
  zh: '签名不符：密文被改动过，或者 Token、timestamp、nonce 有一个不对。',
  en: 'The signature differs: the ciphertext was changed, or token, timestamp or nonce is another one.',
}

const NOTHING_TO_ENCRYPT: Bilingual = {
  zh: '输入是空的；空回复不用加密，直接返回即可。',
  en: 'The input is empty; an empty reply goes out as it is, unencrypted.',
}
