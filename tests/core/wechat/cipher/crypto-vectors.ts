import { readFileSync } from 'node:fs'
import { decodeAesKey } from '../../../../src-core/wechat/cipher/aes-key.ts'

export interface CryptoVector {
  id: string
  op: 'decrypt' | 'decrypt-echostr' | 'encrypt'
  token: string
  aesKey: string
  appid: string
  timestamp: string
  nonce: string
  encrypt: string
  envelope?: string
  msg_signature: string
  random?: string
  plaintext?: string
  expect: { ok: boolean; code?: number; plaintext?: string; encrypt?: string }
  computed?: { plaintext: string; receiveId: string; padding: number; randomPrefixHex: string }
}

export const CRYPTO_VECTORS = JSON.parse(
  readFileSync(new URL('../../../fixtures/vectors/crypto/crypto.json', import.meta.url), 'utf8'),
) as CryptoVector[]

/** 43 characters, canonical; the second key's last character is not. */
export const ENCODING_AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'.slice(0, 42) + 'E'
export const OTHER_ENCODING_AES_KEY = 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR'

export function aesKey(encodingAesKey: string): Uint8Array {
  const decoded = decodeAesKey(encodingAesKey)
  if (!decoded.ok) throw new Error(decoded.failure.text.en)
  return decoded.key
}
