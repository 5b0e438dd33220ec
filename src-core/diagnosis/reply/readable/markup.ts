import { decodeReferences, findReferences } from '../references.ts'
import { quote } from '../reply-text.ts'
import { isAboutCode } from './damage.ts'
import type { Damage } from './damage.ts'

/** Finds markers of CDATA that stand within CDATA, where they are text. */
export function findMarkers(text: string): Damage | null {
  const inside = /^\s*<!\[CDATA\[([^]*)\]\]>\s*$/.exec(text)?.[1]
  if (inside === undefined) return null
  return {
    seen: text.trim(),
    says: {
      zh: '的 CDATA 套了两层，里面的标记会原样显示',
      en: 'has CDATA in its CDATA, whose markers are shown as they stand',
    },
    detail: {
      zh: '库已经写了 CDATA，传给它的值又带着一层；里面那层只是文字。',
      en: 'The library writes CDATA, and the value that it got has markers already; those inside are text.',
    },
    fix: {
      zh: '只把原文交给库，不要自己加 CDATA。',
      en: 'Give the library the bare text, without CDATA around it.',
    },
    meant: inside,
  }
}

const LINK = /(<a\s[^<>]*>)/i

/** Finds references such as `&#20320;`. Within the tag of a link they are right. */
export function findEscaped(text: string): Damage | null {
  const parts = text.split(LINK)
  const found = parts.filter((part) => !LINK.test(part)).map(findReferences)
  const seen = found.find((run) => run !== null)
  if (seen === undefined || seen === null) return null
  // Nobody quotes two references to Chinese characters in a row.
  if (isAboutCode(text) && !/[\u3400-\u9FFF]{2}/.test(decodeReferences(seen))) return null
  const double = /&(?:amp|#38|#x26);(?:#\d+|#x[0-9a-f]+|[a-z]+);/i.exec(text)?.[0]
  const shown = quote(double ?? seen)
  return {
    seen,
    says: double
      ? { zh: `里的字符被转义了两次：${shown.zh}`, en: `has characters that were escaped twice: ${shown.en}` }
      : {
          zh: `里有字符实体${shown.zh}，会原样显示`,
          en: `has the character references ${shown.en}, shown as they stand`,
        },
    detail: {
      zh: 'CDATA 里的内容不再解码，实体只在 CDATA 之外才是字符；用户看到的就是这些符号。',
      en: 'Nothing is decoded inside CDATA, where a reference is no character but its letters; they are what the user reads.',
    },
    fix: {
      zh: '放进 CDATA 的文字不要再转义：去掉 htmlspecialchars、escapeXml 之类的调用，或者让 XML 库不用 CDATA、只转义一次。',
      en: 'Escape no text that goes into CDATA: drop htmlspecialchars, escapeXml and the like, or let an XML library escape it once, without CDATA.',
    },
    meant: parts.map((part) => (LINK.test(part) ? part : decodeReferences(part))).join(''),
  }
}

const NAMES =
  'p|div|span|b|strong|i|em|u|s|font|h[1-6]|ul|ol|li|table|tbody|thead|tr|td|th|section|article|center|blockquote|pre|small|big|label|sup|sub'
const PAIR = new RegExp(`<(${NAMES})(?:\\s[^<>]*)?>(?=[^]{0,4000}?</\\1>)`, 'i')
const VOID = /<img\s[^<>]*>|<hr\s*\/?>/i
const DROPPED = new RegExp(`</?(?:${NAMES})(?:\\s[^<>]*)?>`, 'gi')
const ENDS_LINE = /<\/(?:p|div|h[1-6]|li|tr|section|article|blockquote|ul|ol|table)>|<br\s*\/?>/gi
/** Without them, or without their layout, the text is not what it was. */
const LOSSY = /<(?:img|hr|table|td|ol)\b/i

/** Finds tags of HTML. WeChat knows links alone, and a lone tag may well be quoted. */
export function findTags(text: string): Damage | null {
  const seen = (PAIR.exec(text) ?? VOID.exec(text))?.[0]
  if (seen === undefined || isAboutCode(text)) return null
  const meant = text
    .replace(ENDS_LINE, '\n')
    .replace(DROPPED, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return {
    seen,
    says: {
      zh: `里有 HTML 标签${quote(seen).zh}，会原样显示`,
      en: `has the HTML tag ${quote(seen).en}, shown as it stands`,
    },
    detail: {
      zh: '回复里的文字不是 HTML，只有 <a href> 链接会生效，其余标签用户都会看到。',
      en: 'The text of a reply is no HTML: a link, <a href>, works, and the user reads every other tag.',
    },
    fix: {
      zh: '去掉标签，换行用换行符；富文本要改发图文消息。',
      en: 'Drop the tags and use line breaks; rich text wants a news reply.',
    },
    meant: LOSSY.test(text) || meant === '' ? null : meant,
  }
}
