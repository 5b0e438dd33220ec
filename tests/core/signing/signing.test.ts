import { describe, expect, test } from 'vitest'
import { openCipher, sealCipher } from '../../../src-core/signing/enciphering.ts'
import { explainSignatures, findCallback } from '../../../src-core/signing/signing.ts'
import { CRYPTO_VECTORS } from '../wechat/cipher/crypto-vectors.ts'
import { createAccount } from './signing-account.ts'

/** The golden vectors of the official message-push pages. */
const GOLDEN = [
  ['1714036504', '1514711492', 'f464b24fc39322e44b38aa78f5edd27bd1441696'],
  ['1714037059', '486452656', '899cf89e464efb63f54ddac96b0a0a235f53aa78'],
  ['1715943329', '1590219412', 'cc0c594499c1634947d5b502f158ee518947db27'],
] as const

describe('explains a signature', () => {
  test.each(GOLDEN)('%s, %s', (timestamp, nonce, received) => {
    const { signature, msgSignature } = explainSignatures({ token: 'AAAAA', timestamp, nonce, received }, [])
    expect(signature).toMatchObject({ ok: true, cause: null, steps: { digest: received } })
    expect(msgSignature).toBeNull()
  })

  const [timestamp, nonce, received] = GOLDEN[0]

  test('with the token of an account, which no failure quotes', () => {
    const accounts = [createAccount('shop', { token: 'AAAAA' })]
    const question = { account: 'shop', timestamp, nonce, received }
    expect(explainSignatures(question, accounts).signature.ok).toBe(true)
    expect(() => explainSignatures({ ...question, account: 'gone' }, accounts)).toThrow('no account gone')
  })

  test('and says what another account would have to do with it', () => {
    const accounts = [createAccount('shop', { token: 'AAAAA' })]
    const { signature } = explainSignatures({ token: 'BBBBB', timestamp, nonce, received }, accounts)
    expect(signature.ok).toBe(false)
    expect(signature.cause?.zh).toContain('shop')
    expect(signature.cause?.zh).not.toContain('AAAAA')
  })

  test.each(['token', 'timestamp', 'nonce', 'echostr', 'encrypt', 'received', 'receivedMsg'])(
    'also where the %s holds half of a surrogate pair, which has no encoding',
    (field) => {
      const question = { token: 'BBBBB', timestamp, nonce, encrypt: 'AAAA', received, receivedMsg: received }
      const { signature, msgSignature } = explainSignatures({ ...question, [field]: '1\ud800' }, [])
      expect([signature.ok, msgSignature?.ok]).toEqual([false, false])
    },
  )

  test('and never takes one that was made without a token', () => {
    const { signature } = explainSignatures({ token: '', timestamp, nonce, received: '' }, [])
    const forged = explainSignatures({ token: '', timestamp, nonce, received: signature.steps.digest }, [])
    expect(forged.signature).toMatchObject({
      ok: false,
      cause: { en: expect.stringContaining('No token') as string },
    })
  })

  test.each(CRYPTO_VECTORS.filter(({ op, expect: wanted }) => op === 'decrypt' && wanted.ok))(
    'and msg_signature: $id',
    ({ token, timestamp: time, nonce: once, encrypt, msg_signature }) => {
      const question = { token, timestamp: time, nonce: once, encrypt, receivedMsg: msg_signature }
      expect(explainSignatures(question, []).msgSignature).toMatchObject({ ok: true, cause: null })
    },
  )
})

describe('a pasted request', () => {
  const [timestamp, nonce, signature] = GOLDEN[0]
  const query = `signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`
  const accounts = [createAccount('first', { token: 'BBBBB' }), createAccount('second', { token: 'AAAAA' })]

  test('is the account’s whose token made it, before the one’s that has the path', () => {
    expect(findCallback(`/first?${query}`, accounts)?.account).toEqual({ id: 'second', by: 'token' })
    expect(findCallback(`/first?${query.replace('f4', 'e4')}`, accounts)?.account).toEqual({
      id: 'first',
      by: 'path',
    })
    expect(findCallback(`/other?${query.replace('f4', 'e4')}`, accounts)?.account).toBeNull()
    const platform = createAccount('platform', { path: '/$APPID$/wx' })
    const forged = `/wx5823bf96d3bd56c7/wx?${query.replace('f4', 'e4')}`
    expect(findCallback(forged, [platform])?.account).toEqual({ id: 'platform', by: 'path' })
  })

  test.each([
    ['all of it', query, []],
    ['without nonce', `signature=${signature}&timestamp=1`, ['nonce']],
    ['encrypted, without its body', `${query}&encrypt_type=aes&msg_signature=x`, ['Encrypt']],
    ['encrypted, with nothing of it', `${query}&encrypt_type=aes`, ['msg_signature', 'Encrypt']],
    ['encrypted, with its body', `${query}&msg_signature=x' -d '<xml><Encrypt>abc</Encrypt></xml>'`, []],
  ])('says what it lacks: %s', (_, text, missing) => {
    expect(findCallback(`curl 'http://a.example/wx?${text}`, [])?.missing).toEqual(missing)
  })
})

describe('opens', () => {
  const vectors = CRYPTO_VECTORS.filter(({ op, expect: wanted }) => op === 'decrypt' && wanted.ok)

  test.each(vectors)('$id, the envelope and what stands in it', (vector) => {
    const keys = { token: vector.token, aesKey: vector.aesKey, appId: vector.appid }
    const signed = { timestamp: vector.timestamp, nonce: vector.nonce, msgSignature: vector.msg_signature }
    for (const text of [vector.envelope, vector.encrypt]) {
      if (!text) continue
      const opened = openCipher({ ...keys, text, signed }, [])
      expect(opened).toMatchObject({
        problem: null,
        layers: { ok: true, key: 0 },
        msgSignature: { ok: true },
      })
      expect(opened.message).toBe(vector.computed?.plaintext ?? vector.expect.plaintext)
    }
  })

  const [vector] = vectors
  const { token, aesKey, appid: appId, encrypt, timestamp, nonce } = vector!
  const account = createAccount('shop', { token, aesKey, appId })

  test('with the keys of an account, the previous one too', () => {
    expect(openCipher({ account: 'shop', text: encrypt }, [account]).layers?.ok).toBe(true)
    const changed = { ...account, aesKey: 'A'.repeat(43), previousAesKey: aesKey }
    expect(openCipher({ account: 'shop', text: encrypt }, [changed]).layers).toMatchObject({
      ok: true,
      key: 1,
    })
  })

  test('what a whole command holds', () => {
    const text = `curl 'http://a.example/wx' -d '<xml><Encrypt>${encrypt}</Encrypt></xml>'`
    expect(openCipher({ account: 'shop', text }, [account]).layers?.ok).toBe(true)
  })

  test.each([
    ['another receiver', { appId: 'wx0000000000000000' }, encrypt, 'crypt.receiver'],
    ['another key', { aesKey: 'B'.repeat(43) }, encrypt, 'crypt.padding'],
    ['a text that was cut off', {}, encrypt.slice(0, -3), 'crypt.base64'],
    ['a plus that was lost', {}, encrypt.replace('+', ' '), 'crypt.base64'],
  ])('and says which layer is wrong: %s', (_, change, text, code) => {
    const opened = openCipher({ account: 'shop', ...change, text }, [account])
    expect(opened.layers?.failure?.code).toBe(code)
    expect(opened.findings.map((finding) => finding.code)).toContain(code)
  })

  test('and says when the sender signed something else', () => {
    const signed = { timestamp, nonce, msgSignature: 'f'.repeat(40) }
    const { msgSignature } = openCipher({ account: 'shop', text: encrypt, signed }, [account])
    expect(msgSignature).toMatchObject({ ok: false })
    expect(msgSignature?.cause?.zh).not.toContain(token)
  })

  test('a plain field that was changed beside an Encrypt', () => {
    const body = (user: string) =>
      `<xml><ToUserName>${user}</ToUserName><MsgType>text</MsgType><Encrypt>${encrypt}</Encrypt></xml>`
    const codes = (text: string) =>
      openCipher({ account: 'shop', text }, [account]).findings.map(({ code }) => code)
    const real = /<ToUserName><!\[CDATA\[(.*?)\]\]>/.exec(vector!.computed!.plaintext)![1]!
    expect(codes(body('gh_another'))).toContain('crypt.compatible-differs')
    expect(codes(body(real))).not.toContain('crypt.compatible-differs')
  })

  test.each([
    ['XML without Encrypt', '<xml><a>1</a></xml>', '没有 Encrypt'],
    ['XML that is none', '<xml><a></xml>', '第 1 行'],
  ])('nothing of %s, and says so', (_, text, words) => {
    const opened = openCipher({ account: 'shop', text }, [account])
    expect(opened.layers).toBeNull()
    expect(opened.problem?.zh).toContain(words)
  })

  test('nothing without a key, of which it says what is wrong', () => {
    const opened = openCipher({ text: encrypt, aesKey: 'short' }, [])
    expect(opened).toMatchObject({ layers: null, problem: null, findings: [{ code: 'crypt.key-shape' }] })
  })
})

describe('seals', () => {
  const keys = {
    token: 'AAAAA',
    aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    appId: 'wx0123456789abcdef',
  }
  const ports = { now: () => 1714036504_999, randomBytes: (length: number) => new Uint8Array(length).fill(7) }
  const xml = '<xml><Content><![CDATA[你好 😊]]></Content></xml>'

  test('what opens again, signed', () => {
    const { sealed, problem } = sealCipher({ ...keys, xml }, [], ports)
    expect(problem).toBeNull()
    expect(sealed?.envelope).toContain('<TimeStamp>1714036504</TimeStamp>')
    expect(sealed?.envelope).toContain(sealed!.msgSignature.digest)
    expect(openCipher({ ...keys, text: sealed!.envelope }, [])).toMatchObject({
      message: xml,
      layers: { ok: true },
      msgSignature: { ok: true },
    })
  })

  test('with the timestamp and nonce that are given', () => {
    const { sealed } = sealCipher({ ...keys, xml, timestamp: '1', nonce: 'n' }, [], ports)
    expect(sealed?.envelope).toContain('<TimeStamp>1</TimeStamp>')
    expect(sealed?.envelope).toContain('<Nonce><![CDATA[n]]></Nonce>')
  })

  test('what is no XML, and says that it is none', () => {
    const { sealed, problem } = sealCipher({ ...keys, xml: '<xml>' }, [], ports)
    expect(sealed?.layers.ok).toBe(true)
    expect(problem?.zh).toContain('第 1 行')
  })

  test('nothing without a key, or without a text', () => {
    expect(sealCipher({ ...keys, aesKey: '', xml }, [], ports)).toMatchObject({
      sealed: null,
      findings: [{ code: 'crypt.key-shape' }],
    })
    expect(sealCipher({ ...keys, xml: '' }, [], ports).sealed).toBeNull()
  })

  test('no nonce that cannot stand in XML', () => {
    expect(() => sealCipher({ ...keys, xml, nonce: '\u0000' }, [], ports)).toThrow('cannot stand in XML')
  })
})
