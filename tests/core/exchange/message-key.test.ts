import { describe, expect, it } from 'vitest'
import { keyOfMessage } from '../../../src-core/exchange/record.ts'
import { readMessage } from '../../../src-core/exchange/receive.ts'
import { parseLenientText } from '../../../src-core/xml/parse/lenient.ts'

function keyOf(inner: string): string | null {
  const parsed = parseLenientText(`<xml>${inner}</xml>`)
  if (!parsed.ok) throw new Error(parsed.error.message.en)
  return keyOfMessage(readMessage(parsed))
}

const from = (user: string) => `<FromUserName><![CDATA[${user}]]></FromUserName>`
const text = (user: string, msgId: string, content = 'hi') =>
  `${from(user)}<CreateTime>1770000100</CreateTime><MsgType>text</MsgType><Content>${content}</Content><MsgId>${msgId}</MsgId>`
const event = (name: string, inner = '', time = '1770000100') =>
  `${from('oA')}<CreateTime>${time}</CreateTime><MsgType>event</MsgType><Event>${name}</Event>${inner}`
const receipt = (msgId: string, status = 'success') =>
  event('TEMPLATESENDJOBFINISH', `<MsgID>${msgId}</MsgID><Status>${status}</Status>`)
const check = (trace: string, label = '100') =>
  event('wxa_media_check', `<trace_id>${trace}</trace_id><label>${label}</label>`)
const popup = (template: string) =>
  event(
    'subscribe_msg_sent_event',
    `<SubscribeMsgSentEvent><List><TemplateId>${template}</TemplateId></List></SubscribeMsgSentEvent>`,
  )
const encrypted = (encrypt: string) => event('CLICK', `<Encrypt><![CDATA[${encrypt}]]></Encrypt>`)

describe('two messages', () => {
  it.each([
    ['of two users with one MsgId', text('oA', '1'), text('oB', '1')],
    ['of one user', text('oA', '1'), text('oA', '2')],
    ['that are receipts of one second', receipt('1'), receipt('2')],
    ['that are content checks of one second', check('60ab-1'), check('60ab-2')],
    [
      'with another EventKey',
      event('CLICK', '<EventKey>A</EventKey>'),
      event('CLICK', '<EventKey>B</EventKey>'),
    ],
    ['with another Event', event('SCAN'), event('subscribe')],
    ['of two seconds', event('CLICK', '', '1'), event('CLICK', '', '2')],
    ['without a number that differ inside', popup('a'), popup('b')],
  ])('%s have two keys', (_, one, two) => {
    expect(keyOf(one)).not.toBeNull()
    expect(keyOf(one)).not.toBe(keyOf(two))
  })
})

describe('two deliveries of one message', () => {
  it.each([
    ['a message', text('oA', '1'), text('oA', '1')],
    ['a message that a proxy laid out anew', text('oA', '1'), text('oA', '1', ' hi ')],
    ['a receipt', receipt('1'), receipt('1')],
    ['a content check that a proxy laid out anew', check('60ab-1'), check('60ab-1', ' 100 ')],
    ['an event without a number', popup('a'), popup('a')],
    ['an event in compatible mode whose Encrypt cannot be opened', encrypted('AAAA'), encrypted('BBBB')],
  ])('have one key: %s', (_, one, two) => {
    expect(keyOf(one)).not.toBeNull()
    expect(keyOf(one)).toBe(keyOf(two))
  })
})

it('begins with the MsgId, which people look for, and does without a sender', () => {
  expect(keyOf(text('oA', '24351234567890129'))).toBe('msg:24351234567890129:oA')
  expect(keyOf('<MsgId>1</MsgId>')).toBe('msg:1')
  expect(keyOf(receipt('7'))).toBe('event:oA:1770000100:TEMPLATESENDJOBFINISH::7')
})

it('is null where nothing tells one message from another', () => {
  expect(keyOf('<MsgType>text</MsgType>')).toBeNull()
  expect(keyOf(from('oA'))).toBeNull()
  expect(keyOf('<CreateTime>1</CreateTime>')).toBeNull()
})
