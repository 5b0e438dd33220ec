import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  createSignatureParts,
  explainSignature,
  sign,
  verifySignature,
} from '../../../src-core/wechat/signature.ts'

interface SignatureVector {
  id: string
  kind: 'signature' | 'sorted-sha1'
  token: string
  timestamp: string
  nonce: string
  parts: string[]
  expected: string
  valid: boolean
}

const VECTORS = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/signature/signature.json', import.meta.url), 'utf8'),
) as SignatureVector[]

const signatures = VECTORS.filter(({ kind }) => kind === 'signature')
const sortedDigests = VECTORS.filter(({ kind }) => kind === 'sorted-sha1')

test('every vector is looked at', () => {
  expect(signatures.length + sortedDigests.length).toBe(VECTORS.length)
  expect(signatures.length).toBeGreaterThan(0)
  expect(sortedDigests.length).toBeGreaterThan(0)
})

test.each(signatures)('verifies as $id says', ({ token, timestamp, nonce, expected, valid }) => {
  expect(verifySignature({ token, timestamp, nonce }, expected)).toBe(valid)
})

test.each(sortedDigests)('digests as $id says', ({ parts, expected }) => {
  const named = parts.map((value, index) => ({ name: `part ${index}`, value }))
  expect(explainSignature(named).digest).toBe(expected)
})

test.each([
  ['1714036504', '1514711492', 'f464b24fc39322e44b38aa78f5edd27bd1441696'],
  ['1714037059', '486452656', '899cf89e464efb63f54ddac96b0a0a235f53aa78'],
  ['1715943329', '1590219412', 'cc0c594499c1634947d5b502f158ee518947db27'],
])('signs %s and %s as the official push page does', (timestamp, nonce, expected) => {
  expect(sign({ token: 'AAAAA', timestamp, nonce })).toBe(expected)
})

describe('the steps', () => {
  test('keep the parts as given, and sort them by value: digits, upper case, lower case', () => {
    const steps = explainSignature([
      { name: 'token', value: 'apple' },
      { name: 'timestamp', value: 'Zebra' },
      { name: 'nonce', value: '9' },
      { name: 'encrypt', value: '10' },
    ])
    expect(steps.parts.map(({ name }) => name)).toEqual(['token', 'timestamp', 'nonce', 'encrypt'])
    expect(steps.sorted.map(({ value }) => value)).toEqual(['10', '9', 'Zebra', 'apple'])
    expect(steps.joined).toBe('109Zebraapple')
    expect(steps.digest).toMatch(/^[0-9a-f]{40}$/)
  })

  test('sort by UTF-8 bytes where UTF-16 order differs', () => {
    const emoji = { name: 'token', value: '😀' } // U+1F600: F0… in UTF-8, but D83D… in UTF-16
    const fullWidth = { name: 'nonce', value: '！' } // U+FF01: EF… in UTF-8
    expect(explainSignature([emoji, fullWidth]).sorted).toEqual([fullWidth, emoji])
  })

  test('leave the caller’s list as it was', () => {
    const parts = createSignatureParts({ token: 'z', timestamp: '1', nonce: '2' })
    explainSignature(parts)
    expect(parts.map(({ name }) => name)).toEqual(['token', 'timestamp', 'nonce'])
  })
})

test('Encrypt makes another signature of the same request', () => {
  const input = { token: 'weixin', timestamp: '1414387151', nonce: '917222494' }
  expect(sign({ ...input, encrypt: 'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo' })).not.toBe(sign(input))
  expect(createSignatureParts({ ...input, encrypt: '' })).toHaveLength(4)
  expect(createSignatureParts({ ...input, encrypt: undefined })).toHaveLength(3)
})

test('a nonce with leading zeros is not the number', () => {
  const input = { token: 'weixin', timestamp: '1414387151' }
  expect(sign({ ...input, nonce: '0123' })).not.toBe(sign({ ...input, nonce: '123' }))
})

describe('verification refuses', () => {
  const input = { token: 'AAAAA', timestamp: '1714036504', nonce: '1514711492' }
  const right = sign(input)

  test('nothing when the signature is right', () => {
    expect(verifySignature(input, right)).toBe(true)
  })

  test.each([
    ['the empty text', ''],
    ['one digit less', right.slice(1)],
    ['one digit more', `${right}0`],
    ['upper case', right.toUpperCase()],
    ['a blank around it', ` ${right}`],
    ['a line break after it', `${right}\n`],
    ['another last digit', right.slice(0, -1) + (right.endsWith('0') ? '1' : '0')],
    ['40 characters that are not hex', 'g'.repeat(40)],
    ['40 characters of more bytes', '签'.repeat(40)],
  ])('%s', (_, received) => {
    expect(verifySignature(input, received)).toBe(false)
  })

  test.each([
    ['token', { ...input, token: 'AAAAa' }],
    ['timestamp', { ...input, timestamp: '1714036505' }],
    ['nonce', { ...input, nonce: '1514711493' }],
  ])('another %s', (_, other) => {
    expect(verifySignature(other, right)).toBe(false)
  })
})
