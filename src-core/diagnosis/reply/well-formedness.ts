import type { Finding } from '../../contract/exchange.ts'
import type { Evidence } from '../../contract/findings/kind.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import type { Recovery, RecoveryCode } from '../../xml/parse/recovery.ts'
import { pathOf, walkElements } from '../../xml/walk.ts'
import type { Step } from '../../xml/walk.ts'
import { createFinding } from '../finding.ts'
import { mendXml } from './mend-xml.ts'
import { placeOfElement, unwrapEscapedCdata } from './reply-document.ts'
import type { ReplyDocument } from './reply-document.ts'
import { placeIn } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'

/** Faults that our lenient parser accepts but a strict one, and so perhaps WeChat's, does not. */
const NOT_WELL_FORMED: ReadonlySet<RecoveryCode> = new Set<RecoveryCode>([
  'ILLEGAL_CHARACTER',
  'ILLEGAL_REFERENCE',
  'SURROGATE_PAIR_REFERENCE',
  'TRAILING_TEXT',
])

export function isWellFormed(parsed: LenientResult): boolean {
  return parsed.ok && !parsed.recoveries.some(({ code }) => NOT_WELL_FORMED.has(code))
}

/** Returns at most one finding, the first in the document, whose repair mends all of its kind. */
export function judgeWellFormedness(source: ReplyText, parsed: LenientResult): Finding[] {
  const fault = findFault(parsed)
  if (!fault) return []
  const { at, length, path, message, evidence } = fault
  const place = placeIn(source, at, Math.min(at + length, source.text.length), path)
  return [
    createFinding(
      'reply.malformed',
      {
        ...(evidence && { evidence }),
        title: {
          zh: `XML 不合法：第 ${place.line} 行第 ${place.column} 列`,
          en: `The XML is malformed: line ${place.line}, column ${place.column}`,
        },
        detail: {
          zh: `${endSentence(message.zh, '。')}读不出的回复会让用户看到故障提示。`,
          en: `${endSentence(message.en, '.')} A reply that cannot be read shows the user the fault prompt.`,
        },
        fix: {
          zh: '文字一律放进 CDATA，其中的 ]]> 拆成两段，控制字符先去掉；最好用 XML 库生成，不要拼字符串。',
          en: 'Put text into CDATA, split any ]]> in it and drop control characters; best let an XML library write it.',
        },
      },
      { ...place, length: Math.max(1, place.length) },
      mendXml(source, (text) => isWellFormed(text)) ?? undefined,
    ),
  ]
}

function endSentence(text: string, mark: string): string {
  return text.endsWith(mark) ? text : text + mark
}

interface Fault {
  at: number
  length: number
  path?: string | undefined
  message: Finding['detail']
  /** Absent if it is that of the row. */
  evidence?: Evidence
}

function findFault(parsed: LenientResult): Fault | null {
  if (!parsed.ok) {
    const { at, message, code } = parsed.error
    // The only report of an unsplit ]]> saw the reply shown, cut off there (zwczou/weixin-python#40).
    return { at, length: 1, message, ...(code === 'CDATA_END_IN_TEXT' && { evidence: 'inferred' }) }
  }
  const found = parsed.recoveries.find(({ code }) => NOT_WELL_FORMED.has(code))
  if (!found) return null
  return { at: found.at, length: lengthOf(found, parsed.text), path: found.path, message: found.message }
}

function lengthOf({ code, at, text = '' }: Recovery, whole: string): number {
  if (code === 'TRAILING_TEXT') return whole.length - at
  return Math.max(1, text.length)
}

/** Finds CDATA markers that were escaped with everything else, so that they arrive as text. */
export function judgeEscapedCdata(document: ReplyDocument): Finding[] {
  let first: Step | undefined
  walkElements(document.root, (step) => {
    if (!first && unwrapEscapedCdata(step.element.children) !== null) first = step
    return first === undefined
  })
  if (!first) return []
  const { element } = first
  return [
    createFinding(
      'reply.malformed',
      {
        title: {
          zh: `${element.name} 里的 CDATA 标记被转义了`,
          en: `The CDATA markers in ${element.name} were escaped`,
        },
        detail: {
          zh: '写成 &lt;![CDATA[ 的标记只是普通文字，微信读到的值前后多了一截，多半显示故障提示。',
          en: 'Written as &lt;![CDATA[ the markers are text like any other; WeChat reads them as part of the value and most likely shows the fault prompt.',
        },
        fix: {
          zh: '不要自己拼 CDATA 再交给会转义的序列化库：用库的 CDATA 接口，或者只给它原文。',
          en: 'Do not put CDATA into a value that a serialiser will escape: use the serialiser’s own CDATA, or give it the bare text.',
        },
      },
      placeOfElement(document, element, pathOf(first, document.path)),
      mendXml(document, isWellFormed) ?? undefined,
    ),
  ]
}
