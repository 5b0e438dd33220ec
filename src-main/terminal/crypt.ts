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
import { optional, required, UsageError } from './command.ts'
import type { OptionValues, Terminal, TerminalCommand } from './command.ts'
import { oneLine } from './one-line.ts'
import { aesKeyOptions, readSecrets, requireSecret, tokenOptions } from './secret-options.ts'

export const decryptCommand: TerminalCommand = {
  usage:
    'decrypt (--token T | --token-file F) (--aes-key K | --aes-key-file F) --app-id A\n' +
    '         [--msg-signature M --timestamp S --nonce N] < envelope.xml',
  summary: {
    zh: '解密一条消息或回复，先核对签名',
    en: 'decrypt a message or reply, once its signature fits',
  },
  options: {
    ...tokenOptions,
    ...aesKeyOptions,
    'app-id': { type: 'string' },
    'msg-signature': { type: 'string' },
    timestamp: { type: 'string' },
    nonce: { type: 'string' },
  },
  async run(values, terminal) {
    const secrets = await readSecrets(values, ['token', 'aesKey'], terminal, 'message')
    const token = requireSecret(secrets, 'token')
    const encodingAesKey = requireSecret(secrets, 'aesKey')
    const appId = required(values, 'app-id')
    const given = readGivenSignature(values)
    const key = decodeAesKey(encodingAesKey)
    if (!key.ok) return fail(key.failure, terminal)

    const parsed = parseLenient(await buffer(terminal.stdin))
    if (!parsed.ok) return fail({ official: -40002, text: parsed.error.message }, terminal)
    const element = findEnvelope(parsed.document)
    const envelope = element ? readEnvelope(element) : null
    if (!envelope?.encrypt) return fail({ official: -40002, text: NO_ENCRYPT }, terminal)

    const { encrypt, msgSignature, timestamp, nonce } = envelope
    // A reply carries its own; a message's are in the query, and only who calls can give them.
    const own =
      msgSignature && timestamp !== null && nonce !== null ? { msgSignature, timestamp, nonce } : null
    const signed = given ?? own
    if (signed && !verifySignature({ token, ...signed, encrypt }, signed.msgSignature))
      return fail({ official: -40001, text: SIGNATURE_WRONG }, terminal)

    const { failure, message } = decryptMessage({ encrypt, key: key.key, appId })
    if (failure) return fail(failure, terminal)
    terminal.stdout.write(message ?? '')
    return 0
  },
}

export const encryptCommand: TerminalCommand = {
  usage:
    'encrypt (--token T | --token-file F) (--aes-key K | --aes-key-file F) --app-id A\n' +
    '         [--timestamp S --nonce N] < reply.xml',
  summary: { zh: '加密并签名一条回复', en: 'encrypt and sign a reply' },
  options: {
    ...tokenOptions,
    ...aesKeyOptions,
    'app-id': { type: 'string' },
    timestamp: { type: 'string' },
    nonce: { type: 'string' },
  },
  async run(values, terminal) {
    const secrets = await readSecrets(values, ['token', 'aesKey'], terminal, 'message')
    const token = requireSecret(secrets, 'token')
    const encodingAesKey = requireSecret(secrets, 'aesKey')
    const appId = required(values, 'app-id')
    const timestamp = optional(values, 'timestamp') ?? String(Math.floor(Date.now() / 1000))
    const nonce = optional(values, 'nonce') ?? String(randomInt(100_000_000, 2 ** 32))
    if (!/^\d+$/.test(timestamp)) {
      throw new UsageError({
        zh: `--timestamp 应为秒数，而不是 ${timestamp}`,
        en: `--timestamp takes seconds, not ${timestamp}`,
      })
    }
    const key = decodeAesKey(encodingAesKey)
    if (!key.ok) return fail(key.failure, terminal)

    const message = await buffer(terminal.stdin)
    if (message.length === 0) return fail({ official: -40006, text: NOTHING_TO_ENCRYPT }, terminal)
    const encrypt = encryptMessage({ message, key: key.key, appId, random16: randomBytes(16) })
    terminal.stdout.write(`${writeEnvelope({ encrypt, token, timestamp, nonce })}\n`)
    return 0
  },
}

interface GivenSignature {
  msgSignature: string
  timestamp: string
  nonce: string
}

/** All three or none: with one of them missing, the check that was asked for would silently not take place. */
function readGivenSignature(values: OptionValues): GivenSignature | null {
  const names = ['msg-signature', 'timestamp', 'nonce']
  if (names.every((name) => values[name] === undefined)) return null
  return {
    msgSignature: required(values, 'msg-signature'),
    timestamp: required(values, 'timestamp'),
    nonce: required(values, 'nonce'),
  }
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
