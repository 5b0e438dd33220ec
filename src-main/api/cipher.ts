import { randomBytes, randomInt } from 'node:crypto'
import { writeEnvelope } from '../../src-core/exchange/envelope.ts'
import { openPasted } from '../../src-core/signing/enciphering.ts'
import type { Opening } from '../../src-core/signing/enciphering.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import type { Decrypted, DecryptInput, EncryptInput } from './types.ts'
import { ApiFault } from './fault.ts'
import { readAesKey } from './keys.ts'
import { DIGITS, optional, readInput, TEXT } from './read-input.ts'

export function createCipherText(input: EncryptInput): string {
  const { message, token, aesKey, appId, timestamp, nonce } = readInput('encrypt', input, {
    message: TEXT,
    token: TEXT,
    aesKey: TEXT,
    appId: TEXT,
    timestamp: optional(DIGITS),
    nonce: optional(TEXT),
  })
  const key = readAesKey('encrypt', aesKey)
  if (message === '') throw new ApiFault('INVALID_INPUT', NOTHING_TO_ENCRYPT)
  return writeEnvelope({
    encrypt: encryptMessage({ message, key, appId, random16: randomBytes(16) }),
    token,
    timestamp: timestamp ?? String(Math.floor(Date.now() / 1000)),
    nonce: nonce ?? String(randomInt(100_000_000, 2 ** 32)),
  })
}

const NOTHING_TO_ENCRYPT: Bilingual = {
  zh: 'encrypt：message 是空的；空回复不用加密，直接返回即可。',
  en: 'encrypt: message is empty; an empty reply goes out as it is, unencrypted.',
}

export function openEnvelope(input: DecryptInput): Decrypted {
  const { envelope, msgSignature, timestamp, nonce, ...keys } = readInput('decrypt', input, {
    envelope: TEXT,
    token: TEXT,
    aesKey: TEXT,
    previousAesKey: optional(TEXT),
    appId: TEXT,
    msgSignature: optional(TEXT),
    timestamp: optional(TEXT),
    nonce: optional(TEXT),
  })
  readAesKey('decrypt', keys.aesKey)
  const opened = openPasted(
    { text: envelope, ...keys, signed: readSigned({ msgSignature, timestamp, nonce }) },
    [],
    true,
  )
  const { decryption, msgSignature: checked } = opened
  if (decryption?.message && decryption.failure === null && checked?.ok !== false) {
    return {
      message: Buffer.from(decryption.message).toString(),
      receiver: decryption.receiver ?? '',
      isSigned: checked !== null,
    }
  }
  const { zh, en } = findReason(opened)
  throw new ApiFault('NOT_DECRYPTED', { zh: `decrypt：${zh}`, en: `decrypt: ${en}` })
}

interface Signed {
  msgSignature: string
  timestamp: string
  nonce: string
}

/** If one of them were missing, the requested check would silently not take place. */
function readSigned(given: { [Name in keyof Signed]: string | undefined }): Signed | undefined {
  const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (missing.length === 3) return undefined
  if (missing.length === 0) return given as Signed
  throw new ApiFault('INVALID_INPUT', {
    zh: `decrypt：缺少 ${missing.join('、')}：msgSignature、timestamp 和 nonce 要一起给。`,
    en: `decrypt: ${missing.join(' and ')} missing: msgSignature, timestamp and nonce go together.`,
  })
}

function findReason({ problem, findings }: Opening): Bilingual {
  const fault = findings.find(({ severity }) => severity === 'error')
  if (problem !== null || !fault) return problem ?? NOTHING_TO_DECRYPT
  const { detail, fix } = fault
  return { zh: detail.zh + fix.zh, en: `${detail.en} ${fix.en}`.trim() }
}

const NOTHING_TO_DECRYPT: Bilingual = {
  zh: 'envelope 是空的，没有什么可以解密。',
  en: 'envelope is empty, so there is nothing to decrypt.',
}
