import type { CipherFailure } from '../../contract/cipher.ts'
import { decryptMessage } from './decrypt.ts'
import type { Decrypting, Decryption } from './decrypt.ts'
import { createFailure } from './failure.ts'
import { describeForm } from './misencoding.ts'
import { unwrap } from './unwrap.ts'
import type { Wrapping } from './unwrap.ts'

export interface KeyedDecryption extends Decryption {
  /** The index in `keys` of the key that fits, with which the reply is encrypted; null if none does. */
  keyIndex: number | null
  /** The number of keys tried. */
  keysTried: number
  /** Present if no key opens the text as it stands, but one opens it with an encoding undone. */
  misencoding: Misencoding | null
}

/** A ciphertext that somebody encoded once too often or in another way. */
export interface Misencoding {
  /** From the outside in. */
  wrappings: readonly Wrapping[]
  /** The ciphertext without them, in standard Base64. */
  encrypt: string
  /** The decryption of it. Its message is there; its receiver may still be another one. */
  decryption: KeyedDecryption & { message: Uint8Array }
}

type Keys = readonly [Uint8Array, ...Uint8Array[]]

/**
 * Tries one key after the other, the current one first: after a change in the console, messages made with the previous
 * key go on arriving for a while. If none fits, it returns the result of the first, and looks for an encoding too many:
 * Base64 of Base64 looks like a wrong key. Never throws.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function decryptWithKeys({ encrypt, appId }: Omit<Decrypting, 'key'>, keys: Keys): KeyedDecryption {
  const decryption = tryKeys({ encrypt, appId }, keys)
  const { failure, layers } = decryption
  if (decryption.keyIndex !== null || !failure) return decryption
  const misencoding = findMisencoding({ encrypt, appId }, keys)
  if (!misencoding) return decryption
  return {
    ...decryption,
    // What lies under the Base64 is no ciphertext.
    layers: layers.slice(0, 1).map((layer) => ({ ...layer, ok: false })),
    failure: describeMisencoding(misencoding, failure),
    misencoding,
  }
}

function tryKeys({ encrypt, appId }: Omit<Decrypting, 'key'>, [current, ...previous]: Keys): KeyedDecryption {
  const first = decryptMessage({ encrypt, appId, key: current })
  if (first.keyFits) return { ...first, keyIndex: 0, keysTried: 1, misencoding: null }
  // Base64 and blocks do not depend on the key.
  if (first.failure?.code === 'crypt.base64')
    return { ...first, keyIndex: null, keysTried: 1, misencoding: null }
  for (const [index, key] of previous.entries()) {
    const other = decryptMessage({ encrypt, appId, key })
    if (other.keyFits) return { ...other, keyIndex: index + 1, keysTried: index + 2, misencoding: null }
  }
  return { ...first, keyIndex: null, keysTried: previous.length + 1, misencoding: null }
}

function findMisencoding(given: Omit<Decrypting, 'key'>, keys: Keys): Misencoding | null {
  for (const { wrappings, text } of unwrap(given.encrypt)) {
    const decryption = tryKeys({ ...given, encrypt: text }, keys)
    const { keyIndex, message } = decryption
    // Padding and length are right: chance does not do that.
    if (keyIndex !== null && message)
      return { wrappings, encrypt: text, decryption: { ...decryption, message } }
  }
  return null
}

/** Keeps the number of the failure that WXBizMsgCrypt would return, since people search for it. */
function describeMisencoding({ wrappings }: Misencoding, { official }: CipherFailure): CipherFailure {
  const form = describeForm(wrappings)
  return createFailure('crypt.base64', official, {
    zh: `${form.zh}；还原之后用账号的密钥就能解开，密钥没有问题。`,
    en: `${form.en}; undone, the account’s key opens it, so the key is right.`,
  })
}
