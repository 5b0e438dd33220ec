import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import {
  readAlarm,
  readAlarms,
  readAlarmStatus,
  writeAlarmLine,
} from '../../../src-core/wechat/alarm-line.ts'

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

describe('other forms of the line', () => {
  const whole = {
    openId: 'oABC',
    stamp: 1558419739,
    url: 'http://a.example/wx',
    reply: { content: '"success"', length: 9, cut: false },
  }

  test.each([
    ['full-width brackets', QUOTED.replaceAll('[', '【').replaceAll(']', '】')],
    [
      'full-width brackets and equals signs',
      QUOTED.replaceAll('[', '［')
        .replaceAll(']', '］')
        .replaceAll('=', '＝')
        .replace('response_content＝', 'response_content='),
    ],
    ['blanks in the brackets', QUOTED.replaceAll('[', '[ ').replaceAll('=', ' =')],
    ['other letter case', QUOTED.replace('OpenID', 'openid').replace('Stamp', 'STAMP')],
    ['a field on each line', QUOTED.replaceAll('][', ']\n[')],
    ['a line break in an address', QUOTED.replace('a.example', 'a.exa\n  mple')],
    ['a line break in a name', QUOTED.replace('response_content', 'response_\ncontent')],
    ['an answer escaped as HTML', QUOTED.replaceAll('"', '&quot;')],
    ['curled quotes', QUOTED.replace('"success"', '“success”')],
    ['Windows line ends', wrap('得到的回应不合法', QUOTED).replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    expect(readAlarm(text)).toMatchObject(whole)
  })

  test('XML that was escaped as HTML is what its length counts', () => {
    const escaped = REPLY.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const read = (length: number) =>
      readAlarm(`[OpenID=o][response_length=${length}][response_content=${escaped}]`)?.reply
    expect(read(Buffer.byteLength(REPLY))).toMatchObject({ content: REPLY, cut: false })
    expect(read(Buffer.byteLength(escaped))).toMatchObject({ content: escaped, cut: false })
  })

  test('names may hold blanks, and one of them is the status', () => {
    const alarm = readAlarm('[OpenID=o][http code=404][Event=Location Report][response_length=0]')!
    expect(alarm.fields).toContainEqual(['http code', '404'])
    expect(readAlarmStatus(alarm)).toBe(404)
    expect(readAlarmStatus(readAlarm('[OpenID=o][http_code=502]')!)).toBe(502)
    expect(readAlarmStatus(readAlarm('[OpenID=o][errcode=404]')!)).toBeNull()
    expect(readAlarmStatus(readAlarm('[OpenID=o][http code=]')!)).toBeNull()
  })

  test('an answer that ends in dots is cut off, also without a length', () => {
    expect(readAlarm('[OpenID=o][response_content=<html><he...]')?.reply).toMatchObject({ cut: true })
    expect(readAlarm('[OpenID=o][response_content=<html></html>]')?.reply).toMatchObject({ cut: false })
  })
})

describe('several alarms in one text', () => {
  const other = QUOTED.replace('oABC', 'oXYZ')

  test.each([
    [
      'whole ones',
      `${wrap('得到的回应不合法', QUOTED)}\n\n${wrap('连接超时', '[OpenID=oXYZ][Stamp=1558419740]')}`,
    ],
    ['sample lines', `${QUOTED}\n${other}`],
    ['samples with their word', `错误样例: ${QUOTED}\n错误样例: ${other}`],
  ])('are read each: %s', (_, text) => {
    expect(readAlarms(text).map(({ openId }) => openId)).toEqual(['oABC', 'oXYZ'])
    expect(readAlarm(text)?.openId).toBe('oABC')
  })

  test('keep their own words', () => {
    const text = `${wrap('得到的回应不合法', QUOTED)}\n${wrap('连接公众号开发者服务器时发生超时', '[OpenID=oXYZ][Stamp=1558419740]')}`
    expect(readAlarms(text).map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ['reply-invalid', 5],
      ['connect-timeout', 5],
    ])
  })

  test('are one where the answer itself has lines like those of an alarm', () => {
    const page = '<html>\n时间: 2019\n内容: 错误\n</html>'
    const text = wrap(
      '得到的回应不合法',
      `[OpenID=o][response_length=${Buffer.byteLength(page)}][response_content=${page}]`,
    )
    const alarms = readAlarms(text)
    expect(alarms).toHaveLength(1)
    expect(alarms[0]?.reply).toMatchObject({ content: page, cut: false })
  })

  test('are bounded', () => {
    expect(readAlarms(`${QUOTED}\n`.repeat(500))).toHaveLength(20)
  })
})

test.each([
  ['a log in brackets with an equals sign', '[level=info] 10:02 [path=/wx] 200'],
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
