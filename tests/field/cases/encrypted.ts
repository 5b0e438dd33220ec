import { createReplyEnvelope, encrypt } from '../account.ts'
import type { FieldCase } from '../field-case.ts'
import { createAnswer, createTextReply } from '../texts.ts'

const REPLY = createTextReply('hello')
const answer = (body: string) => () => createAnswer('200 OK', ['Content-Type: text/xml'], body)

/** Replies in safe mode. */
export const ENCRYPTED_CASES: readonly FieldCase[] = [
  {
    id: 'base64-of-base64',
    reported: 'encrypt() returns Base64 already, and it was encoded once more.',
    sources: [
      'https://developers.weixin.qq.com/community/personal/oCJUsw5NBrU-2TinSlO2UplUlIYA/question',
      'w7corp/easywechat#2217',
    ],
    road: 'send',
    mode: 'safe',
    answer: answer(createReplyEnvelope(Buffer.from(encrypt(REPLY)).toString('base64'))),
    verdict: 'fault',
    finds: ['crypt.reply-envelope error'],
    names: { zh: [/两次|两遍/], en: [/twice/] },
    never: [/EncodingAESKey is another one/, /EncodingAESKey 不对/],
  },
  {
    id: 'plain-reply-in-safe-mode',
    reported: 'A plain reply in safe mode was delivered, although the page says that it must be encrypted.',
    sources: ['ArtisanCloud/PowerWeChat#216'],
    road: 'send',
    mode: 'safe',
    answer: answer(REPLY),
    verdict: 'accepted',
    finds: ['crypt.plain-reply warning'],
    names: { zh: [/明文/], en: [/plain/i] },
  },
  {
    id: 'base64-folded',
    reported: 'The Base64 of Encrypt was folded at 64 columns.',
    sources: ['no thread; a habit of encoders'],
    road: 'send',
    mode: 'safe',
    answer: answer(createReplyEnvelope(encrypt(REPLY).replace(/.{64}(?=.)/g, '$&\n'))),
    verdict: 'fault',
    finds: ['crypt.reply-envelope error'],
    names: { zh: [/-40010/, /折/], en: [/-40010/, /fold/] },
  },
]
