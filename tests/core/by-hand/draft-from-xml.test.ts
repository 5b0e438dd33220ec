import { describe, expect, it } from 'vitest'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import { composeReply } from '../../../src-core/exchange/compose.ts'
import { readReply } from '../../../src-core/by-hand/draft-from-xml.ts'

const address = { to: 'oia2TjuEGTNoeX76QEjQNrcURxG8', from: 'gh_7f083739789a' }
const article = { title: '新店开业', description: '', picUrl: 'http://a/b.jpg?x=1&y=2', url: 'http://a/1' }

const drafts: ReplyDraft[] = [
  { type: 'success' },
  { type: 'empty' },
  { type: 'text', content: '' },
  { type: 'text', content: '第一行\n第二行 😊 <a href="x">1 & 2</a> ]]> 完 ' },
  { type: 'text', content: '0012' },
  { type: 'image', mediaId: 'm1' },
  { type: 'voice', mediaId: '' },
  { type: 'video', mediaId: 'm', title: '', description: '' },
  { type: 'video', mediaId: 'm', title: '新店', description: '三分钟' },
  { type: 'music', title: '', description: '', musicUrl: '', hqMusicUrl: '', thumbMediaId: 't' },
  {
    type: 'music',
    title: '晚风',
    description: '歌',
    musicUrl: 'http://a',
    hqMusicUrl: 'http://b',
    thumbMediaId: 't',
  },
  { type: 'news', articles: [] },
  { type: 'news', articles: [article] },
  { type: 'news', articles: [article, { ...article, title: '第二条' }] },
  { type: 'transfer_customer_service', kfAccount: '' },
  { type: 'transfer_customer_service', kfAccount: 'test1@test' },
]

const compose = (draft: ReplyDraft) => composeReply(draft, address, 1_700_000_000_000)
const TEXT = compose({ type: 'text', content: '你好' })

describe('the form of free XML', () => {
  it.each(drafts.map((draft) => [JSON.stringify(draft), draft] as const))(
    'is the form that wrote it: %s',
    (_name, draft) => {
      expect(readReply(compose(draft), address)).toEqual(draft)
    },
  )

  const same: [what: string, xml: string][] = [
    ['another time', TEXT.replace('1700000000', '1')],
    ['no time', TEXT.replace(/<CreateTime>.*<\/CreateTime>/, '')],
    ['a text outside CDATA', TEXT.replace('<![CDATA[你好]]>', '你好')],
    [
      'elements in another order',
      TEXT.replace(/(<MsgType>.*<\/MsgType>)\s*(<Content>.*<\/Content>)/, '$2$1'),
    ],
    ['line ends between the elements', TEXT.replaceAll('><', '>\r\n  <')],
  ]
  it.each(same)('is found whatever makes no difference: %s', (_what, xml) => {
    expect(xml).not.toBe(TEXT)
    expect(readReply(xml, address)).toEqual({ type: 'text', content: '你好' })
  })

  const different: [what: string, xml: string][] = [
    ['a comment', TEXT.replace('<MsgType>', '<!-- 草稿 --><MsgType>')],
    ['an attribute', TEXT.replace('<Content>', '<Content lang="zh">')],
    ['an element of another type', TEXT.replace('</xml>', '<MediaId>1</MediaId></xml>')],
    ['an element twice', TEXT.replace('</xml>', '<Content>2</Content></xml>')],
    ['text between the elements', TEXT.replace('<MsgType>', '零散<MsgType>')],
    ['another recipient', TEXT.replace(address.to, 'oOther')],
    [
      'sender and recipient mixed up',
      composeReply({ type: 'text', content: '你好' }, { to: address.from, from: address.to }, 0),
    ],
    ['no sender', TEXT.replace(/<FromUserName>.*<\/FromUserName>/, '')],
    ['a type that has no form', TEXT.replace('[text]', '[device_text]')],
    ['a type in another letter case', TEXT.replace('[text]', '[Text]')],
    [
      'a count that is not the number of articles',
      compose({ type: 'news', articles: [article] }).replace('>1<', '>2<'),
    ],
    ['what is broken', TEXT.replace('</Content>', '')],
    ['what is no reply', 'hello'],
    ['JSON', '{"xml":{}}'],
    ['an empty root', '<xml></xml>'],
  ]
  it.each(different)('is not there where a form would lose or change something: %s', (_what, xml) => {
    expect(xml).not.toBe(TEXT)
    expect(readReply(xml, address)).toBeNull()
  })

  it('is not there where the recipient has a name that XML cannot carry', () => {
    expect(readReply(TEXT, { ...address, to: 'o\u0002x' })).toBeNull()
  })
})
