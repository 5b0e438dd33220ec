import { describe, expect, it } from 'vitest'
import { encryptMessage } from '../../../../src-core/wechat/cipher/encrypt.ts'
import { decryptWithKeys } from '../../../../src-core/wechat/cipher/keys.ts'
import { adviseAgainst, describeForm } from '../../../../src-core/wechat/cipher/misencoding.ts'
import { unwrap } from '../../../../src-core/wechat/cipher/unwrap.ts'
import { expectGoodChinese } from '../../good-text.ts'
import { aesKey, ENCODING_AES_KEY, OTHER_ENCODING_AES_KEY } from './crypto-vectors.ts'

const APP_ID = 'wxb11529c136998cb6'
const MESSAGE = '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>'
const KEYS = [aesKey(ENCODING_AES_KEY), aesKey(OTHER_ENCODING_AES_KEY)] as const

const seal = (madeWith: string = ENCODING_AES_KEY, appId = APP_ID, message = MESSAGE) =>
  encryptMessage({ message, key: aesKey(madeWith), appId, random16: Buffer.alloc(16, 'c') })
const open = (encrypt: string) => decryptWithKeys({ encrypt, appId: APP_ID }, KEYS)

/** Has plus signs, slashes and an equals sign, so that every encoding changes it. */
const SEALED = seal()
const BYTES = Buffer.from(SEALED, 'base64')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const fold = (text: string, columns: number, end: string) =>
  text.replace(new RegExp(`.{${columns}}`, 'g'), `$&${end}`)

/** Encrypt as somebody wrote it, and the name of its form. */
const FORMS: [form: string, encrypt: string][] = [
  ['Encrypt is Base64 twice', base64(SEALED)],
  ['Encrypt is Base64 3 times over', base64(base64(SEALED))],
  ['Encrypt is hexadecimal', BYTES.toString('hex')],
  ['Encrypt is hexadecimal', BYTES.toString('hex').toUpperCase()],
  ['Encrypt is hexadecimal', Buffer.from(SEALED).toString('hex')],
  ['Encrypt is Base64 of hexadecimal', base64(BYTES.toString('hex'))],
  ['Encrypt is a list of numbers (a byte array)', [...BYTES].join(',')],
  ['Encrypt is a list of numbers (a byte array), inside JSON', JSON.stringify(BYTES)],
  ['Encrypt is a list of numbers (a byte array), inside JSON', JSON.stringify([...new Int8Array(BYTES)])],
  ['Encrypt is Base64, in the alphabet for URLs', BYTES.toString('base64url')],
  ['Encrypt is Base64, in the alphabet for URLs', SEALED.replaceAll('+', '-').replaceAll('/', '_')],
  ['Encrypt is Base64, percent-encoded', encodeURIComponent(SEALED)],
  ['Encrypt is Base64, percent-encoded, percent-encoded', encodeURIComponent(encodeURIComponent(SEALED))],
  ['Encrypt is Base64, with blanks for its plus signs', SEALED.replaceAll('+', ' ')],
  ['Encrypt is Base64, folded into lines', fold(SEALED, 64, '\n')],
  ['Encrypt is Base64, folded into lines', fold(SEALED, 76, '\r\n')],
  ['Encrypt is Base64, with blanks around it', `\n${SEALED}\n`],
  ['Encrypt is Base64, in quotes', JSON.stringify(SEALED)],
  ['Encrypt is Base64, in quotes', `b'${SEALED}'`],
  ['Encrypt is Base64 twice, in quotes', `"${base64(SEALED)}"`],
  ['Encrypt is Base64, with JSON’s backslashes in it', SEALED.replaceAll('/', String.raw`\/`)],
  ['Encrypt is Base64, with JSON’s backslashes in it', SEALED.replaceAll('+', String.raw`\u002B`)],
  ['Encrypt is Base64, HTML-escaped', SEALED.replaceAll('+', '&#43;')],
  ['Encrypt is Base64, HTML-escaped', SEALED.replaceAll('=', '&#x3D;')],
  ['Encrypt is Base64, inside JSON', JSON.stringify({ Encrypt: SEALED, Nonce: '1' })],
  ['Encrypt is Base64, inside an envelope of its own', `<xml><Encrypt><![CDATA[${SEALED}]]></Encrypt></xml>`],
  [
    'Encrypt is Base64 of Base64, inside an envelope of its own',
    base64(`<xml>\n<Encrypt>${SEALED}</Encrypt></xml>`),
  ],
]

it('the samples have all that an encoding may change', () => {
  expect(SEALED).toMatch(/^(?=.*\+)(?=.*\/)(?=.*=$)/)
})

describe('an encoding too many', () => {
  it.each(FORMS)('%s: is named, and the key is not blamed', (form, encrypt) => {
    const { failure, misencoding, keyIndex, message } = open(encrypt)
    expect(failure?.code).toBe('crypt.base64')
    expect(failure?.text.en).toMatch(
      new RegExp(`^${form.replace(/[()]/g, '.')}; undone, .* the key is right\\.$`),
    )
    // What stands there is still no ciphertext.
    expect([keyIndex, message]).toEqual([null, null])
    expect(misencoding?.encrypt).toBe(SEALED)
    expect(Buffer.from(misencoding!.decryption.message).toString()).toBe(MESSAGE)
  })

  it.each(FORMS)('%s: is said in good Chinese, with advice', (_, encrypt) => {
    const { misencoding, failure } = open(encrypt)
    const { wrappings } = misencoding!
    const advice = adviseAgainst(wrappings)
    for (const { zh, en } of [failure!.text, describeForm(wrappings), advice]) {
      expectGoodChinese(zh)
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).not.toMatch(/\p{Script=Han}/u)
    }
    expect(advice.en).toMatch(/\.$/)
  })

  it('is found where a plus stood first', () => {
    const first = Array.from({ length: 256 }, (_, at) =>
      encryptMessage({ message: MESSAGE, key: KEYS[0], appId: APP_ID, random16: Buffer.alloc(16, at) }),
    ).find((encrypt) => encrypt.startsWith('+'))
    expect(open(first!.replaceAll('+', ' ')).misencoding?.encrypt).toBe(first)
  })

  it('is found with the previous key as well', () => {
    const { misencoding } = open(base64(seal(OTHER_ENCODING_AES_KEY)))
    expect(misencoding?.decryption.keyIndex).toBe(1)
  })

  it('leaves what is wrong inside to be told', () => {
    const { misencoding, failure } = open(base64(seal(ENCODING_AES_KEY, 'wx0000000000000000')))
    expect(failure?.official).toBe(-40007)
    expect(misencoding?.decryption.failure?.code).toBe('crypt.receiver')
  })
})

describe('no encoding is named', () => {
  const STRANGER = seal(`${'A'.repeat(42)}A`)
  it.each<[why: string, encrypt: string, code: string | undefined, keyIndex: number | null]>([
    ['what is right', SEALED, undefined, 0],
    ['the previous key', seal(OTHER_ENCODING_AES_KEY), undefined, 1],
    ['another receiver', seal(ENCODING_AES_KEY, 'wx0000000000000000'), 'crypt.receiver', 0],
    ['a key that nobody knows', STRANGER, 'crypt.padding', null],
    ['Base64 twice with a key that nobody knows', base64(STRANGER), 'crypt.base64', null],
    [
      'hexadecimal with a key that nobody knows',
      Buffer.from(STRANGER, 'base64').toString('hex'),
      'crypt.padding',
      null,
    ],
    ['a ciphertext that lost its last block', BYTES.subarray(0, -16).toString('base64'), 'crypt.padding', 0],
    ['Base64 twice, cut off', base64(SEALED.slice(0, -24)), 'crypt.base64', null],
    ['quotes around something else', '"hello"', 'crypt.base64', null],
    ['nothing', '', 'crypt.base64', null],
  ])('%s', (_, encrypt, code, keyIndex) => {
    const decryption = open(encrypt)
    expect(decryption.misencoding).toBeNull()
    expect([decryption.failure?.code, decryption.keyIndex]).toEqual([code, keyIndex])
  })
})

describe('the search ends', () => {
  const MANY = 64 * 1024
  it.each<[why: string, text: string]>([
    ['blanks', ' '.repeat(MANY)],
    ['blanks between letters', 'a '.repeat(MANY / 2)],
    ['low lines and a mark', `${'a_'.repeat(MANY / 2 - 1)}!`],
    ['brackets', '['.repeat(MANY)],
    ['brackets that are closed', '['.repeat(MANY / 2) + ']'.repeat(MANY / 2)],
    ['numbers', '1,'.repeat(MANY / 2 - 1) + '1'],
    ['percent signs', '%25'.repeat(MANY / 3)],
    ['ampersands', '&amp;'.repeat(MANY / 5)],
    ['backslashes', '\\\\'.repeat(MANY / 2)],
    ['tags', '<Encrypt>'.repeat(MANY / 9)],
    ['quotes', '"'.repeat(MANY)],
    ['letters', 'a'.repeat(MANY)],
  ])('for %s', (_, text) => {
    expect([...unwrap(text)].length).toBeLessThanOrEqual(24)
  })

  it('before it begins for more than any message has', () => {
    expect([...unwrap(base64('a'.repeat(MANY)))]).toEqual([])
  })
})
