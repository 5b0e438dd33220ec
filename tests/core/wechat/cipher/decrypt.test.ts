import { createCipheriv } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { decryptMessage } from '../../../../src-core/wechat/cipher/decrypt.ts'
import { encryptMessage } from '../../../../src-core/wechat/cipher/encrypt.ts'
import { decryptWithKeys } from '../../../../src-core/wechat/cipher/keys.ts'
import { toCipherLayers } from '../../../../src-core/wechat/cipher/layers.ts'
import { expectGoodText } from '../../good-text.ts'
import { aesKey, ENCODING_AES_KEY, OTHER_ENCODING_AES_KEY } from './crypto-vectors.ts'

const key = aesKey(ENCODING_AES_KEY)
const otherKey = aesKey(OTHER_ENCODING_AES_KEY)
const appId = 'wxb11529c136998cb6'
const random16 = Buffer.from('0123456789abcdef')
const XML = '<xml><Content><![CDATA[你好，😀]]></Content></xml>'
const XML_BYTES = Buffer.byteLength(XML)

/** Encrypts any plain buffer as it is. */
function encryptBuffer(plain: Uint8Array): string {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}

interface Parts {
  length?: Buffer
  message?: string
  receiver?: string
  /** The bytes after the receiver; the right padding if omitted. */
  padding?: (needed: number) => Buffer
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function encryptParts({ message = XML, receiver = appId, ...parts }: Parts): string {
  const length = parts.length ?? uint32(Buffer.byteLength(message))
  const content = Buffer.concat([random16, length, Buffer.from(message), Buffer.from(receiver)])
  const needed = 32 - (content.length % 32)
  const padding = parts.padding?.(needed) ?? Buffer.alloc(needed, needed)
  return encryptBuffer(Buffer.concat([content, padding]))
}

const whole = encryptParts({})

test('a right one: all layers, one behind the other', () => {
  const { ok, failure, layers } = toCipherLayers(decryptWithKeys({ encrypt: whole, appId }, [key]))
  expect([ok, failure]).toEqual([true, null])
  const pad = 32 - ((20 + XML_BYTES + appId.length) % 32)
  expect(layers.map(({ name, offset, length, text }) => [name, offset, length, text])).toEqual([
    ['base64', 0, whole.length, whole],
    ['ciphertext', 0, (whole.length / 4) * 3, null],
    ['random', 0, 16, '0123456789abcdef'],
    ['length', 16, 4, String(XML_BYTES)],
    ['message', 20, XML_BYTES, XML],
    ['receiver', 20 + XML_BYTES, appId.length, appId],
    ['padding', 20 + XML_BYTES + appId.length, pad, String(pad)],
  ])
  expect(layers[3]?.hex).toBe(XML_BYTES.toString(16).padStart(8, '0'))
  expect(layers[6]?.hex).toBe(pad.toString(16).padStart(2, '0').repeat(pad))
})

/** The wrong layer, the code with its official number, and the words that mark the sentence. */
const WRONG: [name: string, encrypt: string, layer: string, code: string, official: number, part: string][] =
  [
    ['a lost plus', `${whole.slice(0, 8)} ${whole.slice(9)}`, 'base64', 'crypt.base64', -40010, 'a plus'],
    ['a fold', `${whole.slice(0, 76)}\n${whole.slice(76)}`, 'base64', 'crypt.base64', -40010, '76 columns'],
    ['URL alphabet', `-${whole.slice(1)}`, 'base64', 'crypt.base64', -40010, 'Base64 for URLs'],
    ['another character', `${whole.slice(0, 4)}😀`, 'base64', 'crypt.base64', -40010, 'U+1F600'],
    ['an equals sign within', `YQ==${whole}`, 'base64', 'crypt.base64', -40010, 'Character 3 '],
    [
      'no equals sign',
      encryptParts({ message: '' }).replace(/=+$/, ''),
      'base64',
      'crypt.base64',
      -40010,
      'no multiple of 4',
    ],
    ['a character lost', whole.slice(1), 'base64', 'crypt.base64', -40010, 'no multiple of 4'],
    ['nothing', '', 'ciphertext', 'crypt.base64', -40007, 'empty'],
    ['part of a block', whole.slice(0, 16), 'ciphertext', 'crypt.base64', -40007, '12 bytes'],
    [
      'another key',
      encryptMessage({ message: XML, key: otherKey, appId, random16 }),
      'padding',
      'crypt.padding',
      -40007,
      'does not open it',
    ],
    [
      'padding of 0',
      encryptParts({ padding: (needed) => Buffer.alloc(needed, 0) }),
      'padding',
      'crypt.padding',
      -40008,
      'last byte is 0',
    ],
    [
      'padding of 33',
      encryptParts({ padding: (needed) => Buffer.alloc(needed, 33) }),
      'padding',
      'crypt.padding',
      -40008,
      'last byte is 33',
    ],
    [
      'padding that differs',
      encryptParts({ padding: (needed) => Buffer.alloc(needed, needed).fill(0, 0, 1) }),
      'padding',
      'crypt.padding',
      -40008,
      'not all of these',
    ],
    [
      'padding of zeros and a count (ANSI X9.23)',
      encryptParts({ padding: (needed) => Buffer.alloc(needed, 0).fill(needed, needed - 1) }),
      'padding',
      'crypt.padding',
      -40008,
      'not all of these',
    ],
    [
      'a length beyond the end',
      encryptParts({ length: uint32(0x7fffffff) }),
      'length',
      'crypt.length',
      -40008,
      '2147483647 bytes',
    ],
    [
      'a length one beyond the end',
      encryptParts({ length: uint32(XML_BYTES + appId.length + 1) }),
      'length',
      'crypt.length',
      -40008,
      `only ${XML_BYTES + appId.length} are left`,
    ],
    [
      'a length in reverse',
      encryptParts({ length: uint32(XML_BYTES).reverse() }),
      'length',
      'crypt.length',
      -40008,
      'big endian',
    ],
    [
      'UTF-16 units counted',
      encryptParts({ length: uint32(XML.length) }),
      'length',
      'crypt.length',
      -40008,
      `UTF-8 bytes, ${XML_BYTES}`,
    ],
    [
      'code points counted',
      encryptParts({ length: uint32([...XML].length) }),
      'length',
      'crypt.length',
      -40008,
      `UTF-8 bytes, ${XML_BYTES}`,
    ],
    [
      'characters counted, for another receiver',
      encryptParts({ length: uint32(XML.length), receiver: 'wx0000000000000000' }),
      'length',
      'crypt.length',
      -40008,
      `UTF-8 bytes, ${XML_BYTES}`,
    ],
    [
      'a length one short',
      encryptParts({ length: uint32(XML_BYTES - 1) }),
      'length',
      'crypt.length',
      -40008,
      `the message has ${XML_BYTES} bytes`,
    ],
    [
      'a length that takes the receiver in',
      encryptParts({ length: uint32(XML_BYTES + appId.length) }),
      'length',
      'crypt.length',
      -40008,
      `the message has ${XML_BYTES} bytes`,
    ],
    [
      'too little for a length',
      encryptBuffer(Buffer.alloc(16, 16)),
      'undivided',
      'crypt.length',
      -40008,
      'has 0 bytes',
    ],
    ['no receiver', encryptParts({ receiver: '' }), 'receiver', 'crypt.receiver', -40005, 'No AppID'],
    [
      'half a receiver',
      encryptParts({ receiver: appId.slice(0, 9) }),
      'receiver',
      'crypt.receiver',
      -40005,
      'cut off',
    ],
    [
      'another receiver',
      encryptParts({ receiver: 'wx0000000000000000' }),
      'receiver',
      'crypt.receiver',
      -40005,
      'wx0000000000000000',
    ],
    [
      'the original id',
      encryptParts({ receiver: 'gh_a96a4a619366' }),
      'receiver',
      'crypt.receiver',
      -40005,
      'original id',
    ],
    [
      'a receiver with a blank',
      encryptParts({ receiver: `${appId} ` }),
      'receiver',
      'crypt.receiver',
      -40005,
      `blanks or a line break around the AppID ${appId} at the end: "${appId} "`,
    ],
  ]

describe('an AppID that was entered wrongly', () => {
  test.each([
    ['with a blank', ` ${appId}`, 'is right; there are blanks around'],
    ['as an original id', 'gh_a96a4a619366', 'is an original id; an AppID begins with wx'],
    ['of another account', 'wx0000000000000000', 'the id of another account'],
  ])('%s', (_, entered, part) => {
    const { failure } = decryptMessage({ encrypt: encryptParts({ receiver: appId }), key, appId: entered })
    expect(failure).toMatchObject({ code: 'crypt.receiver', official: -40005 })
    expect(failure?.text.en).toContain(part)
  })
})

describe('the first wrong layer is named', () => {
  test.each(WRONG)('%s', (_, encrypt, layer, code, official, part) => {
    const decryption = decryptMessage({ encrypt, key, appId })
    expect(decryption.failure).toMatchObject({ code, official })
    expect(decryption.layers.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([layer])
    expect(decryption.failure?.text.en).toContain(part)
    expectGoodText(decryption.failure!.text)
    // A text that cannot be relied on is not handed on; the text of a message for somebody else is whole.
    expect(decryption.message === null).toBe(code !== 'crypt.receiver')
    expect(decryption.keyFits).toBe(official !== -40007 && official !== -40010)
  })
})

describe('what is right stays right', () => {
  test.each<[string, string, string | undefined]>([
    ['no AppID to compare with', encryptParts({ receiver: 'anyone' }), undefined],
    ['an empty AppID', encryptParts({ receiver: 'anyone' }), ''],
    ['no message at all', encryptParts({ message: '' }), appId],
    ['a message that ends in the AppID', encryptParts({ message: `${XML}${appId}` }), appId],
    ['a message of 20 bytes that are the padding’s', encryptParts({ message: '\u0010'.repeat(20) }), appId],
  ])('%s', (_, encrypt, id) => {
    expect(decryptMessage({ encrypt, key, appId: id }).failure).toBeNull()
  })

  test('padding to blocks of 16, as an ordinary library writes it', () => {
    const message = 'x'.repeat(32)
    const encrypt = encryptParts({ message, padding: (needed) => Buffer.alloc(needed % 16, needed % 16) })
    const decryption = decryptMessage({ encrypt, key, appId })
    expect([decryption.failure, decryption.padding]).toEqual([null, (32 - ((20 + 32 + 18) % 32)) % 16])
  })
})

test('one wrong key in 256 ends in a padding of one; it is not taken for the right one', () => {
  const plain = Buffer.alloc(48, 0xff)
  plain[47] = 1
  const { keyFits, failure, layers } = decryptMessage({ encrypt: encryptBuffer(plain), key, appId })
  expect([keyFits, failure?.code]).toEqual([false, 'crypt.length'])
  expect(layers.map(({ name, offset }) => [name, offset])).toEqual([
    ['base64', 0],
    ['ciphertext', 0],
    ['random', 0],
    ['length', 16],
    ['undivided', 20],
    ['padding', 47],
  ])
})

describe('several keys', () => {
  const previous = encryptMessage({ message: XML, key: otherKey, appId, random16 })

  test.each<[string, string, readonly [Uint8Array, ...Uint8Array[]], number | null, number]>([
    ['the current one fits', whole, [key, otherKey], 0, 1],
    ['the previous one fits', previous, [key, otherKey], 1, 2],
    ['none fits', previous, [key, key], null, 2],
    ['no key helps against broken Base64', '*', [key, otherKey], null, 1],
  ])('%s', (_, encrypt, keys, keyIndex, keysTried) => {
    expect(decryptWithKeys({ encrypt, appId }, keys)).toMatchObject({ keyIndex, keysTried })
  })

  test('a wrong receiver does not make the right key a wrong one', () => {
    const encrypt = encryptParts({ receiver: 'wx0000000000000000' })
    const result = decryptWithKeys({ encrypt, appId }, [key, otherKey])
    expect([result.keyIndex, result.failure?.code]).toEqual([0, 'crypt.receiver'])
  })
})
