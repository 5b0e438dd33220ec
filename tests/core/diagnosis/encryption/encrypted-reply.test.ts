import { describe, expect, test } from 'vitest'
import type { ReplySealing } from '../../../../src-core/diagnosis/encryption/encrypted-reply.ts'
import { writeEnvelope } from '../../../../src-core/exchange/envelope.ts'
import { sign } from '../../../../src-core/wechat/signature.ts'
import { expectGoodChinese } from '../../good-text.ts'
import { ENCODING_AES_KEY, OTHER_ENCODING_AES_KEY } from '../../wechat/cipher/crypto-vectors.ts'
import { encrypt, openGiven, OWN, REPLY, REQUEST, RIGHT, TOKEN } from './replies.ts'

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

describe('nothing is wrong with', () => {
  test.each<[string, string, Partial<ReplySealing>, string | null]>([
    ['success', 'success', {}, null],
    ['an empty body', '', {}, null],
    ['an envelope', RIGHT, {}, REPLY],
    ['an envelope in compatible mode', RIGHT, { mode: 'compatible' }, REPLY],
    ['a plain reply in compatible mode', REPLY, { mode: 'compatible' }, null],
    ['a plain reply in plaintext mode', REPLY, { mode: 'plaintext' }, null],
    ['what is no XML, which others judge', '"success"', {}, null],
    [
      'the request’s own timestamp and nonce',
      writeEnvelope({ encrypt: encrypt(), token: TOKEN, ...REQUEST }),
      {},
      REPLY,
    ],
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

test('crypt.plain-reply: XML in safe mode', () => {
  const { codes, inside } = judge(REPLY)
  expect([codes, inside]).toEqual([['crypt.plain-reply'], null])
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
    [
      'signed with another token',
      writeEnvelope({ encrypt: encrypt(), token: 'another', ...OWN }),
      {},
      'check the backend’s token',
      REPLY,
    ],
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
      writeEnvelope({
        encrypt: encrypt(ENCODING_AES_KEY, 'wx0000000000000000'),
        token: TOKEN,
        ...OWN,
      }),
      {},
      'cannot read Encrypt of the reply (-40005)',
      REPLY,
    ],
    [
      'made with a key that nobody knows',
      writeEnvelope({ encrypt: encrypt(`${'A'.repeat(42)}A`), token: TOKEN, ...OWN }),
      {},
      'cannot read Encrypt of the reply (-40007)',
      null,
    ],
    [
      'made with the other key',
      writeEnvelope({ encrypt: encrypt(OTHER_ENCODING_AES_KEY), token: TOKEN, ...OWN }),
      {},
      'made with another key',
      REPLY,
    ],
    [
      'a TimeStamp that is a date',
      writeEnvelope({ encrypt: encrypt(), token: TOKEN, timestamp: '2024-04-25', nonce: '42' }),
      {},
      'no whole number',
      REPLY,
    ],
    ['in plaintext mode', RIGHT, { mode: 'plaintext' }, 'in plaintext mode', null],
    ['in plaintext mode, without a key', RIGHT, { mode: 'plaintext', keys: [] }, 'in plaintext mode', null],
  ])('%s', (_, body, change, part, expected) => {
    const { findings, codes, inside } = judge(body, change)
    expect(codes).toEqual(['crypt.reply-envelope'])
    const { title, detail, fix } = findings[0]!
    expect(`${title.en} | ${detail.en} | ${fix.en}`).toContain(part)
    expect(inside).toBe(expected)
  })
})
