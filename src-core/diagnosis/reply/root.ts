import type { Finding } from '../../contract/exchange.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { createFinding } from '../finding.ts'
import { elementsOf, placeOfElement, placeOfTag, renameElement, valueOf } from './reply-document.ts'
import type { ReplyDocument } from './reply-document.ts'
import { mendText } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'

/**
 * Finds the element that holds the fields, and the faults of the elements around it; null if the text is no reply at
 * all.
 */
export function findFields(
  source: ReplyText,
  root: XmlElement,
): { document: ReplyDocument | null; findings: Finding[] } {
  const document: ReplyDocument = { ...source, root, path: `/${root.name}` }
  const other = createOtherAnswer(document)
  if (other) return { document: null, findings: [other] }
  if (root.name !== 'xml') {
    const isSpelling = root.name.toLowerCase() === 'xml'
    const finding = createOtherRoot(document, isSpelling)
    return { document: isSpelling ? document : null, findings: [finding] }
  }
  const [inner, ...others] = elementsOf(root)
  if (inner?.name !== 'xml' || others.length > 0) return { document, findings: [] }
  return {
    document: { ...document, root: inner, path: '/xml/xml' },
    findings: [createDoubled(document, inner)],
  }
}

/** Names an answer that was put into XML as a text, and the answer of WeChat Pay. */
function createOtherAnswer(document: ReplyDocument): Finding | null {
  const { root, path } = document
  const text = elementsOf(root).length === 0 ? valueOf(root).trim() : ''
  const isPay = root.name === 'xml' && elementsOf(root).some(({ name }) => name === 'return_code')
  if (text !== 'success' && !/^<(?:\?xml\s|xml>)[^]*<\/xml>$/.test(text) && !isPay) return null
  const shown = root.name.slice(0, 60)
  return createFinding(
    'reply.structure',
    {
      title: isPay
        ? {
            zh: '这是给微信支付的响应，不是给公众号的',
            en: 'This is a response for WeChat Pay, not a reply of an account',
          }
        : {
            zh: `整个回复被当成文字放进了 <${shown}>`,
            en: `The whole reply was put into <${shown}> as a text`,
          },
      detail: isPay
        ? {
            zh: '公众号的消息只认 success、空的响应体，或带 MsgType 的回复；return_code 是微信支付通知的响应。',
            en: 'A message to an account wants success, an empty body or a reply with a MsgType; return_code is the response to a notice of WeChat Pay.',
          }
        : {
            zh: '返回的字符串又被序列化成了一个 XML 元素；微信找不到回复的字段，用户会看到故障提示。',
            en: 'The string that was returned got serialised as an XML element; WeChat does not find the fields, and the user sees the fault prompt.',
          },
      fix: isPay
        ? {
            zh: '不回复时返回 success；两种通知用不同的地址。',
            en: 'Return success to say nothing, and give the two kinds of notices different addresses.',
          }
        : {
            zh: '直接写出文本：ASP.NET 用 Content(xml, "text/xml") 或 HttpResponseMessage，Spring 让 produces 和返回的 String 一致。',
            en: 'Write the text itself: Content(xml, "text/xml") or an HttpResponseMessage in ASP.NET, a String with matching produces in Spring.',
          },
    },
    placeOfElement(document, root, path),
    isPay ? 'success' : text,
  )
}

function createOtherRoot(document: ReplyDocument, isSpelling: boolean): Finding {
  const { root, path } = document
  const shown = root.name.slice(0, 60)
  return createFinding(
    'reply.structure',
    {
      title: {
        zh: `根元素是 <${shown}>，应为 <xml>`,
        en: `The root is <${shown}>; it must be <xml>`,
      },
      detail: {
        zh: `微信只认名为 xml 的根元素，区分大小写。\n- <${shown}>\n+ <xml>`,
        en: `WeChat takes no root but xml, in lower case.\n- <${shown}>\n+ <xml>`,
      },
      fix: {
        zh: '给序列化库指定根元素的名称（如 Jackson 的 @JacksonXmlRootElement、JAXB 的 @XmlRootElement、Go 的 XMLName 加标签 `xml:"xml"`）。',
        en: 'Give the serialiser the name of the root (@JacksonXmlRootElement in Jackson, @XmlRootElement in JAXB, an XMLName tagged `xml:"xml"` in Go).',
      },
    },
    placeOfTag(document, root, path),
    isSpelling ? mendText(document, renameElement(document, root, 'xml')) : undefined,
  )
}

function createDoubled(document: ReplyDocument, inner: XmlElement): Finding {
  const { root, text } = document
  const { start, end } = root.range ?? { start: 0, end: 0 }
  return createFinding(
    'reply.structure',
    {
      title: { zh: '根元素 <xml> 写了两层', en: 'The root <xml> is doubled' },
      detail: {
        zh: '框架已经套了一层 <xml>，代码里又写了一层。\n- <xml><xml>…</xml></xml>\n+ <xml>…</xml>',
        en: 'A framework put one <xml> around another that was there already.\n- <xml><xml>…</xml></xml>\n+ <xml>…</xml>',
      },
      fix: { zh: '去掉其中一层。', en: 'Leave one of them out.' },
    },
    placeOfElement(document, inner, '/xml/xml'),
    mendText(document, [{ start, end, text: text.slice(inner.range?.start, inner.range?.end) }]),
  )
}
