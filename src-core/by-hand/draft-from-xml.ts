import type { ReplyDraft } from '../contract/reply-draft.ts'
import { toSimple } from '../xml/json/simple.ts'
import { simpleFromXml } from '../xml/json/simple-from-xml.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import { composeReply } from '../exchange/compose.ts'
import type { ReplyAddress } from '../exchange/compose.ts'
import { readField } from '../exchange/receive.ts'

type Json = Record<string, unknown>

/**
 * Returns the draft of a form that gives the same document as this free XML, apart from CreateTime and the order of
 * elements; null if no form can, or if the XML is addressed to somebody else than `address`. So form and free XML stay
 * in step, and a look at the form loses nothing that was typed.
 */
export function readReply(xml: string, address: ReplyAddress): ReplyDraft | null {
  if (xml.trim() === 'success') return { type: 'success' }
  if (xml.trim() === '') return { type: 'empty' }
  const written = readRoot(xml)
  const draft = written && readDraft(written)
  if (!written || !draft) return null
  // Checked first, since no draft could be composed with an address that XML cannot carry.
  if (leaf(written, 'ToUserName') !== address.to || leaf(written, 'FromUserName') !== address.from)
    return null
  const composed = readRoot(composeReply(draft, address, 0))
  return composed && describe(composed) === describe(written) ? draft : null
}

function readRoot(xml: string): Json | null {
  const parsed = parseLenient(new TextEncoder().encode(xml))
  if (!parsed.ok || parsed.recoveries.length > 0) return null
  const { issues } = simpleFromXml(parsed.document)
  const root = (toSimple(parsed.document) as Json)['xml']
  // A comment or stray text would be lost; whether a text stands in CDATA makes no difference to WeChat.
  return issues.some(({ code }) => code.endsWith('_DROPPED')) || !isObject(root) ? null : root
}

function readDraft(root: Json): ReplyDraft | null {
  const type = leaf(root, 'MsgType')
  switch (type) {
    case 'text':
      return { type, content: leaf(root, 'Content') }
    case 'image':
      return { type, mediaId: leaf(root['Image'], 'MediaId') }
    case 'voice':
      return { type, mediaId: leaf(root['Voice'], 'MediaId') }
    case 'video': {
      const video = root['Video']
      const [mediaId, title, description] = ['MediaId', 'Title', 'Description'].map((name) =>
        leaf(video, name),
      )
      return { type, mediaId: mediaId!, title: title!, description: description! }
    }
    case 'music': {
      const music = root['Music']
      return {
        type,
        title: leaf(music, 'Title'),
        description: leaf(music, 'Description'),
        musicUrl: leaf(music, 'MusicUrl'),
        hqMusicUrl: leaf(music, 'HQMusicUrl'),
        thumbMediaId: leaf(music, 'ThumbMediaId'),
      }
    }
    case 'news': {
      const articles = root['Articles']
      const items = isObject(articles) ? [articles['item'] ?? []].flat() : []
      return {
        type,
        articles: items.map((item) => ({
          title: leaf(item, 'Title'),
          description: leaf(item, 'Description'),
          picUrl: leaf(item, 'PicUrl'),
          url: leaf(item, 'Url'),
        })),
      }
    }
    case 'transfer_customer_service':
      return { type, kfAccount: leaf(root['TransInfo'], 'KfAccount') }
    default:
      return null
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function leaf(parent: unknown, name: string): string {
  return readField({ parent }, name) ?? ''
}

/**
 * Returns the same text for the same elements with the same values, in any order, in CDATA or not; CreateTime apart.
 */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describe).join()}]`
  if (!isObject(value)) return JSON.stringify(String(value))
  const entries = Object.entries(value).filter(([name]) => name !== 'CreateTime')
  const described = entries.map(([name, inner]) => `${JSON.stringify(name)}:${describe(inner)}`)
  return `{${described.toSorted().join()}}`
}
