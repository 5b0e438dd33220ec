import type { ExchangeMessage } from '../contract/exchange.ts'
import type { ReplyDraft } from '../contract/reply-draft.ts'
import type { MessageField } from '../wechat/message-field.ts'
import { XmlWriteError } from '../xml/write/check-writable.ts'
import { writeMessage } from '../xml/write/message.ts'

/** The receiver and the sender of a reply: those of the request, swapped. */
export interface ReplyAddress {
  /** The user's OpenID: the request's FromUserName. */
  to: string
  /** The account's `gh_…`: the request's ToUserName. */
  from: string
}

/**
 * Composes the body of a reply, exactly as it is sent. Both the preview and the reply that is sent come from here.
 * `now` is epoch milliseconds; WeChat counts CreateTime in seconds. Throws an XmlWriteError if a value cannot stand in
 * XML.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export function composeReply(draft: ReplyDraft, address: ReplyAddress, now: number): string {
  if (draft.type === 'success') return 'success'
  if (draft.type === 'empty') return ''
  if (draft.type === 'xml') return draft.xml
  return writeMessage([
    cdata('ToUserName', address.to),
    cdata('FromUserName', address.from),
    { name: 'CreateTime', kind: 'bare', value: String(Math.floor(now / 1000)) },
    cdata('MsgType', draft.type),
    ...createBody(draft),
  ])
}

/**
 * Composes the body of a reply to this message, `receivedAt` in epoch milliseconds. Returns null if there is nobody to
 * address it to, or if XML cannot carry a value: since the message is read leniently, even a sender's name may hold
 * such a character.
 */
export function composeFor(
  draft: ReplyDraft,
  message: ExchangeMessage | null,
  receivedAt: number,
): string | null {
  const needsAddress = draft.type !== 'success' && draft.type !== 'empty' && draft.type !== 'xml'
  if (needsAddress && !(message?.from && message.to)) return null
  try {
    return composeReply(draft, { to: message?.from ?? '', from: message?.to ?? '' }, receivedAt)
  } catch (error) {
    if (error instanceof XmlWriteError) return null
    throw error
  }
}

type Typed = Exclude<ReplyDraft, { type: 'success' | 'empty' | 'xml' }>

function createBody(draft: Typed): MessageField[] {
  switch (draft.type) {
    case 'text':
      return [cdata('Content', draft.content)]
    case 'image':
      return [group('Image', [cdata('MediaId', draft.mediaId)])]
    case 'voice':
      return [group('Voice', [cdata('MediaId', draft.mediaId)])]
    case 'video':
      return [
        group('Video', [
          cdata('MediaId', draft.mediaId),
          ...optional('Title', draft.title),
          ...optional('Description', draft.description),
        ]),
      ]
    case 'music':
      return [
        group('Music', [
          ...optional('Title', draft.title),
          ...optional('Description', draft.description),
          ...optional('MusicUrl', draft.musicUrl),
          ...optional('HQMusicUrl', draft.hqMusicUrl),
          cdata('ThumbMediaId', draft.thumbMediaId),
        ]),
      ]
    case 'news':
      return [
        { name: 'ArticleCount', kind: 'bare', value: String(draft.articles.length) },
        group('Articles', draft.articles.map(createArticle)),
      ]
    case 'transfer_customer_service':
      // Without an account any free agent takes over; an empty TransInfo would name one that does not exist.
      return draft.kfAccount === '' ? [] : [group('TransInfo', [cdata('KfAccount', draft.kfAccount)])]
  }
}

type Article = Extract<ReplyDraft, { type: 'news' }>['articles'][number]

function createArticle({ title, description, picUrl, url }: Article): MessageField {
  return group('item', [
    cdata('Title', title),
    cdata('Description', description),
    cdata('PicUrl', picUrl),
    cdata('Url', url),
  ])
}

function cdata(name: string, value: string): MessageField {
  return { name, kind: 'cdata', value }
}

function group(name: string, children: MessageField[]): MessageField {
  return { name, children }
}

function optional(name: string, value: string): MessageField[] {
  return value === '' ? [] : [cdata(name, value)]
}
