import { decryptMessage } from './decrypt.ts'
import type { Decrypting, Decryption } from './decrypt.ts'

export interface KeyedDecryption extends Decryption {
  /** The index in `keys` of the key that fits, with which the reply is encrypted; null if none does. */
  keyIndex: number | null
  /** The number of keys tried. */
  keysTried: number
}

/**
 * Tries one key after the other, the current one first: after a change in the console, messages made with the previous
 * key go on arriving for a while. If none fits, it returns the result of the first. Never throws.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function decryptWithKeys(
  { encrypt, appId }: Omit<Decrypting, 'key'>,
  keys: readonly [Uint8Array, ...Uint8Array[]],
): KeyedDecryption {
  const [current, ...previous] = keys
  const first = decryptMessage({ encrypt, appId, key: current })
  if (first.keyFits) return { ...first, keyIndex: 0, keysTried: 1 }
  // Base64 and blocks do not depend on the key.
  if (first.failure?.code === 'crypt.base64') return { ...first, keyIndex: null, keysTried: 1 }
  for (const [index, key] of previous.entries()) {
    const other = decryptMessage({ encrypt, appId, key })
    if (other.keyFits) return { ...other, keyIndex: index + 1, keysTried: index + 2 }
  }
  return { ...first, keyIndex: null, keysTried: keys.length }
}
