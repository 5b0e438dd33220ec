import { describe, expect, it } from 'vitest'
import type { Exchange, Finding } from '../../../src-core/contract/exchange.ts'
import { createReplyBrief } from '../../../src-core/exchange/reply-brief.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import { createExchange } from '../../node/history/recording.ts'

function answered(body: string, response: Partial<Exchange['response']> = {}): Exchange {
  const exchange = createExchange()
  return { ...exchange, response: { ...exchange.response, body, ...response } }
}

const reply = (type: string, inner: string) =>
  `<xml><ToUserName><![CDATA[o]]></ToUserName><MsgType><![CDATA[${type}]]></MsgType>${inner}</xml>`

describe('a reply in a few words', () => {
  it.each<[string, Exchange, unknown]>([
    ['success', answered('success'), { kind: 'success' }],
    ['an empty body', answered(''), { kind: 'empty' }],
    ['no answer at all', answered('', { status: 0 }), { kind: 'nothing' }],
    [
      'a text, in one line',
      answered(reply('text', '<Content><![CDATA[你说：\n  hello]]></Content>')),
      { kind: 'message', type: 'text', text: '你说： hello' },
    ],
    [
      'a text with ]]>, which takes two sections',
      answered(reply('text', '<Content><![CDATA[a ]]]]><![CDATA[> b]]></Content>')),
      { kind: 'message', type: 'text', text: 'a ]]> b' },
    ],
    [
      'a text outside CDATA',
      answered(reply('text', '<Content>a &lt; b &amp; c</Content>')),
      { kind: 'message', type: 'text', text: 'a < b & c' },
    ],
    [
      'a text whose references are damaged, as it is written',
      answered(reply('text', '<Content>a &nbsp; b</Content>')),
      { kind: 'message', type: 'text', text: 'a &nbsp; b' },
    ],
    [
      'news: the first title and the number',
      answered(
        reply('news', '<Articles><item><Title>一</Title></item><item><Title>二</Title></item></Articles>'),
      ),
      { kind: 'message', type: 'news', text: '一', articles: 2 },
    ],
    [
      'an image, by its MediaId',
      answered(reply('image', '<Image><MediaId><![CDATA[m1]]></MediaId></Image>')),
      { kind: 'message', type: 'image', text: 'm1' },
    ],
    [
      'a transfer, which has no text',
      answered(reply('transfer_customer_service', '')),
      { kind: 'message', type: 'transfer_customer_service', text: '' },
    ],
    [
      'the plain text of what was encrypted here',
      answered('<xml><Encrypt>x</Encrypt></xml>', { plain: reply('text', '<Content>hi</Content>') }),
      { kind: 'message', type: 'text', text: 'hi' },
    ],
    ['a backend’s envelope', answered('<xml><Encrypt>x</Encrypt></xml>'), { kind: 'sealed' }],
    ['anything else, by its beginning', answered('{"ok": 1}'), { kind: 'other', text: '{"ok": 1}' }],
  ])('%s', (_, exchange, brief) => {
    expect(createReplyBrief(exchange)).toEqual(brief)
  })

  it('is the echostr of a verification, unless that was refused', () => {
    const { request } = createExchange()
    const asked = { ...request, method: 'GET', query: { echostr: '42' } }
    expect(createReplyBrief({ ...answered('42'), request: asked, verdict: 'accepted' })).toEqual({
      kind: 'echo',
    })
    expect(createReplyBrief({ ...answered('no'), request: asked, verdict: 'rejected' })).toEqual({
      kind: 'other',
      text: 'no',
    })
  })
})

describe('the cause in a summary', () => {
  const finding = (code: string, more: Partial<Finding> = {}) =>
    ({ code, severity: 'error', ...more }) as Finding

  it('is the first finding of what went wrong, with the name of its case', () => {
    const name = { zh: 'Token 首尾有空格', en: 'Blanks around our token' }
    const findings = [finding('signature.mismatch', { name }), finding('message.stale')]
    expect(summarize(createExchange({ verdict: 'rejected', findings })).cause).toEqual({
      code: 'signature.mismatch',
      name,
    })
  })

  it('is absent if all is well', () => {
    const findings = [finding('reply.news-count', { severity: 'warning' })]
    expect(summarize(createExchange({ verdict: 'accepted', findings }))).not.toHaveProperty('cause')
  })

  it('is the backend’s if the guard replaced its reply', () => {
    const backends = [
      { guarded: false, findings: [finding('reply.status')] },
      { guarded: true, error: null, findings: [finding('reply.type'), finding('reply.not-xml')] },
    ] as Exchange['backends']
    const summary = summarize(
      createExchange({ guarded: true, findings: [finding('relay.guarded')], ...(backends && { backends }) }),
    )
    expect(summary).toMatchObject({ guarded: true, verdict: 'ignored', cause: { code: 'reply.type' } })
  })
})
