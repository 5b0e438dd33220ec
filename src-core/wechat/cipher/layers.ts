import type { CipherLayer, CipherLayers } from '../../contract/cipher.ts'
import type { DecryptedLayer } from './decrypt.ts'
import type { KeyedDecryption } from './keys.ts'

/** Returns the same as plain data, for a screen. */
export function toCipherLayers({ layers, failure, keyIndex }: KeyedDecryption): CipherLayers {
  return { ok: failure === null, failure, layers: layers.map(toCipherLayer), key: keyIndex }
}

function toCipherLayer({ name, offset, bytes, ok }: DecryptedLayer): CipherLayer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return {
    name,
    offset,
    length: bytes.length,
    hex: buffer.toString('hex'),
    text: readAsText(name, buffer),
    ok,
  }
}

function readAsText(name: CipherLayer['name'], bytes: Buffer): string | null {
  switch (name) {
    case 'base64':
    case 'message':
    case 'receiver':
      return bytes.toString('utf8')
    case 'length':
      return String(bytes.readUInt32BE())
    case 'padding':
      return String(bytes.at(-1))
    case 'random': {
      // WeChat's are letters and digits; other senders may use any bytes.
      const text = bytes.toString('latin1')
      return /^[\x21-\x7e]+$/.test(text) ? text : null
    }
    case 'ciphertext':
    case 'undivided':
      return null
  }
}
