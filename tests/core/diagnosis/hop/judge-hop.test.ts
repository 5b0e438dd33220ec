import { describe, expect, it } from 'vitest'
import { diagnoseAlarm } from '../../../../src-core/diagnosis/alarm.ts'
import { judgeAnswer } from '../../../../src-core/diagnosis/answer.ts'
import { judgeDelivery } from '../../../../src-core/diagnosis/delivery/delivery.ts'
import { judgeHop } from '../../../../src-core/diagnosis/hop/judge-hop.ts'
import type { Answer } from '../../../../src-core/diagnosis/page/page.ts'
import { judgeVerification } from '../../../../src-core/diagnosis/verification/verification.ts'
import { expectGoodChinese, expectGoodText } from '../../good-text.ts'
import { createMessage, TEXT } from '../reply/replies.ts'
import { createAnswer, createNginxPage, NGROK_PAGE } from './answers.ts'
import { FOUND } from './found.ts'

const ECHOSTR = '4375120948345356249'
const url = 'http://back.end/wx'
const message = createMessage()

const received = (answer: Answer) => ({
  ...answer,
  headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
  durationMs: 10,
})
const push = (answer: Answer) => judgeDelivery({ response: received(answer), error: null }, { url, message })
const verify = (answer: Answer) =>
  judgeVerification({ response: received(answer), error: null }, { url, echostr: ECHOSTR })
const codesOf = ({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code)

const OFFLINE = createAnswer(404, ['Ngrok-Error-Code: ERR_NGROK_3200'], '<html>offline</html>')
const INTERSTITIAL = createAnswer(200, ['Ngrok-Error-Code: ERR_NGROK_6024'], NGROK_PAGE)

describe('a hop', () => {
  it.each(FOUND)('is worded well in both languages: %s, %j', (_, _shown, _says, answer) => {
    const [finding] = judgeHop(answer)
    expect(finding?.code).toMatch(/^hop\.(?:tunnel|edge|proxy|network)$/)
    const plain = answer.status === 200
    expect(finding?.title.zh).toContain(plain ? '自己回的，' : `自己回了 ${answer.status}，`)
    expect(finding?.title.en).toContain(plain ? 'responded itself' : `responded with ${answer.status} itself`)
    expectGoodChinese(finding!.title.zh.replace(/（.*）$/s, ''))
    expectGoodText(finding!.detail)
    expectGoodText(finding!.fix)
  })

  it('is named before the status, which is not the backend’s then', () => {
    const { verdict, findings } = push(OFFLINE)
    expect(verdict).toBe('retried')
    expect(codesOf({ findings })).toEqual(['hop.tunnel', 'status.not-200'])
    expect(findings[1]?.fix.en).toContain('hop named above')
  })

  it('leaves no suspicion on the backend’s body parser', () => {
    const page = createAnswer(500, [], createNginxPage('500 Internal Server Error'))
    expect(codesOf(push(page))).toEqual(['hop.proxy', 'status.not-200'])
  })

  it('is named before the content where it answers with 200', () => {
    expect(push(INTERSTITIAL)).toMatchObject({
      verdict: 'fault',
      findings: [{ code: 'hop.tunnel' }, { code: 'reply.not-xml' }],
    })
  })

  it('is named where a verification gets its answer', () => {
    expect(verify(OFFLINE)).toMatchObject({
      verdict: 'rejected',
      findings: [{ code: 'hop.tunnel' }, { code: 'status.not-200' }],
    })
    expect(JSON.stringify(verify(OFFLINE))).not.toContain('sent again')
    expect(codesOf(verify(INTERSTITIAL))).toEqual(['hop.tunnel', 'echo.changed'])
  })

  it('that redirects is named, and its target is not to be registered', () => {
    const block = createAnswer(302, ['Location: https://dnspod.qcloud.com/static/webblock.html?d=a.cn'])
    expect(codesOf(push(block))).toEqual(['hop.edge', 'status.not-200'])
  })

  it('is named in the modes with encryption as well', () => {
    const sealing = {
      mode: 'safe' as const,
      timestamp: '1',
      nonce: '2',
      token: 't',
      appId: 'wx0123456789abcdef',
      keys: [],
      otherAccounts: [],
    }
    for (const answer of [OFFLINE, INTERSTITIAL])
      expect(codesOf(judgeAnswer(received(answer), { message, sealing }))[0]).toBe('hop.tunnel')
  })

  it('is named in an alarm, which has no status and no headers', () => {
    const content = createNginxPage('502 Bad Gateway').replace(/\s+/g, ' ')
    const reply = { content, length: content.length, cut: false }
    const alarm = { kind: 'reply-invalid', openId: null, fields: [], reply } as unknown as Parameters<
      typeof diagnoseAlarm
    >[0]
    expect(diagnoseAlarm(alarm, null).map(({ code }) => code)).toEqual(['hop.proxy', 'reply.not-xml'])
  })
})

describe('the backend’s own answer, passed on by a hop', () => {
  const CF = ['Server: cloudflare', 'CF-RAY: 8a-HKG']

  it('is the backend’s', () => {
    expect(codesOf(push(createAnswer(404, CF, '{"message":"Not Found"}')))).toEqual(['status.refused'])
    expect(codesOf(push(createAnswer(502, ['Server: nginx'], '{"message":"x"}')))).toEqual(['status.not-200'])
    expect(push(createAnswer(200, CF, TEXT))).toMatchObject({ verdict: 'accepted', findings: [] })
    expect(verify(createAnswer(200, CF, ECHOSTR))).toEqual({ verdict: 'accepted', findings: [] })
    expect(codesOf(verify(createAnswer(200, CF, `${ECHOSTR}\n`)))).toEqual(['echo.changed'])
  })
})
