import { createCipheriv } from 'node:crypto'
import { packPlainBuffer, RANDOM_BYTES } from './plain-buffer.ts'

export interface Encryption {
  /** Text is encoded as UTF-8; bytes are taken as they are. */
  message: string | Uint8Array
  /** 32 bytes, from `decodeAesKey`. */
  key: Uint8Array
  /** The receiver's id; it is written after the message. */
  appId: string
  /** 16 bytes, fresh for every message: the initial vector is fixed, so nothing else makes two equal texts differ. */
  random16: Uint8Array
}

/**
 * Returns the text of `<Encrypt>`: AES-256-CBC with the first 16 bytes of the key as initial vector, in Base64 without
 * line breaks. Throws a RangeError if key or random bytes have another length, which is a fault of the caller.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function encryptMessage({ message, key, appId, random16 }: Encryption): string {
  if (random16.length !== RANDOM_BYTES) throw new RangeError(`random16 has ${random16.length} bytes`)
  const bytes = typeof message === 'string' ? Buffer.from(message) : message
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = packPlainBuffer(random16, bytes, Buffer.from(appId))
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}
