import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createEncodingAesKey, decodeAesKey } from '../../../../src-core/wechat/cipher/aes-key.ts'
import { expectGoodText } from '../../good-text.ts'
import { ENCODING_AES_KEY, OTHER_ENCODING_AES_KEY } from './crypto-vectors.ts'

describe('an EncodingAESKey', () => {
  test.each([
    [ENCODING_AES_KEY, true],
    [OTHER_ENCODING_AES_KEY, false],
    ['A'.repeat(43), true],
    [`${'A'.repeat(42)}B`, false],
    [`${'A'.repeat(42)}8`, true],
    [`${'A'.repeat(42)}9`, false],
  ])('%s is 32 bytes; canonical: %s', (text, canonical) => {
    const decoded = decodeAesKey(text)
    expect(decoded).toMatchObject({ ok: true, canonical })
    expect(decoded.ok && decoded.key).toHaveLength(32)
  })

  test.each([
    ['', 'No EncodingAESKey'],
    [ENCODING_AES_KEY.slice(1), '42 characters'],
    [`${ENCODING_AES_KEY}a`, '44 characters'],
    [`${ENCODING_AES_KEY}=`, 'ends in an equals sign'],
    [`${ENCODING_AES_KEY.slice(1)}=`, 'ends in an equals sign'],
    [`${ENCODING_AES_KEY}\n`, 'blanks around it'],
    [` ${ENCODING_AES_KEY.slice(1)}`, 'blanks around it'],
    [`${ENCODING_AES_KEY.slice(0, 42)}+`, 'Character 43'],
    [`/${ENCODING_AES_KEY.slice(1)}`, 'Character 1 '],
    [`abc def${ENCODING_AES_KEY.slice(7)}`, 'Character 4 '],
    [`ａ${ENCODING_AES_KEY.slice(1)}`, 'full-width characters'],
  ])('%j cannot be one: %s', (text, part) => {
    const decoded = decodeAesKey(text)
    expect(decoded.ok).toBe(false)
    if (decoded.ok) return
    expect(decoded.failure).toMatchObject({ code: 'crypt.key-shape', official: -40004 })
    expect(decoded.failure.text.en).toContain(part)
    // A key in a finding would travel with every exported exchange.
    expectGoodText(decoded.failure.text, [text, ENCODING_AES_KEY.slice(1, 42)])
  })
})

describe('a new EncodingAESKey', () => {
  test('is one that can be used, and another each time', () => {
    const keys = Array.from({ length: 300 }, () => createEncodingAesKey(randomBytes))
    expect(new Set(keys).size).toBe(300)
    for (const key of keys) expect(decodeAesKey(key).ok).toBe(true)
    const tails = keys.filter((key) => {
      const decoded = decodeAesKey(key)
      return decoded.ok && !decoded.canonical
    })
    // Three of four; a generator that encodes 32 bytes would make none.
    expect(tails.length).toBeGreaterThan(150)
    expect(tails.length).toBeLessThan(290)
  })

  test('passes over bytes that would favour the first letters', () => {
    let calls = 0
    const key = createEncodingAesKey((length) => new Uint8Array(length).fill(calls++ === 0 ? 248 : 247))
    expect([key, calls]).toEqual(['9'.repeat(43), 2])
  })
})
