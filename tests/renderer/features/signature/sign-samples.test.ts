import { expect, it } from 'vitest'
import { openCipher } from '../../../../src-core/signing/enciphering.ts'
import { explainSignatures } from '../../../../src-core/signing/signing.ts'
import { OPEN_SAMPLE, SIGNATURE_SAMPLES } from '../../../../src-renderer/features/signature/sign-samples.ts'

function check(sample: (typeof SIGNATURE_SAMPLES)[keyof typeof SIGNATURE_SAMPLES]) {
  const { token = '', timestamp = '', nonce = '', signature, encrypt, msgSignature } = sample
  return explainSignatures(
    { token, timestamp, nonce, received: signature, receivedMsg: msgSignature, ...(encrypt && { encrypt }) },
    [],
  )
}

it('the samples are what they are called', () => {
  expect(check(SIGNATURE_SAMPLES.right)).toMatchObject({ signature: { ok: true }, msgSignature: null })
  expect(check(SIGNATURE_SAMPLES.wrongToken).signature).toMatchObject({ ok: false })
  expect(check(SIGNATURE_SAMPLES.wrongToken).signature.cause?.zh).toContain('首尾有空格')
  expect(check(SIGNATURE_SAMPLES.encrypted)).toMatchObject({
    signature: { ok: true },
    msgSignature: { ok: true },
  })
})

it('the encrypted one opens with its key', () => {
  const {
    envelope: text = '',
    openTimestamp,
    openNonce,
    openMsgSignature,
    token,
    aesKey,
    appId,
  } = OPEN_SAMPLE
  const signed = { timestamp: openTimestamp!, nonce: openNonce!, msgSignature: openMsgSignature! }
  const opened = openCipher({ text, signed, token, aesKey, appId }, [])
  expect(opened).toMatchObject({ layers: { ok: true }, msgSignature: { ok: true } })
  expect(opened.message).toContain('<![CDATA[你好]]>')
})
