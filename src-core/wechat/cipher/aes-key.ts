import type { CipherFailure } from '../../contract/cipher.ts'
import { checkAesKeyShape, NO_AES_KEY } from '../../contract/field-check/aes-key.ts'
import { ENCODING_AES_KEY_LENGTH } from '../../contract/limits.ts'
import { createFailure } from './failure.ts'

export type DecodedAesKey =
  | {
      ok: true
      /** 32 bytes, for AES-256. */
      key: Uint8Array
      /** False if the last character carries bits that no byte has room for: strict decoders then throw. */
      canonical: boolean
    }
  | { ok: false; failure: CipherFailure }

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * Returns the AES key of an EncodingAESKey: 43 letters and digits, which with a `=` after them are the Base64 of 32
 * bytes. The two low bits of the last character belong to no byte and may be anything. Never throws.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function decodeAesKey(encodingAesKey: string): DecodedAesKey {
  const failure = findKeyFault(encodingAesKey)
  if (failure) return { ok: false, failure }
  const key = Buffer.from(encodingAesKey, 'base64')
  return { ok: true, key, canonical: key.toString('base64') === `${encodingAesKey}=` }
}

/** Returns the valid keys, in their order; an invalid one is left out, and a diagnosis reports it. */
export function decodeAesKeys(encodingAesKeys: readonly string[]): Uint8Array[] {
  return encodingAesKeys.flatMap((text) => {
    const decoded = decodeAesKey(text)
    return decoded.ok ? [decoded.key] : []
  })
}

/**
 * Returns an EncodingAESKey like the console's: 43 letters and digits, each equally likely, so that three of four are
 * not canonical Base64. `randomBytes` must be fit for keys.
 */
export function createEncodingAesKey(randomBytes: (length: number) => Uint8Array): string {
  let key = ''
  while (key.length < ENCODING_AES_KEY_LENGTH) {
    for (const byte of randomBytes(ENCODING_AES_KEY_LENGTH - key.length)) {
      // 248 is the last multiple of 62 in a byte; beyond it the first letters would come more often.
      if (byte < 248) key += ALPHABET.charAt(byte % ALPHABET.length)
    }
  }
  return key
}

function findKeyFault(text: string): CipherFailure | null {
  if (text === '') return createFailure('crypt.key-shape', -40004, NO_AES_KEY)
  const [note] = checkAesKeyShape(text)
  return note ? createFailure('crypt.key-shape', -40004, note.text) : null
}
