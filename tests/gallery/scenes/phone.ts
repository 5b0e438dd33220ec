import { expect } from '@playwright/test'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import type { AnswerRule, RuleMatch } from '../../../src-core/contract/rules.ts'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Posting, Scene, State } from '../scene.ts'

const ARTICLE = {
  title: '春季新品上市：满 200 减 50，门店与小程序同步开售，先到先得，欢迎转发给朋友',
  description: '点开看看本周的新品和优惠，每天 9:00 开始。',
  picUrl: 'https://img.example/cover.jpg',
  url: 'https://a.example/s/1',
}
const ARTICLES = [ARTICLE, { ...ARTICLE, title: '第二篇' }, { ...ARTICLE, title: '第三篇', picUrl: '' }]
const MEDIA_ID = 'jZJn3bQpP6i5Fm2hZlVdx0Yb1mEwq9GkT7uA4cXoLrs'
const LONG = '很长的回复。'.repeat(60)

/** The reply to each text, which is the name of its state. */
const REPLIES: Record<string, ReplyDraft> = {
  text: {
    type: 'text',
    content: `您好/::) 我们每天 9:00–21:00 营业 😊\n<a href="https://a.example/menu">查看菜单</a>\n或者访问 https://a.example/very/long/address?with=parameters&and=more，欢迎！`,
  },
  'safe length': { type: 'text', content: `${LONG}${LONG}`.slice(0, 640) },
  'other scripts': {
    type: 'text',
    content: 'مرحبا، نفتح الساعة 9:00 👨‍👩‍👧‍👦\n<img src=x onerror=alert(1)> <b>粗</b>',
  },
  news: { type: 'news', articles: ARTICLES },
  'one article': { type: 'news', articles: [ARTICLE] },
  music: {
    type: 'music',
    title: '平凡之路',
    description: '朴树',
    musicUrl: 'https://m.example/a.mp3',
    hqMusicUrl: '',
    thumbMediaId: 'thumb12345678',
  },
  picture: { type: 'image', mediaId: MEDIA_ID },
  voice: { type: 'voice', mediaId: MEDIA_ID },
  video: { type: 'video', mediaId: MEDIA_ID, title: '门店介绍', description: '带您逛一逛新开的门店' },
  fault: { type: 'text', content: '' },
  nothing: { type: 'success' },
  transfer: { type: 'transfer_customer_service', kfAccount: '' },
}

function ruleOf(
  id: string,
  match: RuleMatch,
  reply: ReplyDraft,
  fault: AnswerRule['fault'] = 'none',
): AnswerRule {
  return { id, name: id, enabled: true, match, reply, delayMs: 0, fault }
}

const rules = [
  ...Object.entries(REPLIES).map(([name, reply], index) =>
    ruleOf(`rule${index}`, { text: { how: 'equals', value: name } }, reply),
  ),
  ruleOf('retries', { text: { how: 'equals', value: 'retries' } }, REPLIES['text']!, 'http-500'),
  ruleOf(
    'event',
    { event: 'CLICK' },
    { type: 'news', articles: [...ARTICLES, ...ARTICLES, ...ARTICLES, ARTICLE] },
  ),
]

const textOf = (content: string) => ({ fields: `<Content><![CDATA[${content}]]></Content>` })

/** Answered with HTTP 500, so that WeChat would ask again. */
const RETRIED = { ...textOf('retries'), msgId: '24817305528649999' }

/** What users send besides texts. */
const SENT: Record<string, Posting> = {
  'sent picture': {
    type: 'image',
    fields: `<PicUrl>http://mmbiz.qpic.cn/mmbiz_jpg/x/0</PicUrl><MediaId>${MEDIA_ID}</MediaId>`,
  },
  'sent voice': {
    type: 'voice',
    fields: `<MediaId>${MEDIA_ID}</MediaId><Format>amr</Format><Recognition>几点开门</Recognition>`,
  },
  'sent video': {
    type: 'video',
    fields: `<MediaId>${MEDIA_ID}</MediaId><ThumbMediaId>t</ThumbMediaId>`,
  },
  'sent place': {
    type: 'location',
    fields:
      '<Location_X>23.134521</Location_X><Location_Y>113.358803</Location_Y><Scale>20</Scale><Label>广州市海珠区客村艺苑路 106 号</Label>',
  },
  'sent link': {
    type: 'link',
    fields:
      '<Title>公众平台开发文档</Title><Description>接收普通消息</Description><Url>https://developers.weixin.qq.com/doc/</Url>',
  },
}

/** These are laid out like another of the list. */
const ALIKE = [
  'text',
  'safe length',
  'other scripts',
  'news',
  'one article',
  'music',
  'picture',
  'voice',
  'video',
  'fault',
  'nothing',
  'transfer',
  'sent picture',
  'sent voice',
  'sent video',
  'sent place',
  'sent link',
  'retries',
]

/** Posts a message, and shows how the phone looks then. */
function stateOf(name: string, postings: readonly Posting[]): State {
  return {
    name,
    alike: ALIKE.includes(name),
    async show({ live, receive, post, showPart }) {
      const [first, ...others] = postings
      await receive(first!)
      for (const other of others) await post(other)
      await live.rows.first().click()
      await showPart('reply')
      await expect(live.detail.getByRole('figure').first()).toBeVisible()
    },
  }
}

export const phone: Scene = {
  name: 'phone',
  prepare: (dataDir) => prepareAccount(dataDir, { rules }),
  states: [
    ...Object.keys(REPLIES).map((name) => stateOf(name, [textOf(name)])),
    stateOf('ten articles', [
      {
        type: 'event',
        fields: '<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[V1001_TODAY]]></EventKey>',
      },
    ]),
    ...Object.entries(SENT).map(([name, posting]) => stateOf(name, [posting])),
    stateOf('retries', [RETRIED, RETRIED]),
    {
      name: 'bytes',
      // A composer shows them as well.
      alike: true,
      async show({ live }) {
        await live.switchReply('bytes')
        await expect(live.detail).toContainText('00000000')
      },
    },
  ],
}
