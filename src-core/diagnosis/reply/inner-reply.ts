import type { Finding } from '../../contract/exchange.ts'
import { parseLenientText } from '../../xml/parse/lenient.ts'
import { createFinding } from '../finding.ts'
import { decodeReferences } from './references.ts'
import { MAX_MENDED_LENGTH, placeIn } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'
import { isWellFormed } from './well-formedness.ts'

/**
 * Finds a whole reply that became the Content of another. Looks at the text and not at the tree: mostly the `]]>` in it
 * were not split, so that there is no tree.
 */
export function judgeInnerReply(source: ReplyText): Finding[] {
  const { text } = source
  const start = text.indexOf('<Content>')
  const end = text.lastIndexOf('</Content>')
  if (start < 0 || end < start || text.length > MAX_MENDED_LENGTH) return []
  const inner = findInner(text.slice(start + '<Content>'.length, end))
  if (inner === null) return []
  const isReply = isWellFormed(parseLenientText(inner))
  return [
    createFinding(
      'reply.unreadable',
      {
        title: {
          zh: 'Content 里套了整个回复的 XML',
          en: 'A whole reply stands within the Content of another reply',
        },
        detail: {
          zh: '框架已经把处理函数的返回值包成了文本回复，返回的却又是 XML。用户看到的是 XML 原文，到第一个 ]]> 为止。',
          en: 'A framework wrapped what the handler returned into a text reply, and that was XML already. The user reads raw XML, up to the first ]]>.',
        },
        fix: {
          zh: '让处理函数只返回文字，或返回框架的回复对象（图文、图片等），不要自己拼 XML。',
          en: 'Let the handler return the text alone, or the framework’s own reply object (news, image …), and no XML.',
        },
      },
      placeIn(source, start, end + '</Content>'.length, '/xml/Content'),
      isReply ? inner : undefined,
    ),
  ]
}

/** Returns the innermost reply in a content, with its CDATA markers or its escapes undone; null if there is none. */
function findInner(content: string): string | null {
  const trimmed = content.trim()
  const section = /^<!\[CDATA\[([^]*)\]\]>$/.exec(trimmed)?.[1]
  // Where the outer section was split rightly, the halves are put together again.
  const raw = (section ?? trimmed).trim().replaceAll(']]]]><![CDATA[>', ']]>')
  const text = /^&lt;\??xml/.test(raw) ? decodeReferences(raw) : raw
  if (!/^(?:<\?xml\s[^>]*\?>\s*)?<xml>/.test(text) || !/<(?:MsgType|ToUserName)>/.test(text)) return null
  const end = text.lastIndexOf('</xml>')
  return end < 0 ? null : text.slice(0, end + '</xml>'.length)
}
