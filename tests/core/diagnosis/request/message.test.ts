import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import { account, findingsOf, message, push, TRAPS } from './pushes.ts'

describe('traps in what comes in', () => {
  it.each(TRAPS)('%s is seen, and a near miss is not', (code, seen, near) => {
    expect(findingsOf(message(seen)).map((finding) => finding.code)).toEqual([code])
    expect(findingsOf(message(near))).toEqual([])
  })

  it.each<[string, string | Uint8Array]>([
    ['xml.refused', '<xml><a></b></xml>'],
    ['xml.refused', ''],
    ['xml.refused', '<!DOCTYPE xml><xml/>'],
    ['xml.refused', new Uint8Array([0x3c, 0xff])],
    ['message.json', '{"ToUserName":"gh_1"}'],
    ['message.unknown', '<xml><MsgType>unheard-of</MsgType></xml>'],
    ['message.unknown', '<xml><a>1</a></xml>'],
    ['xml.untidy-start', `\uFEFF${message('')}`],
  ])('%s: %j', (code, body) => {
    expect(findingsOf(body).map((finding) => finding.code)).toEqual([code])
  })

  it('says nothing of a 64-bit id, which every message has', () => {
    expect(findingsOf(message('<MsgId>22311164414801853</MsgId>'))).toEqual([])
    expect(findingsOf(message('<MsgId>9007199254740991</MsgId>'))).toEqual([])
  })

  it('gives the place of a leading zero in bytes', () => {
    const [finding] = findingsOf(message('<Content>你</Content><UserCardCode>018</UserCardCode>'))
    const before = Buffer.byteLength('<xml><MsgType><![CDATA[text]]></MsgType><Content>你</Content>')
    expect(finding?.at).toEqual({
      in: 'request-body',
      offset: before,
      length: '<UserCardCode>018</UserCardCode>'.length,
      line: 1,
      column: before - 2 + 1,
      path: '/xml/UserCardCode',
    })
  })

  it('gives the byte and the place of a control character', () => {
    const [finding] = findingsOf(message('\n<Content><![CDATA[你\u001d]]></Content>'))
    expect(finding?.title.en).toContain('U+001D')
    expect(finding?.at).toMatchObject({ line: 2, column: 20, path: '/xml/Content' })
  })

  it.each([
    ['<xml><MsgType>event</MsgType><Event>scan</Event></xml>', '/xml/Event', 'SCAN'],
    ['<xml><MsgType>Text</MsgType></xml>', '/xml/MsgType', 'text'],
  ])('event.case: %s is known, and its case is named', (body, path, official) => {
    const { findings } = push({ body })
    expect(findings).toMatchObject([{ code: 'event.case', severity: 'info', at: { path } }])
    expect(findings[0]?.title.en).toContain(official)
  })

  it.each(['SCAN', 'subscribe', 'LOCATION', 'view_miniprogram'])(
    'says nothing of %s as it should be',
    (event) => {
      expect(findingsOf(`<xml><MsgType>event</MsgType><Event>${event}</Event></xml>`)).toEqual([])
    },
  )

  it.each([
    ['qrscene_123', '123'],
    ['last_trade_no_42001', '42001'],
  ])('event.key-prefix: %s', (key, rest) => {
    const event = (eventKey: string) =>
      `<xml><MsgType>event</MsgType><Event>subscribe</Event><EventKey><![CDATA[${eventKey}]]></EventKey></xml>`
    const [finding, ...others] = findingsOf(event(key))
    expect(finding).toMatchObject({
      code: 'event.key-prefix',
      severity: 'info',
      at: { path: '/xml/EventKey' },
    })
    expect(finding?.detail.zh).toContain(rest)
    expect(others).toEqual([])
    expect(findingsOf(event(`a_${key}`))).toEqual([])
    expect(findingsOf(event('123'))).toEqual([])
  })
})

describe('reply.no-effect', () => {
  const event = (name: string) =>
    `<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><MsgType>event</MsgType><Event>${name}</Event></xml>`
  const text = { type: 'text', content: '再见' } as const

  it.each(['unsubscribe', 'LOCATION', 'VIEW'])('is said of a text in answer to %s', (name) => {
    expect(findingsOf(event(name), text).map(({ code }) => code)).toEqual(['reply.no-effect'])
  })

  it('is not said of success, nor of an event whose reply is shown', () => {
    expect(findingsOf(event('unsubscribe'))).toEqual([])
    expect(findingsOf(event('CLICK'), text)).toEqual([])
  })
})

describe('xml.not-utf8', () => {
  const bytes = (text: string) => Buffer.from(message(`<Content><![CDATA[${text}]]></Content>`), 'latin1')
  const utf8 = (text: string) => Buffer.from(text).toString('latin1')
  const start = Buffer.byteLength('<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[')

  it.each([
    ['half a character', `${utf8('你')}\xE4\xBD`, 3, 2, /E4 BD.*只剩前一半/, /E4 BD.*only the first part/],
    ['half a character alone', '\xE4\xBD', 0, 2, /只剩前一半/, /only the first part/],
    ['the other half', `${utf8('你')}\xBD\xA0`, 3, 2, /只剩后一半/, /only the last part/],
    ['GBK', '\xC4\xE3\xBA\xC3', 0, 4, /C4 E3 BA C3.*按 GBK 读是「你好」/, /read as GBK it says “你好”/],
    ['a byte of nothing', `${utf8('你')}\xFF`, 3, 1, /FF.*不是任何字符/, /no part of any character/],
    ['Latin-1', 'caf\xE9!', 3, 1, /E9/, /E9/],
  ])('is said of %s, with its offset and bytes, and the message is read', (_, text, from, length, zh, en) => {
    const { findings, verdict } = push({ body: bytes(text) })
    expect(findings).toMatchObject([
      {
        code: 'xml.not-utf8',
        severity: 'warning',
        at: { in: 'request-body', offset: start + from, length, path: '/xml/Content' },
      },
    ])
    expect(findings[0]!.title.zh).toMatch(zh)
    expect(findings[0]!.title.en).toMatch(en)
    expect(findings[0]!.title.en).toContain(`byte ${start + from}`)
    expect(verdict).toBe('ignored')
  })

  it('is one finding, however many places', () => {
    const found = push({ body: bytes(`${utf8('你')}\xE4\xBD-\xE5\xA5`) }).findings
    expect(found.map(({ code }) => code)).toEqual(['xml.not-utf8'])
    expect(found[0]!.title.zh).toContain('共 2 处')
  })

  it.each([
    ['a U+FFFD that was sent', utf8('a\uFFFDb')],
    ['Chinese and emoji', utf8('你好😀')],
  ])('is not said of %s', (_, text) => {
    expect(push({ body: bytes(text) }).findings).toEqual([])
  })

  it('is not said of a body that is no XML: that one says where it stops being UTF-8', () => {
    expect(findingsOf(Uint8Array.of(0x3c, 0xff)).map(({ code }) => code)).toEqual(['xml.refused'])
  })
})

describe('xml.unsafe-integer', () => {
  const body =
    '<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>你好</Content><MsgId>24351234567890129</MsgId></xml>'
  const answer = (content: string) => push({ body, draft: { type: 'text', content } })

  it.each([
    ['as JavaScript prints it', String(24351234567890129n - 1n)],
    ['as Java prints it', '2.4351234567890128E16'],
    ['as Python prints it', '2.4351234567890128e+16'],
    ['as PHP prints it', '2.435123456789E+16'],
  ])('is said of a reply that quotes the MsgId %s', (_, became) => {
    const { findings, verdict } = answer(`编号：${became}`)
    expect(findings).toMatchObject([
      { code: 'xml.unsafe-integer', severity: 'warning', at: { in: 'reply-body' } },
    ])
    for (const text of [findings[0]!.title.zh, findings[0]!.title.en]) {
      expect(text).toContain('24351234567890129')
      expect(text).toContain(became)
    }
    expect(verdict).toBe('accepted')
  })

  it('is said of what JavaScript prints of 19 digits, which is not what the double is', () => {
    const long = body.replace('24351234567890129', '4375120948345356249')
    for (const became of ['4375120948345356300', '4375120948345356288'])
      expect(push({ body: long, draft: { type: 'text', content: became } }).findings).toMatchObject([
        { code: 'xml.unsafe-integer' },
      ])
  })

  it('is said of the number in JSON, too, beside what is wrong with that', () => {
    const { findings } = push({ body, draft: { type: 'xml', xml: '{"msgId":24351234567890128}' } })
    expect(findings.map(({ code }) => code)).toContain('xml.unsafe-integer')
  })

  it.each([
    ['the MsgId itself', '24351234567890129'],
    ['the MsgId of another message', '24351234567890133'],
    ['a longer number', '243512345678901280'],
    ['a part of a word', 'order24351234567890128'],
    ['a telephone number', '13800138000'],
    ['another number with an exponent', '2.4351e16'],
  ])('is not said of a reply that quotes %s', (_, content) => {
    expect(answer(content).findings).toEqual([])
  })
})

describe('message.other-account', () => {
  const mine = { ...account, originalId: 'gh_1' }
  const other = { ...account, id: 'b', name: '正式号', originalId: 'gh_2', path: '/wx/2' }
  const to = (id: string) => `<xml><ToUserName>${id}</ToUserName><MsgType>text</MsgType></xml>`

  it('is said of a message for another account, and names it', () => {
    const { findings, verdict } = push({ body: to('gh_2'), accounts: [mine, other] })
    expect(findings).toMatchObject([
      { code: 'message.other-account', severity: 'warning', at: { path: '/xml/ToUserName' } },
    ])
    expect(findings[0]?.fix.zh).toContain('正式号')
    expect(verdict).toBe('ignored')
  })

  it('is not said of the account’s own, nor where its id is not known', () => {
    expect(push({ body: to('gh_1'), accounts: [mine, other] }).findings).toEqual([])
    expect(push({ body: to('gh_2'), accounts: [account, other] }).findings).toEqual([])
  })
})

describe('time.stale', () => {
  const body = message('')
  const receivedAt = 1_714_036_504_000

  it.each([
    ['1714036203', 'timestamp'],
    ['1714036805', 'timestamp'],
  ])('is said of a timestamp of %s', (timestamp, key) => {
    const { findings, verdict } = push({ body, receivedAt, timestamp })
    expect(findings).toMatchObject([{ code: 'time.stale', severity: 'info', at: { in: 'query', key } }])
    expect(verdict).toBe('ignored')
  })

  it.each(['1714036204', '1714036504', '1714036804'])('is not said of %s', (timestamp) => {
    expect(push({ body, receivedAt, timestamp }).findings).toEqual([])
  })

  it('is said of a nonce that has come before', () => {
    const { findings } = push({ body, diagnosing: { seenNonce: true } })
    expect(findings).toMatchObject([{ code: 'time.stale', at: { in: 'query', key: 'nonce' } }])
  })
})

describe('our own reply', () => {
  const request =
    '<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType></xml>'
  const xml = (to: string) =>
    `<xml><ToUserName>${to}</ToUserName><FromUserName>gh_1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>a</Content></xml>`

  it('is judged like anybody’s', () => {
    const swapped = push({ body: request, draft: { type: 'xml', xml: xml('gh_1') } })
    expect(swapped).toMatchObject({ verdict: 'fault', findings: [{ code: 'reply.not-swapped' }] })
    expect(push({ body: request, draft: { type: 'xml', xml: xml('o1') } })).toEqual({
      verdict: 'accepted',
      findings: [],
    })
  })

  it('can be too late', () => {
    const late = push({ body: request, diagnosing: { durationMs: 5001 } })
    expect(late).toMatchObject({ verdict: 'retried', findings: [{ code: 'reply.too-late' }] })
  })

  it('is compared with what earlier deliveries got', () => {
    const earlier = {
      receivedAt: 0,
      attempt: 1,
      findings: [],
      response: { status: 200, body: xml('o1'), durationMs: 1 },
    }
    const again = push({
      body: request,
      draft: { type: 'text', content: 'other' },
      diagnosing: { attempt: 2, before: [earlier as unknown as Exchange] },
    })
    expect(again.findings.map(({ code }) => code)).toEqual(['retry.duplicate', 'retry.not-deduplicated'])
    expect(again.verdict).toBe('accepted')
  })

  it('may be the one failure too many', () => {
    const recent = Array.from({ length: 4 }, () => ({ receivedAt: 0, verdict: 'retried' as const }))
    const codes = (durationMs: number) =>
      push({ body: request, diagnosing: { recent, durationMs } }).findings.map(({ code }) => code)
    expect(codes(6000)).toEqual(['reply.too-late', 'retry.muted'])
    expect(codes(1)).toEqual([])
  })
})
