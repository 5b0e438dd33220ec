import { describe, expect, test } from 'vitest'
import type { ReplySealing } from '../../../../src-core/diagnosis/encryption/encrypted-reply.ts'
import { sign } from '../../../../src-core/wechat/signature.ts'
import { expectGoodChinese } from '../../good-text.ts'
import { OTHER_ENCODING_AES_KEY } from '../../wechat/cipher/crypto-vectors.ts'
import { encrypt, openGiven, OWN, REPLY, REQUEST, RIGHT, seal, TOKEN } from './replies.ts'

function judge(body: string, change: Partial<ReplySealing> = {}) {
  const { findings, inside } = openGiven(body, change)
  for (const { title, detail, fix } of findings) {
    for (const text of [title, detail, fix]) expectGoodChinese(text.zh)
  }
  return {
    findings,
    codes: findings.map(({ code }) => code),
    inside: inside && Buffer.from(inside).toString(),
  }
}

/** Puts a text where the ciphertext belongs, as it is. */
const nest = (text: string) => RIGHT.replace(encrypt(), text)

describe('nothing is wrong with', () => {
  test.each<[string, string, Partial<ReplySealing>, string | null]>([
    ['success', 'success', {}, null],
    ['an empty body', '', {}, null],
    ['an envelope', RIGHT, {}, REPLY],
    ['an envelope in compatible mode', RIGHT, { mode: 'compatible' }, REPLY],
    ['a plain reply in compatible mode', REPLY, { mode: 'compatible' }, null],
    ['a plain reply in plaintext mode', REPLY, { mode: 'plaintext' }, null],
    ['what is no XML, which others judge', '"success"', {}, null],
    ['the request’s own timestamp and nonce', seal(REQUEST), {}, REPLY],
    [
      'elements in another order, with layout',
      RIGHT.replace(/<xml>(<Encrypt>.*<\/Encrypt>)(.*)<\/xml>/, '<xml>\n$2\n$1\n</xml>\n'),
      {},
      REPLY,
    ],
  ])('%s', (_, body, change, expected) => {
    const { codes, inside } = judge(body, change)
    expect([codes, inside]).toEqual([[], expected])
  })
})

test('crypt.plain-reply: XML in safe mode, a warning with both pieces of evidence', () => {
  const { codes, findings, inside } = judge(REPLY)
  expect([codes, inside]).toEqual([['crypt.plain-reply'], null])
  expect(findings[0]).toMatchObject({ severity: 'warning', evidence: 'official' })
  expect(findings[0]!.detail.en).toMatch(/official page .* two field reports/)
})

describe('crypt.reply-envelope', () => {
  test.each<[string, string, Partial<ReplySealing>, string, string | null]>([
    [
      'no MsgSignature',
      RIGHT.replace(/<MsgSignature>.*<\/MsgSignature>/, ''),
      {},
      'lacks MsgSignature',
      REPLY,
    ],
    ['no TimeStamp', RIGHT.replace(/<TimeStamp>.*<\/TimeStamp>/, ''), {}, 'lacks TimeStamp', REPLY],
    [
      'an empty Nonce',
      RIGHT.replace(/<Nonce>.*<\/Nonce>/, '<Nonce><![CDATA[]]></Nonce>'),
      {},
      'lacks Nonce',
      REPLY,
    ],
    ['no Encrypt', RIGHT.replace(/<Encrypt>.*<\/Encrypt>/, ''), {}, 'lacks Encrypt', null],
    [
      'names in lower case',
      RIGHT.replace(/(<\/?)(\w+)/g, (_, bracket: string, name: string) => bracket + name.toLowerCase()),
      {},
      'encrypt, msgsignature, timestamp, nonce does not count',
      null,
    ],
    ['signed with another token', seal({ token: 'another' }), {}, 'check the backend’s token', REPLY],
    [
      'signed with the request’s values',
      RIGHT.replace(/[0-9a-f]{40}/, sign({ token: TOKEN, ...REQUEST, encrypt: encrypt() })),
      {},
      'signed the request’s timestamp',
      REPLY,
    ],
    [
      'signed before encryption',
      RIGHT.replace(/[0-9a-f]{40}/, sign({ token: TOKEN, ...OWN, encrypt: REPLY })),
      {},
      'before encryption',
      REPLY,
    ],
    [
      'for another receiver',
      seal({ encrypt: encrypt({ appId: 'wx0000000000000000' }) }),
      {},
      'cannot read Encrypt of the reply (-40005)',
      REPLY,
    ],
    [
      'made with a key that nobody knows',
      seal({ encrypt: encrypt({ madeWith: `${'A'.repeat(42)}A` }) }),
      {},
      'cannot read Encrypt of the reply (-40007)',
      null,
    ],
    [
      'made with the other key',
      seal({ encrypt: encrypt({ madeWith: OTHER_ENCODING_AES_KEY }) }),
      {},
      'made with another key',
      REPLY,
    ],
    ['a TimeStamp that is a date', seal({ timestamp: '2024-04-25' }), {}, 'not a whole number', REPLY],
    ['Base64 twice', seal({ encrypt: btoa(encrypt()) }), {}, 'Encrypt is Base64 twice (-40007)', REPLY],
    [
      'Base64 twice, signed before the second time',
      seal({ encrypt: btoa(encrypt()) }).replace(
        /[0-9a-f]{40}/,
        sign({ token: TOKEN, ...OWN, encrypt: encrypt() }),
      ),
      {},
      'Encrypt is Base64 twice (-40007)',
      REPLY,
    ],
    [
      'Base64 twice in compatible mode',
      seal({ encrypt: btoa(encrypt()) }),
      { mode: 'compatible' },
      'Encrypt is Base64 twice (-40007)',
      REPLY,
    ],
    [
      'an envelope in the envelope',
      seal({ encrypt: encrypt({ message: RIGHT }) }),
      {},
      'encrypted twice',
      RIGHT,
    ],
    ['a whole envelope for the ciphertext', nest(RIGHT), {}, 'Encrypt holds a whole envelope', null],
    [
      'a whole envelope for the ciphertext, on lines of its own',
      nest(`\n${RIGHT}\n`),
      { mode: 'compatible' },
      'Encrypt holds a whole envelope',
      null,
    ],
    [
      'a whole envelope for the ciphertext, escaped',
      nest(RIGHT).replace(/<!\[CDATA\[(<xml>.*<\/xml>)\]\]>/, (_, inner: string) =>
        inner.replaceAll('<', '&lt;'),
      ),
      {},
      'Encrypt holds a whole envelope',
      null,
    ],
    ['the ciphertext alone', encrypt(), {}, 'without its envelope', REPLY],
    ['the ciphertext alone, in quotes', JSON.stringify(encrypt()), {}, 'without its envelope', REPLY],
    ['in plaintext mode', RIGHT, { mode: 'plaintext' }, 'to a plaintext request', null],
    [
      'in plaintext mode, without a key',
      RIGHT,
      { mode: 'plaintext', keys: [] },
      'to a plaintext request',
      null,
    ],
  ])('%s', (_, body, change, part, expected) => {
    const { findings, codes, inside } = judge(body, change)
    expect(codes).toEqual(['crypt.reply-envelope'])
    const { title, detail, fix } = findings[0]!
    expect(`${title.en} | ${detail.en} | ${fix.en}`).toContain(part)
    expect(inside).toBe(expected)
  })
})

describe('an acknowledgement that is encrypted', () => {
  test.each([
    ['success', 'success was encrypted'],
    ['', 'An empty reply was encrypted'],
  ])('“%s” is a warning with the evidence of one report', (message, title) => {
    const { findings, inside } = judge(seal({ encrypt: encrypt({ message }) }))
    expect(findings).toMatchObject([
      { code: 'crypt.reply-envelope', severity: 'warning', evidence: 'observed', title: { en: title } },
    ])
    expect(inside).toBe(message)
  })

  test.each(['success ', 'SUCCESS', '"success"', 'successful'])('“%s” is none', (message) => {
    expect(judge(seal({ encrypt: encrypt({ message }) }))).toMatchObject({ codes: [], inside: message })
  })
})

describe('the evidence', () => {
  test.each([
    ['official', 'Base64 twice', btoa(encrypt())],
    [
      'official',
      'a URL’s alphabet, folded',
      encrypt().replaceAll('+', '-').replace('/', '_').replace(/.{20}/, '$&\n'),
    ],
    ['inferred', 'folded lines', encrypt().replace(/.{20}/g, '$&\n')],
    ['inferred', 'line breaks around it', `\n${encrypt()}\n`],
  ])('is %s for %s', (evidence, _, text) => {
    const [finding] = judge(seal({ encrypt: text })).findings
    expect(finding).toMatchObject({ code: 'crypt.reply-envelope', severity: 'error', evidence })
    expect(finding!.detail.en.includes('most likely')).toBe(evidence === 'inferred')
  })
})

describe('near misses', () => {
  test.each<[string, string, Partial<ReplySealing>, string[], string | null]>([
    [
      'a text about envelopes',
      seal({ encrypt: encrypt({ message: REPLY.replace('收到', '<Encrypt>') }) }),
      {},
      [],
      REPLY.replace('收到', '<Encrypt>'),
    ],
    [
      'a text that shows an envelope',
      REPLY.replace('收到', nest('<xml>').slice(5, 40)),
      { mode: 'compatible' },
      [],
      null,
    ],
    ['Base64 of something else', btoa('a'.repeat(60)), {}, [], null],
    ['a ciphertext alone, of another key', encrypt({ madeWith: `${'A'.repeat(42)}A` }), {}, [], null],
    ['a ciphertext alone in answer to a plaintext request', encrypt(), { mode: 'plaintext' }, [], null],
    [
      'an element of the text called like one of an envelope',
      REPLY.replace('<Content>', '<Nonce>1</Nonce><Content>'),
      { mode: 'plaintext' },
      [],
      null,
    ],
  ])('%s', (_, body, change, expected, text) => {
    expect(judge(body, change)).toMatchObject({ codes: expected, inside: text })
  })
})

describe('places', () => {
  const at = (body: string, change: Partial<ReplySealing> = {}) => judge(body, change).findings[0]?.at

  test('are those of the element that is wrong', () => {
    const stranger = encrypt({ madeWith: `${'A'.repeat(42)}A` })
    const start = RIGHT.indexOf('<Encrypt>')
    expect(at(RIGHT, { mode: 'plaintext' })).toMatchObject({
      in: 'reply-body',
      offset: start,
      path: '/xml/Encrypt',
    })
    expect(at(seal({ encrypt: stranger }))).toMatchObject({ offset: start, path: '/xml/Encrypt' })
    expect(at(RIGHT.replace(/<Encrypt>.*<\/Encrypt>/, ''))).toMatchObject({
      offset: 0,
      length: 4,
      path: '/xml',
    })
  })

  test('are left out where the decrypted text is what is shown', () => {
    expect(at(seal({ token: 'another' }))).toBeNull()
  })
})
