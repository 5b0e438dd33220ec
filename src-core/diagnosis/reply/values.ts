import type { Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'
import type { FindingTexts } from '../finding.ts'
import { TEXT_FIELDS } from './mend-xml.ts'
import {
  contentRange,
  elementsOf,
  findField,
  placeOfElement,
  replaceContent,
  unwrapEscapedCdata,
  valueOf,
} from './reply-document.ts'
import type { ReplyDocument } from './reply-document.ts'
import { mendText, writeCdata } from './reply-text.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { pathOf, walkElements } from '../../xml/walk.ts'

/**
 * Compares CreateTime with the table of the official page: seconds, an integer. Only says so, since the official quick
 * start says that WeChat is not bound by this field.
 */
export function judgeCreateTime(document: ReplyDocument): Finding[] {
  const field = findField(document.root, document.path, 'CreateTime')
  const value = field?.value.trim() ?? ''
  if (!field || /^\d{1,10}$/.test(value)) return []
  const seconds = mendSeconds(value)
  const shown = value.slice(0, 40)
  const isMilliseconds = /^\d{13}$/.test(value)
  return [
    createFinding(
      'reply.create-time',
      {
        title: isMilliseconds
          ? { zh: `CreateTime 是毫秒：${shown}`, en: `CreateTime is in milliseconds: ${shown}` }
          : {
              zh: `CreateTime 不是以秒为单位的整数时间戳：${shown || '空的'}`,
              en: `CreateTime is not Unix time in whole seconds: ${shown || 'empty'}`,
            },
        detail: {
          zh: '官方的参数表要求整数的秒，快速入门又写明微信发送消息不受这个字段约束：不改也能用。',
          en: 'The official table asks for whole seconds, and the quick start says that WeChat is not bound by this field: it works as it is.',
        },
        fix: {
          zh: '用 Unix 时间戳的秒数，如 Math.floor(Date.now() / 1000)。',
          en: 'Write Unix time in seconds, as in Math.floor(Date.now() / 1000).',
        },
      },
      placeOfElement(document, field.element, field.path),
      seconds === null ? undefined : mendText(document, [replaceContent(document, field.element, seconds)]),
    ),
  ]
}

/**
 * Returns the seconds that were meant. Milliseconds, quotes and fractions have one meaning; anything else would be a
 * guess.
 */
function mendSeconds(value: string): string | null {
  const bare = /^(["'])(.*)\1$/.exec(value)?.[2]?.trim() ?? value
  if (/^\d{13}$/.test(bare)) return bare.slice(0, 10)
  return /^(\d{1,10})(?:\.\d+)?$/.exec(bare)?.[1] ?? null
}

const MAX_FINDINGS = 20
const TEXTS: ReadonlySet<string> = new Set(TEXT_FIELDS)

/** Finds text with markup in it that does not stand in CDATA. Plain text without CDATA is fine. */
export function judgeCdata(document: ReplyDocument): Finding[] {
  const findings: Finding[] = []
  walkElements(document.root, (step) => {
    const { element } = step
    if (!TEXTS.has(element.name)) return true
    const content = findings.length < MAX_FINDINGS ? findMarkup(document, element) : null
    if (content !== null)
      findings.push(createNoCdata(document, element, pathOf(step, document.path), content))
    return false
  })
  return findings
}

/** Returns the value as it was meant if it has markup outside CDATA. */
function findMarkup(document: ReplyDocument, element: XmlElement): string | null {
  if (element.children.some(({ type }) => type === 'element')) {
    const range = contentRange(document, element)
    const raw = range ? document.text.slice(range.start, range.end) : ''
    // If there are CDATA sections in between, nobody can know what was meant.
    return raw.includes('<![CDATA[') ? null : raw
  }
  const isText = element.children.length > 0 && element.children.every(({ type }) => type === 'text')
  if (!isText || unwrapEscapedCdata(element.children) !== null) return null
  const value = valueOf(element)
  return /<[A-Za-z/!]/.test(value) ? value : null
}

function createNoCdata(document: ReplyDocument, element: XmlElement, path: string, value: string): Finding {
  const hasElements = elementsOf(element).length > 0
  const texts: FindingTexts = {
    title: {
      zh: `${element.name} 里有标签，却没有放进 CDATA`,
      en: `${element.name} has markup outside CDATA`,
    },
    detail: hasElements
      ? {
          zh: '这些标签成了 XML 的子元素，不再是文字，用户看到的内容会不完整。',
          en: 'The tags became elements of the XML and are text no longer; the user sees only a part of it.',
        }
      : {
          zh: '转义成 &lt; 也是合法的 XML，有抓包显示微信能接受；官方示例一律用 CDATA。',
          en: 'Escaped as &lt; it is XML, too, and was seen to be taken; the official samples use CDATA throughout.',
        },
    fix: { zh: '把整个值放进 CDATA。', en: 'Put the whole value into CDATA.' },
  }
  return createFinding(
    'reply.no-cdata',
    texts,
    placeOfElement(document, element, path),
    mendText(document, [replaceContent(document, element, writeCdata(value))]),
  )
}
