import { describe, expect, test } from 'vitest'
import { diagnoseEncryption } from '../../../../src-core/diagnosis/encryption/encryption.ts'
import type { Finding } from '../../../../src-core/contract/exchange.ts'
import { decryptWithKeys } from '../../../../src-core/wechat/cipher/keys.ts'
import { sign } from '../../../../src-core/wechat/signature.ts'
import { expectGoodChinese } from '../../good-text.ts'
import {
  aesKey,
  CRYPTO_VECTORS,
  ENCODING_AES_KEY,
  OTHER_ENCODING_AES_KEY,
} from '../../wechat/cipher/crypto-vectors.ts'
import {
  CANONICAL,
  CASES,
  ENCRYPT_16,
  fieldsOf,
  findingsOf,
  message,
  PAD_16,
  PLAIN,
  sealOf,
  SIGNED,
  TOKEN,
} from './pushes.ts'
import type { Case } from './pushes.ts'

const codes = (findings: Finding[]): string[] =>
  // These samples have such findings because of their length.
  findings.map(({ code }) => code).filter((code) => code !== 'crypt.padding-32')

describe('encryption', () => {
  test.each(CASES)('%s: %s', (code, _, seen, near) => {
    const only = code === 'crypt.padding-32' ? (all: Finding[]) => all.map((one) => one.code) : codes
    expect(only(findingsOf(seen))).toEqual([code])
    expect(only(findingsOf(near))).toEqual([])
    for (const { title, detail, fix } of findingsOf(seen)) {
      for (const text of [title, detail, fix]) {
        expectGoodChinese(text.zh)
        expect(text.en).not.toBe('')
        for (const secret of [TOKEN, ENCODING_AES_KEY]) expect(text.zh + text.en).not.toContain(secret)
      }
    }
  })

  test('crypt.length stands for a length that cannot be', () => {
    const { encrypt } = CRYPTO_VECTORS.find(({ id }) => id === 'derived-length-field-too-large')!
    const keys = ['abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG']
    const [, finding] = findingsOf({ encrypt, keys })
    expect(finding).toMatchObject({ code: 'crypt.length', severity: 'error', at: { in: 'request-body' } })
    expect(finding?.title.zh).toContain('-40008')
  })
})

describe('says the particular', () => {
  const first = (change: Case): Finding => findingsOf(change)[0]!

  test('what was wrongly signed', () => {
    const signed = (text: string) => ({ msg_signature: sign({ token: TOKEN, ...SIGNED, encrypt: text }) })
    const fix = (text: string) => first({ encrypt: ENCRYPT_16, query: signed(text) }).fix.en
    expect(fix(PAD_16)).toContain('before encryption')
    expect(fix(`<![CDATA[${ENCRYPT_16}]]>`)).toContain('CDATA markers')
    expect(fix('something else')).toContain('No known mistake')
  })

  test('what it is encoded as, instead of another key', () => {
    const [finding] = findingsOf({ encrypt: btoa(ENCRYPT_16) })
    expect(finding).toMatchObject({
      title: { zh: 'Encrypt 是两次 Base64（-40007）', en: 'Encrypt is Base64 twice (-40007)' },
      at: { in: 'request-body' },
    })
    expect(finding!.fix.en).toContain('encrypt() already encodes')
    const texts = JSON.stringify(findingsOf({ encrypt: btoa(ENCRYPT_16) }))
    expect(texts).not.toMatch(/another one|另一|previous key/)
  })

  test('that it was signed before the second encoding', () => {
    const query = { msg_signature: sign({ token: TOKEN, ...SIGNED, encrypt: ENCRYPT_16 }) }
    expect(first({ encrypt: btoa(ENCRYPT_16), query }).fix.en).toContain('before the ciphertext was encoded')
    expect(first({ encrypt: btoa(ENCRYPT_16), query, token: '' }).fix.en).not.toContain(
      'before the ciphertext',
    )
    expect(first({ encrypt: ENCRYPT_16.replaceAll('+', ' '), query }).fix.en).toContain(
      'before the ciphertext',
    )
  })

  test('what is wrong inside as well', () => {
    const inner = (change: Case) => codes(findingsOf(change))
    const stranger = sealOf('wx0123456789abcdef')
    expect(inner({ encrypt: btoa(stranger) })).toEqual(['crypt.base64', 'crypt.receiver'])
  })

  test('that a wrong signature was not looked into', () => {
    expect(first({ query: { msg_signature: 'x' }, examine: false }).fix.en).toContain('Too many requests')
  })

  test('whose AppID it is', () => {
    expect(first({ receiver: 'wx0123456789abcdef' }).detail.zh).toContain('测试号')
    expect(first({ receiver: 'wx0123456789abcdee' }).detail.zh).not.toContain('测试号')
  })

  test('that the previous key was tried', () => {
    const lost = { madeWith: `${'A'.repeat(42)}A`, keys: [CANONICAL, `${'B'.repeat(42)}A`] }
    expect(first(lost).detail.en).toContain('previous key was tried')
    expect(first({ madeWith: OTHER_ENCODING_AES_KEY }).detail.en).not.toContain('previous')
  })

  test('which fields differ', () => {
    const found = findingsOf({ mode: 'compatible', plain: PLAIN, xml: message('您好') })
    expect(found.find(({ code }) => code === 'crypt.compatible-differs')?.title.zh).toContain('Content')
  })
})

test('a real push in compatible mode is in order', () => {
  const vector = CRYPTO_VECTORS.find(({ id }) => id === 'senparc-compatible-mode')!
  const decryption = decryptWithKeys({ encrypt: vector.encrypt, appId: vector.appid }, [
    aesKey(vector.aesKey),
  ])
  const findings = diagnoseEncryption({
    query: {
      timestamp: vector.timestamp,
      nonce: vector.nonce,
      encrypt_type: 'aes',
      msg_signature: vector.msg_signature,
    },
    rawQuery: {},
    fields: fieldsOf(vector.envelope!),
    encrypt: vector.encrypt,
    isSigned: true,
    account: {
      mode: 'compatible',
      token: vector.token,
      appId: vector.appid,
      encodingAesKeys: [vector.aesKey],
    },
    otherAccounts: [],
    decryption,
    decryptedFields: fieldsOf(decryption.message!),
    examineSignature: true,
    encryptAt: null,
  })
  expect(findings.map(({ code }) => code)).toEqual([])
})
