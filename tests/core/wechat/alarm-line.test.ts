import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { readAlarm, writeAlarmLine } from '../../../src-core/wechat/alarm-line.ts'

/** The forms of the official page and of alarms that people have published, with names and addresses changed. */
const QUOTED =
  '[OpenID=oABC][Stamp=1558419739][3rdUrl=http://a.example/wx][response_length=9][response_content="success"]'

function wrap(content: string, sample: string): string {
  return `Appid: wx1234567890abcdef\n昵称: 测试号\n时间: 2019-05-21 14:22:19\n内容: ${content}\n次数: 5分钟 2次\n错误样例: ${sample}\n报警排查指引，请见: http://a.example/x`
}

const REPLY = `<xml>
      <ToUserName><![CDATA[oABC]]></ToUserName>
      <MsgType><![CDATA[text]]</MsgType>
    </xml>`

test('the sample line alone says who, when, where and what', () => {
  expect(readAlarm(QUOTED)).toEqual({
    kind: 'reply-invalid',
    lines: [],
    fields: [
      ['OpenID', 'oABC'],
      ['Stamp', '1558419739'],
      ['3rdUrl', 'http://a.example/wx'],
      ['response_length', '9'],
    ],
    openId: 'oABC',
    stamp: 1558419739,
    url: 'http://a.example/wx',
    reply: { content: '"success"', length: 9, cut: false },
  })
})

test('quotes around seven bytes are those of the alarm, not of the reply', () => {
  const alarm = readAlarm(QUOTED.replace('length=9', 'length=7'))
  expect(alarm?.reply).toEqual({ content: 'success', length: 7, cut: false })
})

describe('what was answered is read to its end', () => {
  const bytes = Buffer.byteLength(REPLY)
  test.each([
    ['by its length', `[Msg=Text][ip=203.0.113.7][response_length=${bytes}][response_content=${REPLY}]`],
    ['by the last bracket, where it has no length', `[Msg=Text][response_content=${REPLY}]`],
    [
      'by the last bracket, where its length counts line ends that were lost',
      `[response_length=${bytes + 4}][response_content=${REPLY}]`,
    ],
    ['though it ends in the middle', `[response_length=${bytes}][response_content=${REPLY}`],
  ])('%s', (_, sample) => {
    const alarm = readAlarm(wrap('微信服务器向公众号推送消息或事件后，得到的回应不合法', sample))
    expect(alarm?.reply?.content.trimEnd().startsWith(REPLY)).toBe(true)
    expect(alarm?.kind).toBe('reply-invalid')
  })

  test('what the alarm shows less of is cut', () => {
    expect(readAlarm('[response_length=2000][response_content=<html><head>]')?.reply).toEqual({
      content: '<html><head>',
      length: 2000,
      cut: true,
    })
  })

  test('Chinese counts as bytes', () => {
    const content = '系统错误 ] 稍后'
    const alarm = readAlarm(
      `[response_length=${Buffer.byteLength(content)}][response_content=${content}] 见 [1]`,
    )
    expect(alarm?.reply).toMatchObject({ content, cut: false })
  })
})

describe('the kind is told by the words', () => {
  test.each([
    ['微信服务器向公众号推送消息或事件时，解析DNS失败', 'dns-failed'],
    ['微信服务器向公众号推送消息或事件时，解析DNS超时，超时时间为5秒', 'dns-timeout'],
    ['微信服务器连接公众号开发者服务器时发生超时，超时时间为5秒', 'connect-timeout'],
    ['微信服务器向服务号推送消息或事件后，开发者5秒内没有返回', 'request-timeout'],
    ['推送component_verify_ticket时，开发者5S内没有返回', 'request-timeout'],
    ['推送component_verify_ticket时，开发者没有返回success', 'reply-invalid'],
    ['微信服务器向公众号推送消息或事件后，得到的回应不合法', 'reply-invalid'],
    ['微信服务器向公众号推送消息或事件发生多次失败后，暂时不推送消息，一分钟后解除屏蔽', 'muted'],
  ])('%s', (content, kind) => {
    const alarm = readAlarm(
      wrap(content, '[OpenID=oABC][Stamp=1745231475][OuterIP=][IP=203.0.113.7][Event=Click]'),
    )
    expect(alarm).toMatchObject({ kind, openId: 'oABC', stamp: 1745231475, reply: null })
    expect(alarm?.lines.map(([name]) => name)).toEqual(['Appid', '昵称', '时间', '内容', '次数'])
  })

  test('and stays open where there are fields only', () => {
    expect(readAlarm('[Event=UnSubscribe] [IP=203.0.113.7]')).toMatchObject({
      kind: null,
      fields: [
        ['Event', 'UnSubscribe'],
        ['IP', '203.0.113.7'],
      ],
    })
  })
})

test.each([
  ['nothing', ''],
  ['a message', '<xml><Content><![CDATA[你好]]></Content></xml>'],
  ['a log', '[info] 10:02 GET /wx 200'],
  ['a word', '报警'],
])('%s is no alarm', (_, text) => {
  expect(readAlarm(text)).toBeNull()
})

test('a megabyte of brackets takes no time to speak of', () => {
  expect(readAlarm(`[OpenID=o]${'[a='.repeat(300_000)}`)?.openId).toBe('o')
  expect(readAlarm(`内容: ${'DNS'.repeat(300_000)}`)?.kind).toBe('dns-failed')
})

test('an exchange of ours is written in the same form, and read back', () => {
  const line = writeAlarmLine(exchange({ status: 200, body: '"success"' }))
  expect(line).toBe(
    '[OpenID=oABC][Stamp=1558419739][3rdUrl=https://a.example/wx][Msg=text][response_length=9][response_content="success"]',
  )
  expect(readAlarm(line)).toMatchObject({ openId: 'oABC', reply: { content: '"success"', cut: false } })
})

test('of an answer that came too late nothing is written', () => {
  const late = exchange({ status: 200, body: 'success' }, 'reply.too-late')
  expect(writeAlarmLine(late)).not.toContain('response_')
})

function exchange(response: { status: number; body: string }, ...codes: string[]): Exchange {
  return {
    receivedAt: 1558419739500,
    request: {
      path: '/wx',
      query: {},
      headers: [
        ['Host', 'a.example'],
        ['X-Forwarded-Proto', 'https'],
      ],
    },
    message: { type: 'text', event: null, from: 'oABC' },
    response,
    findings: codes.map((code) => ({ code })),
  } as unknown as Exchange
}
