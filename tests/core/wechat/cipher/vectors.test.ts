import { expect, test } from 'vitest'
import { decodeAesKey } from '../../../../src-core/wechat/cipher/aes-key.ts'
import { decryptMessage } from '../../../../src-core/wechat/cipher/decrypt.ts'
import { encryptMessage } from '../../../../src-core/wechat/cipher/encrypt.ts'
import { verifySignature } from '../../../../src-core/wechat/signature.ts'
import { aesKey, CRYPTO_VECTORS } from './crypto-vectors.ts'
import type { CryptoVector } from './crypto-vectors.ts'

/** Does what a receiver does with it, in the official order: the key, the signature, the text. */
function open(vector: CryptoVector) {
  const key = decodeAesKey(vector.aesKey)
  if (!key.ok) return { code: key.failure.official }
  const { token, timestamp, nonce, encrypt, msg_signature: received } = vector
  if (!verifySignature({ token, timestamp, nonce, encrypt }, received)) return { code: -40001 }
  const decryption = decryptMessage({ encrypt, key: key.key, appId: vector.appid })
  return { code: decryption.failure?.official ?? 0, decryption }
}

const incoming = CRYPTO_VECTORS.filter(({ op }) => op !== 'encrypt')
const outgoing = CRYPTO_VECTORS.filter(({ op }) => op === 'encrypt')

test('every vector is looked at', () => {
  expect(CRYPTO_VECTORS).toHaveLength(18)
  expect(outgoing).toHaveLength(1)
  expect(new Set(incoming.map(({ expect: { code } }) => code))).toEqual(
    new Set([undefined, -40001, -40004, -40005, -40007, -40008]),
  )
})

test.each(incoming)('$id', (vector) => {
  const { code, decryption } = open(vector)
  expect(code).toBe(vector.expect.code ?? 0)
  if (!vector.expect.ok) return
  expect(new TextDecoder().decode(decryption?.message ?? undefined)).toBe(vector.expect.plaintext)
  const random = decryption?.layers.find(({ name }) => name === 'random')?.bytes ?? new Uint8Array()
  expect({
    plaintext: vector.expect.plaintext,
    receiveId: decryption?.receiver,
    padding: decryption?.padding,
    randomPrefixHex: Buffer.from(random).toString('hex'),
  }).toEqual({
    plaintext: vector.computed?.plaintext,
    receiveId: vector.computed?.receiveId,
    padding: vector.computed?.padding,
    randomPrefixHex: vector.computed?.randomPrefixHex,
  })
})

test.each(outgoing)('$id', ({ plaintext = '', random = '', aesKey: key, appid, expect: { encrypt } }) => {
  expect(
    encryptMessage({ message: plaintext, key: aesKey(key), appId: appid, random16: Buffer.from(random) }),
  ).toBe(encrypt)
})
