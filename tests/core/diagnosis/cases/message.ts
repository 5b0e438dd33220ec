import type { FindingCode } from '../../../../src-core/contract/findings.ts'
import { account, findingsOf, message, push, TRAPS } from '../request/pushes.ts'
import type { Push } from '../request/pushes.ts'
import type { FindingCase } from './finding-case.ts'

const event = (name: string, key = '') =>
  `<xml><MsgType>event</MsgType><Event>${name}</Event><EventKey>${key}</EventKey></xml>`
const to = (id: string) => `<xml><ToUserName>${id}</ToUserName><MsgType>text</MsgType></xml>`
const accounts = [{ ...account, originalId: 'gh_1' }]
const receivedAt = 1_714_036_504_000

const bodies: [code: FindingCode, name: string, seen: string, near: string][] = [
  ['xml.refused', 'tags that do not match', '<xml><a></b></xml>', '<xml><a></a></xml>'],
  ['xml.untidy-start', 'a BOM', `\uFEFF${message('')}`, message('')],
  ['message.json', 'an object', '{"MsgType":"text"}', '{"MsgType":"text"'],
  ['json.refused', 'an object that does not end', '{"MsgType":"text"', '{"MsgType":"text"}'],
  ['message.unknown', 'a type with a letter more', message('').replace('text', 'texts'), message('')],
  ['event.case', 'in lower case', event('scan'), event('SCAN')],
  ['event.key-prefix', 'of a QR code', event('subscribe', 'qrscene_1'), event('subscribe', 'qrscene1')],
]

const pushes: [code: FindingCode, name: string, seen: Partial<Push>, near: Partial<Push>][] = [
  [
    'message.other-account',
    'the last digit differs',
    { body: to('gh_2'), accounts },
    { body: to('gh_1'), accounts },
  ],
  [
    'time.stale',
    'a second more than five minutes',
    { receivedAt, timestamp: '1714036203' },
    { receivedAt, timestamp: '1714036204' },
  ],
  [
    'time.stale',
    'a nonce that has come before',
    { diagnosing: { seenNonce: true } },
    { diagnosing: { seenNonce: false } },
  ],
  ['body.too-large', 'more than is read', { change: { incomplete: 'too-large' } }, {}],
  ['body.too-slow', 'longer than is waited', { change: { incomplete: 'too-slow' } }, {}],
  ['body.aborted', 'broken off', { change: { incomplete: 'aborted' } }, {}],
]

const withMsgId = message(
  '<ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgId>22311164414801853</MsgId>',
)

const gbk = Buffer.from(message('<Content>\xC4\xE3\xBA\xC3</Content>'), 'latin1')

export const MESSAGE_CASES: FindingCase[] = [
  {
    code: 'xml.not-utf8',
    name: 'GBK',
    seen: () => findingsOf(gbk),
    near: () => findingsOf(message('<Content>\uFFFD</Content>')),
  },
  {
    code: 'xml.unsafe-integer',
    name: 'a reply that quotes the MsgId as a double',
    seen: () => findingsOf(withMsgId, { type: 'text', content: '22311164414801852' }),
    near: () => findingsOf(withMsgId, { type: 'text', content: '22311164414801853' }),
  },
  ...TRAPS.map(([code, seen, near]): FindingCase => ({
    code,
    name: seen,
    seen: () => findingsOf(message(seen)),
    near: () => findingsOf(message(near)),
  })),
  ...bodies.map(([code, name, seen, near]): FindingCase => ({
    code,
    name,
    seen: () => findingsOf(seen),
    near: () => findingsOf(near),
  })),
  ...pushes.map(([code, name, seen, near]): FindingCase => ({
    code,
    name,
    seen: () => push({ body: message(''), ...seen }).findings,
    near: () => push({ body: message(''), ...near }).findings,
  })),
]
