import type { ExchangeMessage } from '../contract/exchange.ts'
import type { PhoneItem, PhoneNews } from '../contract/phone-view.ts'
import { countArticlesShown } from '../diagnosis/reply/articles.ts'
import { readReply } from '../diagnosis/reply/read-reply.ts'
import { elementsOf, findField } from '../diagnosis/reply/reply-document.ts'
import type { ReplyDocument } from '../diagnosis/reply/reply-document.ts'
import { findFields } from '../diagnosis/reply/root.ts'
import type { XmlElement } from '../xml/tree.ts'
import { describeAddress, describePicture, DESCRIPTION_MAX, endOfId, shorten, TITLE_MAX } from './bounds.ts'
import { readAccountsText } from './text-runs.ts'

/** A longer reply is not read: WeChat's own limits lie far below. */
const BODY_MAX = 256 * 1024

/** More articles than these are only counted. */
const ARTICLES_DRAWN = 12

/**
 * Returns what a reply that WeChat takes looks like, read as the diagnosis reads it; null if it cannot be read, or is an
 * envelope.
 */
export function readReplyItem(body: Uint8Array, message: ExchangeMessage | null): PhoneItem | null {
  const read = body.length > BODY_MAX ? null : readReply(body)
  if (read?.kind !== 'xml' || !read.parsed.ok) return null
  const { document } = findFields(read.source, read.parsed.document.root)
  return document && describeReply(document, message)
}

function describeReply({ root, path }: ReplyDocument, message: ExchangeMessage | null): PhoneItem | null {
  const group = (name: string) => findField(root, path, name)?.element ?? null
  const type = valueIn(root, 'MsgType').trim()
  switch (type) {
    case '':
      return null
    case 'text':
      return readAccountsText(valueIn(root, 'Content'))
    case 'image':
      return { kind: 'image', mediaId: mediaIdIn(group('Image')) }
    case 'voice':
      return { kind: 'voice', mediaId: mediaIdIn(group('Voice')) }
    case 'video': {
      const video = group('Video')
      return { kind: 'video', mediaId: mediaIdIn(video), ...titlesIn(video) }
    }
    case 'music': {
      const music = group('Music')
      return {
        kind: 'music',
        ...titlesIn(music),
        address: describeAddress(valueIn(music, 'MusicUrl') || valueIn(music, 'HQMusicUrl')),
        thumb: mediaIdIn(music, 'ThumbMediaId'),
      }
    }
    case 'news':
      return describeNews(group('Articles'), countArticlesShown(message))
    case 'transfer_customer_service':
      return {
        kind: 'transfer',
        to: 'agent',
        account: shorten(valueIn(group('TransInfo'), 'KfAccount').trim(), TITLE_MAX),
      }
    case 'transfer_biz_ai_ivr':
      return { kind: 'transfer', to: 'ai', account: '' }
    default:
      return { kind: 'other', type: shorten(type, TITLE_MAX) }
  }
}

function describeNews(articles: XmlElement | null, limit: number): PhoneNews {
  const items = articles ? elementsOf(articles).filter(({ name }) => name === 'item') : []
  const drawn = items.slice(0, ARTICLES_DRAWN).map((item, index) => ({
    ...titlesIn(item),
    picture: describePicture(valueIn(item, 'PicUrl')),
    address: describeAddress(valueIn(item, 'Url')),
    isShown: index < limit,
  }))
  return { kind: 'news', articles: drawn, count: items.length, limit }
}

function titlesIn(element: XmlElement | null): { title: string; description: string } {
  return {
    title: shorten(valueIn(element, 'Title'), TITLE_MAX),
    description: shorten(valueIn(element, 'Description'), DESCRIPTION_MAX),
  }
}

function mediaIdIn(element: XmlElement | null, name = 'MediaId'): string {
  return endOfId(valueIn(element, name))
}

function valueIn(element: XmlElement | null, name: string): string {
  return element ? (findField(element, '', name)?.value ?? '') : ''
}
