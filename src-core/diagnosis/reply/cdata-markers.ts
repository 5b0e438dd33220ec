import type { Finding } from '../../contract/exchange.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import { parseLenientText } from '../../xml/parse/lenient.ts'
import type { Evidence } from '../../contract/findings/kind.ts'
import { createFinding } from '../finding.ts'
import type { FindingTexts } from '../finding.ts'
import { mendXml } from './mend-xml.ts'
import { MAX_MENDED_LENGTH, mendText, placeIn, writeCdata } from './reply-text.ts'
import type { Edit, ReplyText } from './reply-text.ts'
import { findTail } from './tail.ts'
import { isWellFormed } from './well-formedness.ts'

const OPEN = '<![CDATA['
const CLOSE = ']]>'

/**
 * The markers as people write them: with blanks in them, in lower case, with brackets of full width, a bracket short,
 * or as the comment that an HTML serialiser makes of a section.
 */
const LIKE_OPEN = String.raw`[<＜〈《]\s*(?:[!！]\s*(?:--\s*)?[\[［【]?|[\[［【])\s*CDATA\s*[\[［【]?`
const LIKE_CLOSE = String.raw`[\]］】]\s*[\]］】]?\s*(?:--\s*)?(?:[>＞〉》]|&gt;)`
const SECTION = new RegExp(
  `<([A-Za-z]\\w*)>\\s*(${LIKE_OPEN})([\\s\\S]*?)(${LIKE_CLOSE})\\s*(?=</\\1>)`,
  'gi',
)

interface Section {
  start: number
  end: number
  name: string
  open: string
  value: string
  close: string
}

/** Finds CDATA markers that are written wrongly. The repair closes them and leaves the values as they are. */
export function judgeCdataMarkers(source: ReplyText, parsed: LenientResult): Finding[] {
  if (source.text.length > MAX_MENDED_LENGTH) return []
  if (isWellFormed(parsed) && !hasOtherOpenings(source.text)) return []
  const wrong = findSections(source.text).filter(
    // In XML that is well-formed, a section that opens rightly closes rightly: the rest is text.
    ({ open, value, close }) =>
      open !== OPEN ||
      (!isWellFormed(parsed) && (close !== CLOSE || endsEarly(value) || unwrap(value) !== value)),
  )
  const [first] = wrong
  if (!first) return []
  const edits = wrong.map(({ start, end, value }) => ({ start, end, text: writeCdata(unwrap(value)) }))
  return [
    createFinding(
      'reply.malformed',
      explain(first),
      placeIn(source, first.start, first.end, `/xml/${first.name}`),
      mend(source, edits) ?? undefined,
    ),
  ]
}

/** Tells whether CDATA stands anywhere but in a marker that is right: nearly all replies are through with that. */
function hasOtherOpenings(text: string): boolean {
  return (text.match(/CDATA/gi)?.length ?? 0) !== text.split(OPEN).length - 1
}

/** Returns the body with these changes if that mends the document, or if what is left can be mended as well. */
function mend({ text, bom }: ReplyText, edits: readonly Edit[]): string | null {
  const mended = { text: mendText({ text, bom: false }, edits), bom }
  const whole = parseLenientText(mended.text)
  const isMended = isWellFormed(findTail(mended.text, whole)?.parsed ?? whole)
  return isMended ? mendText(mended, []) : mendXml(mended, isWellFormed)
}

/** Tells whether a `]]>` of the value ends its section; one that was split has another section behind it. */
function endsEarly(value: string): boolean {
  return value.includes(CLOSE) && !value.includes(OPEN)
}

/** Returns the value without the markers that are within its own. */
function unwrap(value: string): string {
  return /^\s*<!\[CDATA\[([^]*)\]\]>\s*$/.exec(value)?.[1] ?? value
}

function explain({ name, open, value, close }: Section): FindingTexts & { evidence?: Evidence } {
  if (open === OPEN && close === CLOSE && unwrap(value) !== value) {
    return {
      evidence: 'inferred',
      title: { zh: `${name} 的 CDATA 套了两层`, en: `${name} has CDATA within its CDATA` },
      detail: {
        zh: '里面那层的 ]]> 就结束了外面那层，这样的 XML 不合法，用户多半看到故障提示。',
        en: 'The inner ]]> ends the outer one: the XML is malformed, and the user most likely sees the fault prompt.',
      },
      fix: {
        zh: '只把原文交给写 XML 的库，不要自己加 CDATA。',
        en: 'Give the library that writes XML the bare text, without CDATA around it.',
      },
    }
  }
  if (open === OPEN && close === CLOSE) {
    return {
      // The only report of it saw the reply shown, cut off there (zwczou/weixin-python#40).
      evidence: 'inferred',
      title: {
        zh: `${name} 的文字里有 ]]>，CDATA 到那里就结束了`,
        en: `The text of ${name} has a ]]> in it, where its CDATA ends`,
      },
      detail: {
        zh: '后面的文字落在了 CDATA 外面，这样的 XML 不合法，用户多半看到故障提示。',
        en: 'What is behind it stands outside: the XML is malformed, and the user most likely sees the fault prompt.',
      },
      fix: {
        zh: '写进 CDATA 之前把 ]]> 拆成 ]]]]><![CDATA[>，或者用 XML 库生成。',
        en: 'Split it as ]]]]><![CDATA[> before it goes into CDATA, or let an XML library write it.',
      },
    }
  }
  const [is, shouldBe] = open === OPEN ? [close, CLOSE] : [open, OPEN]
  return {
    title: {
      zh: `CDATA 标记写成了 ${is}，应为 ${shouldBe}`,
      en: `The CDATA marker is written ${is}; it must be ${shouldBe}`,
    },
    detail: {
      zh: `${name} 的 CDATA 标记不对：标记里不能有空白，字母大写，括号都是半角。不少网页里的示例多了空格，复制过来就会这样。`,
      en: `The marker in ${name} is no marker: one has no blanks in it, capital letters and ASCII brackets. Samples on many pages have a blank there, and copying brings it along.`,
    },
    fix: {
      zh: '开头写成 <![CDATA[，结尾写成 ]]>，一个字符都不多。',
      en: 'Begin with <![CDATA[ and end with ]]>, and not a character more.',
    },
  }
}

function findSections(text: string): Section[] {
  return [...text.matchAll(SECTION)].map(
    ({ 0: whole, 1: name = '', 2: open = '', 3: value = '', 4: close = '', index }) => {
      const start = index + whole.indexOf('>') + 1
      return { start, end: index + whole.length, name, open, value, close }
    },
  )
}
