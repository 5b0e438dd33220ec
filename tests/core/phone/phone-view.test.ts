import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ExchangeMessage } from '../../../src-core/contract/exchange.ts'
import type { PhoneItem, PhoneOutcome, PhoneSent } from '../../../src-core/contract/phone-view.ts'
import { judgeAnswer } from '../../../src-core/diagnosis/answer.ts'
import { readMessageText } from '../../../src-core/exchange/receive.ts'
import { createPhoneView } from '../../../src-core/phone/phone-view.ts'
import {
  ACCOUNT,
  createJudged,
  createMessage,
  createNews,
  createReply,
  TEXT,
  USER,
} from '../diagnosis/reply/replies.ts'
import type { Reply } from '../diagnosis/reply/replies.ts'

/** Judges a reply as an exchange has it judged, and draws the phone. */
function draw(reply: Reply, message: ExchangeMessage = createMessage(), attempt = 1) {
  const judged = createJudged(reply)
  return createPhoneView(
    { message, receivedAt: 1_700_000_000_000, attempt },
    { ...judgeAnswer(judged, { message }), body: judged.body },
  )!
}

function push(type: string, fields: string): ExchangeMessage {
  return readMessageText(
    `<xml><ToUserName>${ACCOUNT}</ToUserName><FromUserName>${USER}</FromUserName><MsgType>${type}</MsgType>${fields}</xml>`,
  )!
}

describe('the user’s side', () => {
  const cases: [name: string, message: ExchangeMessage, sent: PhoneSent | object][] = [
    [
      'a text with a face',
      push('text', '<Content><![CDATA[早/::) <a href="https://a.cn">b</a>]]></Content>'),
      {
        kind: 'text',
        // The user writes no markup; an address in a text is a link all the same.
        runs: [
          { kind: 'text', text: '早' },
          { kind: 'face', code: '/::)', emoji: '🙂' },
          { kind: 'text', text: ' <a href="' },
          { kind: 'link', text: 'https://a.cn', address: { opens: 'web', text: 'https://a.cn' } },
          { kind: 'text', text: '">b</a>' },
        ],
      },
    ],
    [
      'a picture',
      push('image', '<PicUrl>http://mmbiz.qpic.cn/mmbiz_jpg/x/0</PicUrl><MediaId>abcdefghijklmnop</MediaId>'),
      { kind: 'image', picture: { host: 'mmbiz.qpic.cn', file: '0' }, mediaId: '…ijklmnop' },
    ],
    [
      'a voice message with its words',
      push('voice', '<MediaId>m</MediaId><Format>amr</Format><Recognition>几点开门</Recognition>'),
      { kind: 'voice', format: 'amr', words: '几点开门', mediaId: 'm' },
    ],
    ['a short video', push('shortvideo', '<MediaId>m</MediaId>'), { kind: 'video', mediaId: 'm' }],
    [
      'a place',
      push('location', '<Location_X>23.1</Location_X><Location_Y>113.3</Location_Y><Label>客村</Label>'),
      { kind: 'place', label: '客村', latitude: '23.1', longitude: '113.3' },
    ],
    [
      'a link',
      push('link', '<Title>t</Title><Description>d</Description><Url>https://mp.weixin.qq.com/s/a</Url>'),
      {
        kind: 'link',
        title: 't',
        description: 'd',
        address: { opens: 'web', text: 'https://mp.weixin.qq.com/s/a' },
      },
    ],
    ['a file', push('file', '<Title>a.pdf</Title>'), { kind: 'file', title: 'a.pdf' }],
    [
      'a page of a mini program',
      push('miniprogrampage', '<Title>t</Title><PagePath>pages/a</PagePath>'),
      { kind: 'mini-program', title: 't', path: 'pages/a' },
    ],
    ['a type that nobody knows', push('sticker', ''), { kind: 'other', type: 'sticker' }],
    [
      'a push without a type',
      push('', '<InfoType>authorized</InfoType>'),
      { kind: 'other', type: 'authorized' },
    ],
  ]
  it.each(cases)('is %s', (_name, message, sent) => {
    expect(draw('success', message).sent).toMatchObject(sent)
  })

  it.each([
    ['CLICK', '<EventKey>V1001_TODAY</EventKey>', '点击菜单 V1001_TODAY', 'Tapped the menu item V1001_TODAY'],
    ['subscribe', '', '关注', 'Followed the account'],
    [
      'subscribe',
      '<EventKey>qrscene_12</EventKey>',
      '扫码关注，场景值 12',
      'Scanned a QR code and followed, scene 12',
    ],
    ['scan', '<EventKey>12</EventKey>', '扫描二维码，场景值 12', 'Scanned a QR code, scene 12'],
    [
      'VIEW',
      '<EventKey>http://a.cn</EventKey>',
      '点击菜单，打开 http://a.cn',
      'Tapped the menu, opened http://a.cn',
    ],
    [
      'LOCATION',
      '<Latitude>23.1</Latitude><Longitude>113.3</Longitude>',
      '上报位置 23.1, 113.3',
      'Reported the position 23.1, 113.3',
    ],
    ['card_pass_check', '', '卡券审核通过（card_pass_check）', expect.stringContaining('(card_pass_check)')],
    ['never_heard_of', '<EventKey>k</EventKey>', '事件 never_heard_of k', 'Event never_heard_of k'],
    ['', '', '事件', 'Event'],
    ['CLICK', '', '点击菜单', 'Tapped the menu'],
    ['VIEW', '', '点击菜单', 'Tapped the menu'],
    ['SCAN', '', '扫描二维码', 'Scanned a QR code'],
    ['LOCATION', '', '上报位置', 'Reported the position'],
    [
      'subscribe',
      '<EventKey>last_trade_no_1</EventKey>',
      '关注，来自 last_trade_no_1',
      'Followed the account, from last_trade_no_1',
    ],
    [
      'view_miniprogram',
      '<EventKey>pages/a</EventKey>',
      '点击菜单，打开小程序 pages/a',
      'Tapped the menu, opened a mini program at pages/a',
    ],
  ])('is a line for the event %s %s', (event, fields, zh, en) => {
    const message = push('event', `<Event>${event}</Event>${fields}`)
    expect(draw('success', message).sent).toEqual({ kind: 'event', says: { zh, en } })
  })
})

describe('a reply that WeChat takes', () => {
  const cases: [name: string, reply: string, item: PhoneItem | object][] = [
    ['a text', TEXT, { kind: 'text', runs: [{ kind: 'text', text: '你好' }], characters: 2, left: 0 }],
    [
      'a picture',
      createReply('image', '<Image><MediaId>abcdefghijklmnop</MediaId></Image>'),
      { kind: 'image', mediaId: '…ijklmnop' },
    ],
    [
      'a voice message',
      createReply('voice', '<Voice><MediaId>m</MediaId></Voice>'),
      { kind: 'voice', mediaId: 'm' },
    ],
    [
      'a video',
      createReply('video', '<Video><MediaId>m</MediaId><Title>t</Title><Description>d</Description></Video>'),
      { kind: 'video', mediaId: 'm', title: 't', description: 'd' },
    ],
    [
      'music',
      createReply(
        'music',
        '<Music><Title>t</Title><MusicUrl>https://a.cn/b.mp3</MusicUrl><ThumbMediaId>m</ThumbMediaId></Music>',
      ),
      {
        kind: 'music',
        title: 't',
        description: '',
        address: { opens: 'web', text: 'https://a.cn/b.mp3' },
        thumb: 'm',
      },
    ],
    [
      'a transfer',
      createReply('transfer_customer_service', ''),
      { kind: 'transfer', to: 'agent', account: '' },
    ],
    [
      'a transfer to one agent',
      createReply(
        'transfer_customer_service',
        '<TransInfo><KfAccount>kf1@gh_account</KfAccount></TransInfo>',
      ),
      { kind: 'transfer', to: 'agent', account: 'kf1@gh_account' },
    ],
    [
      'a transfer to WeChat’s AI',
      createReply('transfer_biz_ai_ivr', ''),
      { kind: 'transfer', to: 'ai', account: '' },
    ],
    ['one for hardware', createReply('device_text', ''), { kind: 'other', type: 'device_text' }],
  ]
  it.each(cases)('is %s', (_name, reply, item) => {
    expect(draw(reply).outcome).toMatchObject({ kind: 'shown', item })
  })

  it('names media by the end of its id, and no half of an emoji', () => {
    const reply = createReply('image', '<Image><MediaId>abc😀bcdefgh</MediaId></Image>')
    expect(draw(reply).outcome).toMatchObject({ item: { mediaId: '…bcdefgh' } })
  })

  it('may be written before the message comes: nobody is there yet, and most articles are shown', () => {
    const body = new TextEncoder().encode(createNews(9))
    const question = { message: null, receivedAt: 0, attempt: 1 }
    const view = createPhoneView(question, { verdict: 'accepted', findings: [], body })
    expect(view).toMatchObject({ sent: null, outcome: { kind: 'shown', item: { count: 9, limit: 8 } } })
  })

  it.each([
    ['text', undefined, 3, 1],
    ['image', undefined, 3, 1],
    ['voice', undefined, 3, 1],
    ['video', undefined, 3, 1],
    ['link', undefined, 3, 1],
    ['location', undefined, 3, 1],
    ['event', 'CLICK', 3, 3],
    ['event', 'CLICK', 10, 8],
    ['text', undefined, 1, 1],
  ])('has articles in answer to %s %s: of %i it shows %i', (type, event, count, shown) => {
    const { outcome } = draw(createNews(count), createMessage(type, event))
    const item = outcome.kind === 'shown' && outcome.item.kind === 'news' ? outcome.item : null
    expect(item?.count).toBe(count)
    expect(item?.articles).toHaveLength(count)
    expect(item?.articles.map(({ isShown }) => isShown)).toEqual(
      Array.from({ length: count }, (_, index) => index < shown),
    )
    expect(item?.articles[0]).toEqual({
      title: 't',
      description: 'd',
      picture: { host: 'p', file: '' },
      address: { opens: 'web', text: 'http://u' },
      isShown: true,
    })
  })
})

describe('what the user gets besides', () => {
  const cases: [name: string, outcome: PhoneOutcome, reply: Reply, message?: ExchangeMessage][] = [
    ['nothing for success', { kind: 'nothing', why: 'success' }, 'success'],
    ['nothing for an empty body', { kind: 'nothing', why: 'empty' }, ''],
    [
      'nothing for a reply to an event that shows none',
      { kind: 'nothing', why: 'no-effect' },
      TEXT,
      createMessage('event', 'unsubscribe'),
    ],
    ['the fault prompt for JSON', { kind: 'fault', likely: false }, '{"a":1}'],
    [
      'the fault prompt for an empty text',
      { kind: 'fault', likely: false },
      createReply('text', '<Content></Content>'),
    ],
    [
      'most likely the fault prompt, if the fault is inferred',
      { kind: 'fault', likely: true },
      createReply('transfer_customer_service', '<TransInfo><KfAccount></KfAccount></TransInfo>'),
    ],
    [
      'nothing yet of an HTTP 500, whatever is in it',
      { kind: 'retried', likely: false, isLast: false },
      { text: TEXT, status: 500 },
    ],
    [
      'nothing yet of a reply that is late',
      { kind: 'retried', likely: false, isLast: false },
      { text: TEXT, durationMs: 5001 },
    ],
  ]
  it.each(cases)('is %s', (_name, outcome, reply, message) => {
    expect(draw(reply, message).outcome).toEqual(outcome)
  })

  it('is said of the guard, which sent success instead', () => {
    const message = createMessage()
    const body = new TextEncoder().encode('success')
    const answer = { verdict: 'ignored', findings: [], body } as const
    const question = { message, receivedAt: 0, attempt: 1 }
    expect(createPhoneView(question, { ...answer, guarded: true })?.outcome).toEqual({
      kind: 'nothing',
      why: 'guarded',
    })
    expect(createPhoneView(question, answer)?.outcome).toEqual({ kind: 'nothing', why: 'success' })
  })

  it('is not known of what was not judged, cannot be opened or cannot be read', () => {
    const question = { message: createMessage(), receivedAt: 0, attempt: 1 }
    const body = new TextEncoder().encode(TEXT)
    const accepted = { verdict: 'accepted', findings: [], body } as const
    const outcomeOf = (change: object) => createPhoneView(question, { ...accepted, ...change })?.outcome
    expect(outcomeOf({ judged: false })).toEqual({ kind: 'unknown', why: 'unjudged' })
    expect(outcomeOf({ body: null })).toEqual({ kind: 'unknown', why: 'sealed' })
    expect(outcomeOf({ body: new TextEncoder().encode('<xml><Encrypt>a</Encrypt></xml>') })).toEqual({
      kind: 'unknown',
      why: 'unreadable',
    })
    expect(outcomeOf({ body: new TextEncoder().encode(TEXT + ' '.repeat(300_000)) })).toEqual({
      kind: 'unknown',
      why: 'unreadable',
    })
  })

  it('is not known of a reply that is compressed, or says that it is', () => {
    const headers: [string, string][] = [['content-encoding', 'gzip']]
    for (const body of [gzipSync(TEXT), new TextEncoder().encode(TEXT)]) {
      expect(draw({ body, headers }).outcome).toEqual({ kind: 'unknown', why: 'packed' })
    }
    expect(draw({ body: gzipSync(TEXT) }).outcome).toEqual({ kind: 'fault', likely: true })
  })

  it('is nothing for a push in JSON, whose reply no user sees', () => {
    const message = readMessageText(
      '{"ToUserName":"gh_1","FromUserName":"o1","MsgType":"event","Event":"x"}',
    )!
    expect(draw('success', message).outcome).toEqual({ kind: 'nothing', why: 'not-a-reply' })
  })

  it('is no phone at all if the message was refused', () => {
    const question = { message: createMessage(), receivedAt: 0, attempt: 1 }
    expect(createPhoneView(question, { verdict: 'rejected', findings: [], body: null })).toBeNull()
  })
})

describe('deliveries that are to come', () => {
  it('follow a reply that is late when WeChat hangs up', () => {
    expect(draw({ text: TEXT, durationMs: 6000 }).deliveries).toEqual([
      { number: 2, afterMs: 5000, verdict: null },
      { number: 3, afterMs: 10_000, verdict: null },
    ])
  })

  it('follow any other failure at a time that is not known', () => {
    expect(draw({ text: '', status: 500 }, createMessage(), 2).deliveries).toEqual([
      { number: 3, afterMs: null, verdict: null },
    ])
  })

  it('are none after the third, and none if the reply was taken', () => {
    const third = draw({ text: '', status: 500 }, createMessage(), 3)
    expect(third.deliveries).toEqual([])
    expect(third.outcome).toMatchObject({ kind: 'retried', isLast: true })
    expect(draw(TEXT).deliveries).toEqual([])
    expect(draw('{}').deliveries).toEqual([])
  })
})

it('a hostile message and reply stay small, and are text', () => {
  const flood = '<script>alert(1)</script>&amp;'.repeat(1000)
  const message = push(
    'link',
    `<Title><![CDATA[${flood}]]></Title><Url><![CDATA[javascript:${flood}]]></Url>`,
  )
  const item = `<item><Title><![CDATA[${flood}]]></Title><Description>d</Description><PicUrl><![CDATA[file:///etc/${flood}]]></PicUrl><Url>javascript:alert(1)</Url></item>`
  const replies = [
    createReply('news', `<ArticleCount>1</ArticleCount><Articles>${item}</Articles>`),
    createReply('music', `<Music><Title><![CDATA[${flood}]]></Title><ThumbMediaId>m</ThumbMediaId></Music>`),
    createReply('text', `<Content><![CDATA[${'<a href="'.repeat(3000)}${flood}]]></Content>`),
  ]
  for (const reply of replies) {
    const body = new TextEncoder().encode(reply)
    const view = createPhoneView(
      { message, receivedAt: 0, attempt: 1 },
      { verdict: 'accepted', findings: [], body },
    )
    expect(JSON.stringify(view).length).toBeLessThan(20_000)
  }
  const { outcome, sent } = draw(replies[0]!, createMessage('event', 'CLICK'))
  expect(outcome).toMatchObject({
    item: { articles: [{ address: { opens: 'other' }, picture: { host: '' } }] },
  })
  expect(sent).toMatchObject({ kind: 'event' })
})
