import type { Finding, Place } from '../../contract/exchange.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import { locate } from '../../xml/text-position.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { pathOf, walkElements } from '../../xml/walk.ts'
import type { Step } from '../../xml/walk.ts'
import { createFinding } from '../finding.ts'

type Parsed = Extract<LenientResult, { ok: true }>

/** A message has a few dozen fields, and nobody reads a hundred findings of one kind. */
const MAX_FINDINGS = 20

/**
 * Finds values that a parser would change if it turns digits into numbers, or that break the XML they are copied into.
 * Every MsgId of today is above 2^53−1 and no finding: the screens mark it where it stands, and `lost-digits.ts` sees
 * where somebody lost its digits.
 */
export function diagnoseValues(parsed: Parsed): Finding[] {
  const findings: Finding[] = []
  walkElements(parsed.document.root, (step) => {
    const finding = findings.length < MAX_FINDINGS ? diagnoseLeaf(step, parsed) : null
    if (finding) findings.push(finding)
    return true
  })
  return findings
}

function diagnoseLeaf(step: Step, parsed: Parsed): Finding | null {
  const { element } = step
  if (element.children.some(({ type }) => type === 'element')) return null
  const value = textOf(element)
  const isNumber = /^\d+$/.test(value)
  const isTrap = isNumber ? hasLeadingZero(value) : value.includes(']]>') || /<[A-Za-z/!?]/.test(value)
  if (!isTrap) return null
  const at = placeOf(element, pathOf(step, `/${parsed.document.root.name}`), parsed)
  return isNumber ? createLeadingZero(element, value, at) : createCdataEnd(element, value, at)
}

function hasLeadingZero(digits: string): boolean {
  return digits.length > 1 && digits.startsWith('0')
}

/** Returns the text of a leaf. */
function textOf({ children }: XmlElement): string {
  const [only] = children
  if (only?.type === 'cdata' && children.length === 1) return only.value.trim()
  return children
    .map((child) => (child.type === 'text' || child.type === 'cdata' ? child.value : ''))
    .join('')
    .trim()
}

function createCdataEnd({ name }: XmlElement, value: string, at: Place | null): Finding {
  const what = value.includes(']]>') ? ']]>' : null
  return createFinding(
    'xml.cdata-end',
    {
      title: what
        ? { zh: `${name} 里有 ${what}`, en: `${name} contains ${what}` }
        : { zh: `${name} 里有标签样的文字`, en: `${name} contains what looks like markup` },
      detail: {
        zh: '用户可以发任何文字。把它直接拼进回复的 XML 或网页里，]]> 会提前结束 CDATA，标签会变成真的标签。',
        en: 'Users may write what they like. Copied into the XML of a reply or into a page, ]]> ends the CDATA early, and tags become tags.',
      },
      fix: {
        zh: '用 XML 库生成回复；自己拼的话，把 ]]> 写成 ]]]]><![CDATA[>。',
        en: 'Let an XML library write replies; by hand, write ]]> as ]]]]><![CDATA[>.',
      },
    },
    at,
  )
}

function createLeadingZero({ name }: XmlElement, value: string, at: Place | null): Finding {
  const shown = shorten(value)
  return createFinding(
    'xml.leading-zero',
    {
      title: { zh: `${name} 以 0 开头：${shown}`, en: `${name} begins with a zero: ${shown}` },
      detail: {
        zh: '自动把数字字符串转成数字的解析器会丢掉开头的 0。',
        en: 'A parser that turns digits into numbers loses the zeros in front.',
      },
      fix: { zh: '当作字符串保存和比较。', en: 'Keep and compare it as a string.' },
    },
    at,
  )
}

/** Shortens a number longer than any message has: its beginning is enough. */
function shorten(digits: string): string {
  return digits.length <= 40 ? digits : `${digits.slice(0, 40)}…`
}

/** Returns the place of an element in the request. */
export function placeOf({ range }: XmlElement, path: string, { text, offsetOf }: Parsed): Place | null {
  if (!range) return null
  const offset = offsetOf(range.start)
  return {
    in: 'request-body',
    offset,
    length: offsetOf(range.end) - offset,
    ...locate(text, range.start),
    path,
  }
}
