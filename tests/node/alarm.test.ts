import { describe, expect, it } from 'vitest'
import { startWorkbench } from './running-workbench.ts'

const OPEN_ID = 'oia2TjuEGTNoeX76QEjQNrcURxG8'
const CREATED = 1395658920
const message = (msgId: number, createTime = CREATED) =>
  `<xml><ToUserName>gh_7f</ToUserName><FromUserName>${OPEN_ID}</FromUserName><CreateTime>${createTime}</CreateTime>` +
  `<MsgType>text</MsgType><Content>${msgId}</Content><MsgId>${msgId}</MsgId></xml>`
const alarm = (stamp: number, rest = '[response_length=9][response_content="success"]', openId = OPEN_ID) =>
  `[OpenID=${openId}][Stamp=${stamp}][3rdUrl=http://a.example/wx]${rest}`

/** Starts a workbench that has received these messages, one after the other. */
async function startWith(...bodies: string[]) {
  const workbench = await startWorkbench()
  const url = await workbench.signedUrl()
  for (const body of bodies) await fetch(url, { method: 'POST', body })
  return workbench
}

describe('an alarm is matched to the exchange that it is about', () => {
  it('by its user and by the second that the message names', async () => {
    const workbench = await startWith(message(1), message(2, CREATED + 1))
    const reading = await workbench.call('alarm.read', { text: alarm(CREATED) })
    expect(reading).toMatchObject({
      findings: [{ code: 'reply.not-xml', severity: 'error' }],
      match: { exchange: { excerpt: '1' }, looked: 2, ofUser: 2 },
    })
    expect(reading?.match.line).toContain(`[OpenID=${OPEN_ID}]`)
  })

  it('or by the second in which it came', async () => {
    const workbench = await startWith(message(1))
    const { receivedAt } = await workbench.latest()
    const text = alarm(Math.floor(receivedAt / 1000) - 2)
    expect((await workbench.call('alarm.read', { text }))?.match.exchange).toMatchObject({ excerpt: '1' })
  })

  it('each of several', async () => {
    const workbench = await startWith(message(1), message(2, CREATED + 1))
    const reading = await workbench.call('alarm.read', { text: `${alarm(CREATED)}\n${alarm(CREATED + 1)}` })
    expect(reading).toMatchObject({
      match: { exchange: { excerpt: '1' } },
      others: [{ match: { exchange: { excerpt: '2' } }, findings: [{ code: 'reply.not-xml' }] }],
    })
    expect((await workbench.call('alarm.read', { text: alarm(CREATED) }))?.others).toBeUndefined()
  })

  it.each([
    ['another user', alarm(CREATED, '', 'oAnother'), 0],
    ['another time', alarm(CREATED + 600), 1],
    ['no user', '[Event=Click][response_length=10][response_content=Error 500:]', 0],
  ])('and to none where it is about %s', async (_, text, ofUser) => {
    const workbench = await startWith(message(1))
    const { match } = (await workbench.call('alarm.read', { text }))!
    expect(match).toEqual({ exchange: null, line: null, looked: 1, ofUser })
  })

  it('and the workbench writes the line that it reads', async () => {
    const workbench = await startWith(message(1))
    const { id } = await workbench.latest()
    const { line } = await workbench.call('alarm.write', { id })
    expect(line).toContain('[response_length=7][response_content=success]')
    expect((await workbench.call('alarm.read', { text: line }))?.match.exchange).toMatchObject({ id })
  })
})

describe('an alarm is diagnosed', () => {
  const invalid = '内容: 微信服务器向公众号推送消息或事件后，得到的回应不合法\n'

  it.each([
    [
      'a time-out',
      `内容: 微信服务器向公众号推送消息或事件后，开发者5秒内没有返回\n${alarm(CREATED, '')}`,
      ['reply.too-late'],
    ],
    [
      'DNS',
      `内容: 微信服务器向公众号推送消息或事件时，解析DNS失败\n${alarm(CREATED, '')}`,
      ['probe.unreachable'],
    ],
    ['muting', `内容: 发生多次失败后，暂时不推送消息\n${alarm(CREATED, '')}`, ['retry.muted']],
    ['quoted success', alarm(CREATED), ['reply.not-xml']],
    ['JSON', alarm(CREATED, '[response_content={"code":0}]'), ['reply.not-xml']],
    ['an error page', alarm(CREATED, '[response_content=Error 500:]'), ['reply.not-xml']],
    [
      'a bracket that is missing in a reply',
      alarm(CREATED, '[response_content=<xml><MsgType><![CDATA[text]]</MsgType></xml>]'),
      ['reply.malformed'],
    ],
    [
      'a reply that is right',
      alarm(CREATED, '[response_length=7][response_content="success"]'),
      ['status.not-200'],
    ],
    ['a reply that is not shown', `${invalid}${alarm(CREATED, '')}`, ['status.not-200']],
    [
      'a reply that is shown in part',
      alarm(CREATED, '[response_length=9000][response_content=<xml><MsgType>]'),
      ['reply.length-mismatch'],
    ],
    ['fields alone', '[IP=203.0.113.7][Event=UnSubscribe]', []],
  ])('%s', async (_, text, codes) => {
    const workbench = await startWorkbench()
    const reading = await workbench.call('alarm.read', { text })
    expect(reading?.findings.map(({ code }) => code)).toEqual(codes)
  })

  it('and a text that is none is none', async () => {
    const workbench = await startWorkbench()
    expect(await workbench.call('alarm.read', { text: '你好' })).toBeNull()
  })
})
