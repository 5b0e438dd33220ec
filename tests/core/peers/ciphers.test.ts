import { describe, expect, it } from 'vitest'
import { openReply } from '../../../src-core/diagnosis/encryption/encrypted-reply.ts'
import { readBody } from '../../../src-core/diagnosis/reply/judge-reply.ts'
import { findEnvelope, readEnvelope, writeEnvelope } from '../../../src-core/exchange/envelope.ts'
import type { Envelope } from '../../../src-core/exchange/envelope.ts'
import { decodeAesKey } from '../../../src-core/wechat/cipher/aes-key.ts'
import { encryptMessage } from '../../../src-core/wechat/cipher/encrypt.ts'
import { decryptWithKeys } from '../../../src-core/wechat/cipher/keys.ts'
import type { KeyedDecryption } from '../../../src-core/wechat/cipher/keys.ts'
import { describeForm } from '../../../src-core/wechat/cipher/misencoding.ts'
import { verifySignature } from '../../../src-core/wechat/signature.ts'
import { toSimple } from '../../../src-core/xml/json/simple.ts'
import { parseLenient } from '../../../src-core/xml/parse/lenient.ts'
import { aesKey } from '../wechat/cipher/crypto-vectors.ts'
import { asText, CIPHERS } from './peer-vectors.ts'
import type { CipherSample } from './peer-vectors.ts'

const received = CIPHERS.filter(({ op }) => op !== 'encrypt')
const sent = CIPHERS.filter(({ op }) => op === 'encrypt')
const right = received.filter(({ expect: { ok } }) => ok)
const wrong = received.filter(({ expect: { ok } }) => !ok)

const textOf = (bytes: Uint8Array | null | undefined) => bytes && new TextDecoder().decode(bytes)

/** Samples that come out otherwise when we encrypt them again, and why. */
const PADDED_OTHERWISE: Record<string, string> = {
  'wego-3':
    'godcong/wego pads to blocks of 16 here; the official page says 32, and it is opened all the same',
}

/** Reads the envelope of a sample; a reply's has its signature inside, a message's in the query. */
function envelopeOf({ envelope = '', encrypt, msg_signature, timestamp, nonce }: CipherSample): Envelope {
  const parsed = parseLenient(Buffer.from(envelope))
  const element = parsed.ok ? findEnvelope(parsed.document) : null
  const read = element ? readEnvelope(element) : null
  return {
    encrypt: read?.encrypt ?? encrypt ?? null,
    msgSignature: read?.msgSignature ?? msg_signature ?? null,
    timestamp: read?.timestamp ?? timestamp,
    nonce: read?.nonce ?? nonce,
  }
}

/** Does what a receiver does, in the official order, and returns the official code of the first thing that is wrong. */
function open(sample: CipherSample): { code: number; decryption?: KeyedDecryption } {
  const key = decodeAesKey(sample.aesKey)
  if (!key.ok) return { code: key.failure.official }
  const { encrypt, msgSignature, timestamp, nonce } = envelopeOf(sample)
  const signed = {
    token: sample.token,
    timestamp: timestamp ?? '',
    nonce: nonce ?? '',
    encrypt: encrypt ?? '',
  }
  if (!verifySignature(signed, msgSignature ?? '')) return { code: -40001 }
  const decryption = decryptWithKeys({ encrypt: encrypt ?? '', appId: sample.appid }, [key.key])
  return { code: decryption.failure?.official ?? 0, decryption }
}

it('all of them are looked at', () => {
  expect([CIPHERS.length, right.length, wrong.length, sent.length]).toEqual([64, 41, 16, 7])
})

describe.each(right)('$id ($source)', (sample) => {
  const { code, decryption } = open(sample)

  it('is opened, and holds what its project says', () => {
    expect(code).toBe(0)
    expect(textOf(decryption?.message)).toBe(sample.expect.plaintext)
    if (sample.expect.fields) expect(fieldsOf(sample.expect.plaintext!)).toMatchObject(sample.expect.fields)
  })

  it('has the layers that another implementation finds', () => {
    if (!sample.computed) return
    const { plaintext, receiveId, padding, randomPrefixHex } = sample.computed
    const random = decryption?.layers.find(({ name }) => name === 'random')?.bytes
    expect([
      textOf(decryption?.message),
      decryption?.receiver,
      decryption?.padding,
      Buffer.from(random ?? []).toString('hex'),
    ]).toEqual([plaintext, receiveId, padding, randomPrefixHex])
  })

  it('comes out byte for byte when it is encrypted again', () => {
    const random16 = decryption!.layers.find(({ name }) => name === 'random')!.bytes
    const again = encryptMessage({
      message: decryption!.message!,
      key: aesKey(sample.aesKey),
      appId: decryption!.receiver!,
      random16,
    })
    if (PADDED_OTHERWISE[sample.id]) expect(again.length).toBeGreaterThan(envelopeOf(sample).encrypt!.length)
    else expect(again).toBe(envelopeOf(sample).encrypt)
  })
})

describe('signatures of the query', () => {
  it.each(received.filter(({ signature }) => signature !== undefined))('$id', (sample) => {
    const { token, timestamp, nonce, signature = '', plainSignatureHolds } = sample
    expect(verifySignature({ token, timestamp, nonce }, signature)).toBe(plainSignatureHolds)
  })
})

describe('what is wrong', () => {
  it.each(wrong)('$id is refused with the official code', (sample) => {
    const { code, codes = [code!], usage } = sample.expect
    // Without a key the terminal does not even start; here it is a key of the wrong shape.
    expect(usage ? [-40004] : codes).toContain(open(sample).code)
  })

  it('a lost plus is named, since the key opens the rest', () => {
    const { decryption } = open(CIPHERS.find(({ id }) => id === 'derived-plus-lost')!)
    expect(describeForm(decryption!.misencoding!.wrappings).en).toContain('blanks for its plus signs')
  })

  it.each(['derived-other-key', 'derived-truncated'])('%s is no matter of its encoding', (id) => {
    expect(open(CIPHERS.find((one) => one.id === id)!).decryption?.misencoding).toBeNull()
  })
})

describe('replies of running libraries', () => {
  const replies = right.filter(({ signatureInEnvelope }) => signatureInEnvelope)

  it('are sixteen', () => expect(replies).toHaveLength(16))

  it.each(replies)(
    '$id is an envelope as WeChat takes it',
    ({ envelope = '', expect: { plaintext }, ...sample }) => {
      const read = readBody({ status: 200, headers: [], body: Buffer.from(envelope), durationMs: 0 })
      const { findings, inside } = openReply(read!, {
        mode: 'safe',
        timestamp: '',
        nonce: '',
        token: sample.token,
        appId: sample.appid,
        keys: [aesKey(sample.aesKey)],
        otherAccounts: [],
      })
      expect(findings).toEqual([])
      expect(textOf(inside)).toBe(plaintext)
    },
  )
})

describe('replies to be encrypted', () => {
  it.each(sent)(
    '$id goes there and back',
    ({ plaintext = '', token, appid, timestamp, nonce, ...sample }) => {
      const encrypt = encryptMessage({
        message: plaintext,
        key: aesKey(sample.aesKey),
        appId: appid,
        random16: Buffer.from('1234567890123456'),
      })
      const envelope = writeEnvelope({ encrypt, token, timestamp, nonce })
      const { code, decryption } = open({
        ...sample,
        op: 'decrypt',
        token,
        appid,
        timestamp,
        nonce,
        envelope,
      })
      expect([code, textOf(decryption?.message)]).toEqual([0, plaintext])
      const { TimeStamp = timestamp, Nonce = nonce } = sample.expect
      expect(fieldsOf(envelope)).toMatchObject({ Encrypt: encrypt, TimeStamp, Nonce })
    },
  )

  it('the ciphertext that wechatpy asserts for fixed random bytes is ours', () => {
    const sample = CIPHERS.find(({ id }) => id === 'wechatpy-reply-envelope')!
    const encrypt = encryptMessage({
      message: sample.expect.plaintext!,
      key: aesKey(sample.aesKey),
      appId: sample.appid,
      random16: Buffer.from('1234567890123456'),
    })
    expect(encrypt).toBe(sample.encrypt)
  })
})

function fieldsOf(xml: string): unknown {
  const parsed = parseLenient(Buffer.from(xml))
  return parsed.ok ? asText(Object.values(toSimple(parsed.document))[0]) : null
}
