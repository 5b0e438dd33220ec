import { describe, expect, it } from 'vitest'
import { expectGoodChinese } from '../good-text.ts'
import { findInAlarm } from './cases/finding-case.ts'

const USER = 'oMpscopeSampleUser0000000001'
const ACCOUNT = 'gh_mpscope00001'
const xml = (to: string, from: string, content = '你好') =>
  `<xml>\n<ToUserName><![CDATA[${to}]]></ToUserName>\n<FromUserName><![CDATA[${from}]]></FromUserName>\n` +
  `<CreateTime>1770000000</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[${content}]]></Content>\n</xml>`

function alarm(
  content: string | null,
  { fields = '', length }: { fields?: string; length?: number } = {},
): string {
  const answer =
    content === null
      ? ''
      : `[response_length=${length ?? Buffer.byteLength(content)}][response_content=${content}]`
  return `内容: 微信服务器向公众号推送消息或事件后，得到的回应不合法\n错误样例: [OpenID=${USER}][Stamp=1770000000][Event=Location Report]${fields}${answer}`
}

const codes = (text: string) => findInAlarm(text).map(({ code }) => code)

describe('both ids of an alarm’s answer are compared with its OpenID', () => {
  it.each([
    ['the two the wrong way round', xml(ACCOUNT, USER), 'reply.not-swapped'],
    ['the account’s id twice', xml(ACCOUNT, ACCOUNT), 'reply.not-swapped'],
    ['another user', xml('oSomebodyElse', ACCOUNT), 'reply.wrong-sender'],
    ['the user twice', xml(USER, USER), 'reply.wrong-sender'],
    ['an AppID', xml(USER, 'wx5823bf96d3bd56c7'), 'reply.wrong-sender'],
    ['no user', xml('', ACCOUNT), 'reply.wrong-sender'],
  ])('%s', (_, content, code) => {
    const findings = findInAlarm(alarm(content))
    expect(findings[0]?.code).toBe(code)
    expect(JSON.stringify(findings)).not.toMatch(/is fine|没有问题/)
    for (const { title, detail, fix } of findings)
      for (const { zh } of [title, detail, fix]) if (zh !== '') expectGoodChinese(zh)
  })

  it('also where the answer is cut off behind them', () => {
    const content = xml(ACCOUNT, USER, '长'.repeat(200))
    expect(codes(alarm(`${content.slice(0, 200)}...`, { length: Buffer.byteLength(content) }))).toEqual([
      'reply.not-swapped',
      'reply.length-mismatch',
    ])
    const right = xml(USER, ACCOUNT, '长'.repeat(200))
    expect(codes(alarm(`${right.slice(0, 200)}...`, { length: Buffer.byteLength(right) }))).toEqual([
      'reply.length-mismatch',
    ])
  })

  it('and an answer that is addressed rightly is in order', () => {
    const [finding, ...others] = findInAlarm(alarm(xml(USER, ACCOUNT)))
    expect(finding).toMatchObject({ code: 'status.not-200', severity: 'warning' })
    expect(finding?.title.en).toContain('is fine')
    expect(others).toEqual([])
  })

  it('and nothing is compared where the alarm names no user', () => {
    expect(findInAlarm(alarm(xml('oSomebody', ACCOUNT)).replace(USER, ''))).toMatchObject([
      { code: 'status.not-200' },
    ])
  })
})

describe('the status that an alarm names', () => {
  it.each([
    ['404', 'status.refused'],
    ['302', 'status.redirect'],
    ['502', 'status.not-200'],
  ])('%s is judged, without an answer', (status, code) => {
    const [finding, ...others] = findInAlarm(alarm(null, { fields: `[http code=${status}]` }))
    expect(finding).toMatchObject({ code, severity: 'error' })
    expect(finding?.title.zh).toContain(status)
    expect(others).toEqual([])
  })

  it('is judged before a page that only repeats it', () => {
    expect(codes(alarm('<html><title>404 Not Found</title></html>', { fields: '[http code=404]' }))).toEqual([
      'status.refused',
    ])
  })

  it('is not doubted where it is 200', () => {
    const [finding] = findInAlarm(alarm(xml(USER, ACCOUNT), { fields: '[http code=200]' }))
    expect(finding?.title.zh).toContain('状态码是 200')
    expect(finding?.fix.en).not.toContain('status')
  })
})
