import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEncodingAesKey } from '../../../../src-core/wechat/cipher/aes-key.ts'
import { decryptMessage } from '../../../../src-core/wechat/cipher/decrypt.ts'
import { encryptMessage } from '../../../../src-core/wechat/cipher/encrypt.ts'
import { decryptWithKeys } from '../../../../src-core/wechat/cipher/keys.ts'
import { toCipherLayers } from '../../../../src-core/wechat/cipher/layers.ts'
import { runs } from '../../xml/runs.ts'
import { aesKey } from './crypto-vectors.ts'

const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const encodingAesKeys = fc.string({
  unit: fc.constantFrom(...KEY_ALPHABET),
  minLength: 43,
  maxLength: 43,
})
const texts = fc.string({ unit: 'binary', maxLength: 300 })
const ids = fc.oneof(
  fc.stringMatching(/^wx[0-9a-f]{16}$/),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
)
const random16s = fc.uint8Array({ minLength: 16, maxLength: 16 })

test('whatever is encrypted comes back, and its layers cover the buffer', () => {
  fc.assert(
    fc.property(texts, encodingAesKeys, ids, random16s, (message, encodingAesKey, appId, random16) => {
      const key = aesKey(encodingAesKey)
      const encrypt = encryptMessage({ message, key, appId, random16 })
      const decryption = decryptMessage({ encrypt, key, appId })
      expect(decryption.failure).toBeNull()
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(decryption.message!)).toBe(message)
      expect(decryption.receiver).toBe(appId)
      expectCovered(encrypt, key)
    }),
    runs(300),
  )
})

test('any text at all, with any key, is taken apart without an exception', () => {
  const blocks = fc
    .uint8Array({ minLength: 1, maxLength: 6 * 16 })
    .map((bytes) => Buffer.from(bytes).toString('base64'))
  const wholeBlocks = fc
    .integer({ min: 1, max: 6 })
    .chain((n) => fc.uint8Array({ minLength: n * 16, maxLength: n * 16 }))
    .map((bytes) => Buffer.from(bytes).toString('base64'))
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), blocks, wholeBlocks),
      encodingAesKeys,
      (encrypt, encodingAesKey) => {
        const key = aesKey(encodingAesKey)
        const { failure, message } = decryptMessage({ encrypt, key, appId: 'wxb11529c136998cb6' })
        expect([failure === null, message]).toEqual([false, null])
        expectCovered(encrypt, key)
      },
    ),
    runs(500),
  )
})

/** Expects that the layers of the buffer follow one another, from its first byte to its last. */
function expectCovered(encrypt: string, key: Uint8Array): void {
  const { layers } = toCipherLayers(decryptWithKeys({ encrypt }, [key]))
  const ciphertext = layers.find(({ name }) => name === 'ciphertext')
  let end = 0
  for (const { offset, length, hex } of layers.filter(
    ({ name }) => name !== 'base64' && name !== 'ciphertext',
  )) {
    expect([offset, hex.length]).toEqual([end, length * 2])
    end += length
  }
  if (end > 0) expect(end).toBe(ciphertext?.length)
}

test('every length of padding, 1 to 32, comes about and goes away', () => {
  const key = aesKey(createEncodingAesKey(randomBytes))
  const seen = Array.from({ length: 32 }, (_, n) => {
    const message = 'x'.repeat(n)
    const encrypt = encryptMessage({ message, key, appId: 'wx', random16: randomBytes(16) })
    const decryption = decryptMessage({ encrypt, key, appId: 'wx' })
    expect(Buffer.from(decryption.message!).toString()).toBe(message)
    return decryption.padding!
  })
  expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, n) => n + 1))
})

test.each([0, 15, 17])('%i random bytes are a fault of the caller', (length) => {
  const key = aesKey(createEncodingAesKey(randomBytes))
  expect(() => encryptMessage({ message: '', key, appId: '', random16: new Uint8Array(length) })).toThrow(
    RangeError,
  )
})

const openssl = spawnSync('openssl', ['version'])

describe.skipIf(openssl.status !== 0)('openssl, which knows nothing of us', () => {
  const key = aesKey(createEncodingAesKey(randomBytes))
  const options = ['enc', '-aes-256-cbc', '-nopad', '-base64', '-A']
  const given = [
    '-K',
    Buffer.from(key).toString('hex'),
    '-iv',
    Buffer.from(key.subarray(0, 16)).toString('hex'),
  ]
  const random16 = randomBytes(16)

  test.each([0, 1, 11, 12, 13, 500])('reads what we encrypt, %i characters of it', (length) => {
    const message = '好'.repeat(length)
    const encrypt = encryptMessage({ message, key, appId: 'wxb11529c136998cb6', random16 })
    const plain = execFileSync('openssl', [...options, '-d', ...given], { input: encrypt })
    const padding = plain.at(-1)!
    expect(plain.length % 32).toBe(0)
    expect(plain).toEqual(
      Buffer.concat([
        random16,
        Buffer.from([0, 0, (length * 3) >> 8, (length * 3) & 0xff]),
        Buffer.from(message),
        Buffer.from('wxb11529c136998cb6'),
        Buffer.alloc(padding, padding),
      ]),
    )
  })

  test('writes what we decrypt', () => {
    const plain = Buffer.concat([
      random16,
      Buffer.from([0, 0, 0, 6]),
      Buffer.from('你好wx1'),
      Buffer.alloc(3, 3),
    ])
    const encrypt = execFileSync('openssl', [...options, ...given], { input: plain, encoding: 'utf8' })
    const { message, receiver, failure } = decryptMessage({ encrypt, key, appId: 'wx1' })
    expect([Buffer.from(message!).toString(), receiver, failure]).toEqual(['你好', 'wx1', null])
  })
})
