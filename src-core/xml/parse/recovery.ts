import { MAX_RECOVERIES } from '../limits.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { XmlElement, XmlNode } from '../tree.ts'
import { nameCodePoint } from '../validity.ts'

export type RecoveryCode =
  | 'BOM'
  | 'LEADING_BLANK'
  | 'LEADING_TEXT'
  | 'TRAILING_TEXT'
  | 'STRAY_TEXT'
  | 'ILLEGAL_CHARACTER'
  | 'ILLEGAL_REFERENCE'
  | 'SURROGATE_PAIR_REFERENCE'
  | 'ENCODING_IGNORED'
  | 'INVALID_UTF8'

/** A part of the input that is not clean XML, and was kept all the same. */
export type Recovery = {
  code: RecoveryCode
  /** In bytes from the start of the input, byte order mark included. */
  offset: number
  /** In UTF-16 units of the decoded text. */
  at: number
  /** Names of the elements around it, `/xml/Content`; absent outside the root. */
  path?: string
  /** The text or reference in question, shortened to 200 units. */
  text?: string
  codePoint?: number
  message: Bilingual
}

type Found = { code: RecoveryCode; at: number; text?: string; codePoint?: number }

export type RecoveryLog = {
  add: (found: Found) => void
  /** `offsetOf` returns the place in bytes of a place in the text. */
  finish: (input: { offsetOf: (at: number) => number; bom: boolean; root: XmlElement }) => {
    recoveries: Recovery[]
    recoveriesOmitted: number
  }
}

/** Collects recoveries, in any order; bounded, since a hostile body can hold millions of control characters. */
export function createRecoveryLog(): RecoveryLog {
  const found: Found[] = []
  let omitted = 0
  return {
    add(one) {
      if (found.length < MAX_RECOVERIES) found.push(one)
      else omitted++
    },
    finish({ offsetOf, bom, root }) {
      found.sort((a, b) => a.at - b.at)
      const recoveries: Recovery[] = bom
        ? [{ code: 'BOM', offset: 0, at: 0, message: explain({ code: 'BOM', at: 0 }) }]
        : []
      for (const one of found) {
        const path = pathAt(root, one.at)
        recoveries.push({
          code: one.code,
          offset: offsetOf(one.at),
          at: one.at,
          ...(path === undefined ? {} : { path }),
          ...(one.text === undefined ? {} : { text: shorten(one.text) }),
          ...(one.codePoint === undefined ? {} : { codePoint: one.codePoint }),
          message: explain(one),
        })
      }
      return { recoveries, recoveriesOmitted: omitted }
    },
  }
}

function explain({ code, text = '', codePoint = 0 }: Found): Bilingual {
  const shown = JSON.stringify(shorten(text))
  switch (code) {
    case 'BOM':
      return { zh: '开头有字节顺序标记（BOM）。', en: 'It starts with a byte order mark.' }
    case 'LEADING_BLANK':
      return {
        zh: 'XML 声明前有空白，严格的解析器会拒绝。',
        en: 'Blanks precede the XML declaration; strict parsers refuse that.',
      }
    case 'LEADING_TEXT':
      return { zh: `XML 前面有多余的文字：${shown}`, en: `Text precedes the XML: ${shown}` }
    case 'TRAILING_TEXT':
      return { zh: `XML 后面有多余的文字：${shown}`, en: `Text follows the XML: ${shown}` }
    case 'STRAY_TEXT':
      return { zh: `元素之间夹着文字：${shown}`, en: `Text stands between elements: ${shown}` }
    case 'ILLEGAL_CHARACTER':
      return {
        zh: `含有控制字符 ${nameCodePoint(codePoint)}，严格的解析器会拒绝整条消息。`,
        en: `It contains ${nameCodePoint(codePoint)}; strict parsers refuse the whole message for it.`,
      }
    case 'ILLEGAL_REFERENCE':
      return {
        zh: `${text} 指向 XML 不允许的字符。`,
        en: `${text} names a character that XML does not allow.`,
      }
    case 'SURROGATE_PAIR_REFERENCE':
      return {
        zh: `${text} 用代理对表示一个字符；XML 应当写成一个引用。`,
        en: `${text} spells one character as a surrogate pair; XML wants one reference.`,
      }
    case 'INVALID_UTF8':
      return {
        zh: '有不是 UTF-8 的字节，显示为 U+FFFD。',
        en: 'It has bytes that are not UTF-8, shown as U+FFFD.',
      }
    case 'ENCODING_IGNORED':
      return { zh: `声明的编码是 ${text}，实际是 UTF-8。`, en: `It declares ${text} but is UTF-8.` }
  }
}

function shorten(text: string): string {
  if (text.length <= 200) return text
  const end = /[\uD800-\uDBFF]/.test(text[199]!) ? 199 : 200
  return text.slice(0, end) + '…'
}

/** Returns the path of the innermost element around an offset, found by the ranges of the tree. */
function pathAt(root: XmlElement, at: number): string | undefined {
  if (!holds(root, at)) return undefined
  let path = ''
  let element: XmlNode | undefined = root
  while (element?.type === 'element') {
    path += '/' + element.name
    element = childAt(element.children, at)
  }
  return path
}

/** Children stand in order, so it searches by halving: a message may have a million of them. */
function childAt(children: XmlNode[], at: number): XmlNode | undefined {
  let low = 0
  let high = children.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const child = children[middle]!
    if (holds(child, at)) return child
    if (child.range !== undefined && child.range.end <= at) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

function holds(node: XmlNode, at: number): boolean {
  return node.range !== undefined && node.range.start <= at && at < node.range.end
}
