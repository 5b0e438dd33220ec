import type { Bilingual } from '../../contract/text.ts'
import type { Finding, Mode, Place } from '../../contract/exchange.ts'
import type { KeyedDecryption } from '../../wechat/cipher/keys.ts'
import { verifySignature } from '../../wechat/signature.ts'
import { diagnoseEncodingAesKeys } from './key.ts'
import { diagnoseLayers } from './layers.ts'
import { diagnoseCompatible, diagnoseMode } from './mode.ts'
import type { Fields } from './mode.ts'
import { createFinding } from '../finding.ts'
import { diagnoseSignature, explainUnknown, NOT_EXAMINED } from '../signature/doctor.ts'

/** The parts of an account that decide about encryption. */
export interface EncryptionAccount {
  mode: Mode
  token: string
  /** `''` if it is not known; receivers are not compared then. */
  appId: string
  /** The keys as typed: the current one, then the previous one if there is one. */
  encodingAesKeys: readonly string[]
}

export interface OtherAccount {
  name: string
  token: string
  appId: string
}

/** A push, and the result of decrypting it. */
export interface EncryptedRequest {
  /** The query's values by name: decoded here, and below as they stand in the URL. */
  query: Readonly<Record<string, string | undefined>>
  rawQuery: Readonly<Record<string, string | undefined>>
  /** The fields directly below the root of the body, as the simple view has them. */
  fields: Fields
  /** The text of Encrypt; null if there is none. */
  encrypt: string | null
  /** True if `msg_signature` is the one of Encrypt, made with the account's token. */
  isSigned: boolean
  account: EncryptionAccount
  otherAccounts: readonly OtherAccount[]
  /** Null if there was nothing to decrypt, or no key to decrypt it with. */
  decryption: KeyedDecryption | null
  /** The decrypted message's fields; null if there is no such message, or it is not XML. */
  decryptedFields: Fields | null
  /** True if a wrong signature may be examined, which costs some thousand hashes, about 10 ms. */
  examineSignature: boolean
  /** The place of Encrypt in the body. */
  encryptAt: Place | null
}

/** Returns all findings on the encryption of a push; the one that decided comes first. */
export function diagnoseEncryption(request: EncryptedRequest): Finding[] {
  const { query, fields, encrypt, account, decryption, decryptedFields, otherAccounts, encryptAt } = request
  const mode = diagnoseMode(fields, query['encrypt_type'], account.mode)
  if (encrypt === null) return mode
  return [
    ...mode,
    ...diagnoseMsgSignature(request, encrypt),
    ...diagnoseEncodingAesKeys(account.encodingAesKeys),
    ...(decryption ? diagnoseLayers(decryption, otherAccounts, encryptAt) : []),
    ...(decryptedFields ? diagnoseCompatible(fields, decryptedFields) : []),
  ]
}

function diagnoseMsgSignature(request: EncryptedRequest, encrypt: string): Finding[] {
  const { query } = request
  const received = query['msg_signature']
  if (received === undefined || received === '') return [createSignatureMissing()]
  if (request.isSigned) return []
  return [createSignatureMismatch(request.examineSignature ? findCause(request, encrypt) : NOT_EXAMINED.text)]
}

function findCause(request: EncryptedRequest, encrypt: string): Bilingual {
  const { query, rawQuery, account, otherAccounts, decryption } = request
  const { message, misencoding } = decryption ?? {}
  if (misencoding && isSignatureOf(misencoding.encrypt, request)) return SIGNED_BEFORE_ENCODING
  const named = diagnoseSignature({
    checked: 'msg_signature',
    token: account.token,
    query,
    rawQuery,
    encrypt,
    plaintext: message ? new TextDecoder().decode(message) : undefined,
    otherAccounts,
  })
  return (named ?? explainUnknown(query['msg_signature'] ?? '', account.token)).text
}

function isSignatureOf(encrypt: string, { query, account: { token } }: EncryptedRequest): boolean {
  const { timestamp = '', nonce = '', msg_signature: received = '' } = query
  return token !== '' && verifySignature({ token, timestamp, nonce, encrypt }, received)
}

const SIGNED_BEFORE_ENCODING: Bilingual = {
  zh: '它是密文再次编码之前的签名，Token 没有问题；去掉多余的编码，签名就对了。',
  en: 'It was made before the ciphertext was encoded once more, and the token is right; without the encoding too many it fits.',
}

const QUERY_PLACE: Place = { in: 'query', key: 'msg_signature' }

function createSignatureMissing(): Finding {
  return createFinding(
    'crypt.signature',
    {
      title: { zh: '加密的消息没有 msg_signature（-40001）', en: 'Encrypted, but no msg_signature (-40001)' },
      detail: {
        zh: 'signature 不含消息内容，只有 msg_signature 能证明密文没有被改动；微信加密推送时一定带它。',
        en: 'signature does not cover the message; msg_signature alone shows that the ciphertext is unchanged, and WeChat always sends it along.',
      },
      fix: {
        zh: '把 token、timestamp、nonce 和 Encrypt 排序拼接后做 SHA-1，作为 msg_signature 放进 URL。',
        en: 'Sort and join token, timestamp, nonce and Encrypt, take the SHA-1 and put it into the URL as msg_signature.',
      },
    },
    QUERY_PLACE,
  )
}

/** Creates the finding for a `msg_signature` that does not fit; `cause` is the likely mistake. */
export function createSignatureMismatch(cause: Bilingual): Finding {
  return createFinding(
    'crypt.signature',
    {
      title: { zh: 'msg_signature 不对（-40001）', en: 'msg_signature is wrong (-40001)' },
      detail: {
        zh: '用 token、timestamp、nonce 和 Encrypt 算出的签名与收到的不同，密文不能认定是微信发来的。',
        en: 'The signature computed of token, timestamp, nonce and Encrypt differs from the one received, so the ciphertext cannot be taken for WeChat’s.',
      },
      fix: cause,
    },
    QUERY_PLACE,
  )
}
