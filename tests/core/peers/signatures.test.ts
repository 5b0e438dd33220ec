import { describe, expect, it } from 'vitest'
import { diagnoseSignature } from '../../../src-core/diagnosis/signature/doctor.ts'
import { verifySignature } from '../../../src-core/wechat/signature.ts'
import { SIGNATURES } from './peer-vectors.ts'

const wrong = SIGNATURES.filter(({ valid }) => !valid)

/** What the doctor says of a signature that does not hold; null where nothing in the values tells the mistake. */
const MISTAKES: Record<string, { code: string | null; why: string }> = {
  'workwx-damaged': { code: 'digest-damaged', why: 'the last digit was changed' },
  'wechatpy-bad': { code: 'digest-damaged', why: 'the last digit was changed' },
  'botbuilder-short': { code: 'digest-damaged', why: '39 of 40 digits are there' },
  'senparc-middleware-swapped': { code: 'encrypt-included', why: 'it is the msg_signature' },
  'powerwechat-cut': { code: null, why: 'the character that Encrypt lost at its beginning may be any' },
  'fastwego-echostr-bad': { code: null, why: 'it is “123”' },
  'easywechat-invalid': { code: null, why: 'it is “invalid-signature”' },
  'senparc-work-other': { code: null, why: 'it belongs to another sample, of another token' },
}

/** The Encrypt of the same request, where the sample is its other signature. */
const BESIDE: Record<string, string> = { 'senparc-middleware-swapped': 'senparc-middleware-msg' }

it('all of them are looked at', () => {
  expect(SIGNATURES).toHaveLength(67)
  expect(wrong.map(({ id }) => id).toSorted()).toEqual(Object.keys(MISTAKES).toSorted())
})

describe('a signature', () => {
  it.each(SIGNATURES)(
    '$id ($source) holds or not, as its project says',
    ({ token, timestamp, nonce, encrypt, expected, valid }) => {
      expect(verifySignature({ token, timestamp, nonce, encrypt }, expected)).toBe(valid)
    },
  )
})

describe('the mistake in', () => {
  it.each(wrong.map((sample) => [sample.id, MISTAKES[sample.id]!, sample] as const))(
    '%s is what the doctor names: $why',
    (id, { code }, { token, timestamp, nonce, encrypt, expected }) => {
      const checked = encrypt === undefined ? 'signature' : 'msg_signature'
      const beside = SIGNATURES.find((one) => one.id === BESIDE[id])?.encrypt
      const query = { timestamp, nonce, [checked]: expected }
      const named = diagnoseSignature({ checked, token, query, encrypt: encrypt ?? beside })
      expect(named?.code ?? null).toBe(code)
    },
  )
})
