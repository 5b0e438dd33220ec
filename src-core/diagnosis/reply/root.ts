import type { Finding } from '../../contract/exchange.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { createFinding } from '../finding.ts'
import { elementsOf, placeOfElement, placeOfTag, renameElement } from './reply-document.ts'
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
        zh: '给序列化库指定根元素的名称（如 Jackson 的 @JacksonXmlRootElement、JAXB 的 @XmlRootElement）。',
        en: 'Give the serialiser the name of the root (@JacksonXmlRootElement in Jackson, @XmlRootElement in JAXB).',
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
