import type { Bilingual } from '../contract/text.ts'
import type { MessageField } from './message-field.ts'

export interface ReplySample {
  type: string
  title: Bilingual
  fields: MessageField[]
}

export interface ReplyAddress {
  /** The user's OpenID: the request's FromUserName. */
  toUserName: string
  /** The account's `gh_…`: the request's ToUserName. */
  fromUserName: string
  /** Unix time in seconds. */
  createTime: number
}

const MEDIA_ID = 'jZJn3bQpP6i5Fm2hZlVdx0Yb1mEwq9GkT7uA4cXoLrs'

/**
 * Returns one believable passive reply of each type, in the order of the official page.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export function createReplySamples(address: ReplyAddress): ReplySample[] {
  return BODIES.map(({ type, title, body }) => ({
    type,
    title,
    fields: [
      text('ToUserName', address.toUserName),
      text('FromUserName', address.fromUserName),
      { name: 'CreateTime', kind: 'bare', value: String(address.createTime) },
      text('MsgType', type),
      ...body,
    ],
  }))
}

function text(name: string, value: string): MessageField {
  return { name, kind: 'cdata', value }
}

function group(name: string, ...children: MessageField[]): MessageField {
  return { name, children }
}

const BODIES: { type: string; title: Bilingual; body: MessageField[] }[] = [
  {
    type: 'text',
    title: { zh: '回复文本', en: 'Text reply' },
    body: [text('Content', '您好，我们每天 9:00–21:00 营业 😊\n回复「人工」可转接客服。')],
  },
  {
    type: 'image',
    title: { zh: '回复图片', en: 'Image reply' },
    body: [group('Image', text('MediaId', MEDIA_ID))],
  },
  {
    type: 'voice',
    title: { zh: '回复语音', en: 'Voice reply' },
    body: [group('Voice', text('MediaId', MEDIA_ID))],
  },
  {
    type: 'video',
    title: { zh: '回复视频', en: 'Video reply' },
    body: [
      group(
        'Video',
        text('MediaId', MEDIA_ID),
        text('Title', '新店探访'),
        text('Description', '三分钟看完新店'),
      ),
    ],
  },
  {
    type: 'music',
    title: { zh: '回复音乐', en: 'Music reply' },
    body: [
      group(
        'Music',
        text('Title', '晚风'),
        text('Description', '本周歌单'),
        text('MusicUrl', 'http://example.com/music/evening.mp3'),
        text('HQMusicUrl', 'http://example.com/music/evening-hq.mp3'),
        text('ThumbMediaId', MEDIA_ID),
      ),
    ],
  },
  {
    type: 'news',
    title: { zh: '回复图文', en: 'News reply' },
    body: [
      { name: 'ArticleCount', kind: 'bare', value: '1' },
      group(
        'Articles',
        group(
          'item',
          text('Title', '新店开业'),
          text('Description', '本周六上午十点，欢迎来坐坐'),
          text('PicUrl', 'http://example.com/cover-360x200.jpg'),
          text('Url', 'http://example.com/articles/1'),
        ),
      ),
    ],
  },
  {
    type: 'transfer_customer_service',
    title: { zh: '转接客服', en: 'Hand over to customer service' },
    body: [group('TransInfo', text('KfAccount', 'test1@test'))],
  },
]
