import { locate } from '../text-position.ts'
import { Refusal } from './parse-error.ts'
import type { ParseErrorCode } from './parse-error.ts'
import { skipMisc } from './skip-misc.ts'

export type OpenElement = { name: string; start: number }

/** The state at the moment of a fault. The sentence for a person is made from it. */
export type Fault = {
  /** The message of saxes, without position. */
  reason: string
  /** The position up to which saxes had read. */
  position: number
  /** The end of the last complete tag, comment, section or instruction. */
  lastEnd: number
  /** The elements still open, outermost first. */
  open: OpenElement[]
  /** The element closed last; at a wrong closing tag saxes has already closed the one that should have been. */
  closed: OpenElement | undefined
  rootEnd: number
  /** The line of the whole input on which the judged text starts, from 1; sentences name lines. */
  firstLine: number
}

const NAME = '[A-Za-z_:\\x80-\\uFFFF][-.\\w:\\x80-\\uFFFF]*'
const REFERENCE_START = new RegExp(`&(?!(?:#x[0-9a-fA-F]+|#[0-9]+|${NAME});)`)

/**
 * Turns a complaint of saxes into a code, the offending place and a sentence. saxes reports the position up to which it
 * had read, which is one past the fault at best, and the end of the text for a bare `&`; so this function looks for the
 * place again.
 */
export function explainFault(text: string, fault: Fault): Refusal {
  return (
    explainReference(text, fault) ??
    explainOpenSection(text, fault) ??
    explainTags(text, fault) ??
    explainRoot(text, fault) ??
    explainConstruct(text, fault)
  )
}

function explainReference(text: string, { reason, position, lastEnd }: Fault): Refusal | undefined {
  const inReference = /entity/.test(reason)
  // In a reference saxes reads on to the next `;`, so a bare `&` may show only as an early end of the text.
  if (!inReference && !/^unclosed tag|^unexpected end|must contain a root/.test(reason)) return undefined
  const region = text.slice(lastEnd, inReference ? position : text.length)
  const bare = (inReference ? region : region.split(/<[!?]/, 1)[0]!).search(REFERENCE_START)
  if (bare !== -1) {
    return new Refusal('BARE_AMPERSAND', lastEnd + bare, {
      zh: '「&」必须写成「&amp;」，或放进 CDATA。',
      en: '"&" must be written "&amp;", or stand in CDATA.',
    })
  }
  if (!inReference) return undefined
  const at = text.lastIndexOf('&', position - 1)
  const reference = text.slice(at, position)
  if (reference.startsWith('&#')) {
    return new Refusal('BAD_CHARACTER_REFERENCE', at, {
      zh: `字符引用 ${reference} 指向 XML 不允许的字符。`,
      en: `The reference ${reference} names a character that XML does not allow.`,
    })
  }
  return new Refusal('UNKNOWN_ENTITY', at, {
    zh: `XML 里没有实体 ${reference}；只有 &lt; &gt; &amp; &quot; &apos;。`,
    en: `XML has no entity ${reference}; there are only &lt; &gt; &amp; &quot; &apos;.`,
  })
}

/** A section or comment without its end swallows the rest of the text; the place to look at is its beginning. */
function explainOpenSection(text: string, { reason, lastEnd, firstLine }: Fault): Refusal | undefined {
  if (!/^unclosed tag|^unexpected end|must contain a root/.test(reason)) return undefined
  const at = text.indexOf('<', lastEnd)
  if (at === -1) return undefined
  const line = locate(text, at).line + firstLine - 1
  if (text.startsWith('<![CDATA[', at)) {
    return new Refusal('UNCLOSED_CDATA', at, {
      zh: `第 ${line} 行开始的 CDATA 没有用「]]>」结束。`,
      en: `The CDATA section that starts in line ${line} is not closed with "]]>".`,
    })
  }
  if (!text.startsWith('<!--', at)) return undefined
  return new Refusal('UNCLOSED_COMMENT', at, {
    zh: `第 ${line} 行开始的注释没有用「-->」结束。`,
    en: `The comment that starts in line ${line} is not closed with "-->".`,
  })
}

function explainTags(
  text: string,
  { reason, position, open, closed, firstLine }: Fault,
): Refusal | undefined {
  if (reason === 'unexpected close tag.' || reason.startsWith('unmatched closing tag')) {
    const at = text.lastIndexOf('</', position - 1)
    const found = text.slice(at, position)
    if (closed !== undefined && reason === 'unexpected close tag.') {
      const line = locate(text, closed.start).line + firstLine - 1
      return new Refusal('TAG_MISMATCH', at, {
        zh: `遇到 ${found}，但第 ${line} 行的 <${closed.name}> 还没有关闭。`,
        en: `Found ${found}, but <${closed.name}> of line ${line} is still open.`,
      })
    }
    return new Refusal('UNEXPECTED_CLOSING_TAG', at, {
      zh: `${found} 没有对应的开始标签。`,
      en: `${found} closes nothing that is open.`,
    })
  }
  const last = open.at(-1)
  const innermost = reason.startsWith('unclosed tag') ? last : undefined
  if (innermost !== undefined) {
    const line = locate(text, innermost.start).line + firstLine - 1
    const outer = open.slice(0, -1).findLast(({ name }) => name === innermost.name)
    // A slash was forgotten: nothing follows but blanks.
    if (outer && /^<[^<>]*>\s*$/.test(text.slice(innermost.start))) {
      const first = locate(text, outer.start).line + firstLine - 1
      return new Refusal('TAG_REOPENED', innermost.start, {
        zh: `第 ${line} 行又打开了一个 <${outer.name}>，第 ${first} 行的还没有关闭；这里多半应是 </${outer.name}>。`,
        en: `Line ${line} opens <${outer.name}> again, and that of line ${first} is still open; most likely it should be </${outer.name}>.`,
      })
    }
    return new Refusal('TRUNCATED', text.length, {
      zh: `内容到此为止，但第 ${line} 行的 <${innermost.name}> 还没有关闭，可能被截断。`,
      en: `The text ends here, but <${innermost.name}> of line ${line} is still open; it may have been cut off.`,
    })
  }
  return undefined
}

function explainRoot(text: string, { reason, position, rootEnd }: Fault): Refusal | undefined {
  if (reason.startsWith('text data outside')) {
    return new Refusal('TEXT_OUTSIDE_ROOT', skipMisc(text, rootEnd), {
      zh: '根元素之外有文字。',
      en: 'There is text outside the root element.',
    })
  }
  if (reason.startsWith('documents may contain only one root')) {
    return new Refusal('MULTIPLE_ROOTS', text.lastIndexOf('<', position - 1), {
      zh: '根元素不止一个；XML 只能有一个根元素。',
      en: 'There is a second root element; XML has exactly one.',
    })
  }
  if (!reason.startsWith('document must contain a root')) return undefined
  if (/<[^!?]/.test(text)) {
    return new Refusal('TRUNCATED', text.length, {
      zh: '内容在根元素的开始标签里就结束了，可能被截断。',
      en: "The text ends inside the root's opening tag; it may have been cut off.",
    })
  }
  return new Refusal('NO_ROOT', text.length, { zh: '没有根元素。', en: 'There is no root element.' })
}

const CONSTRUCTS: [pattern: RegExp, code: ParseErrorCode, zh: string, en: string][] = [
  [
    /unexpected end/,
    'TRUNCATED',
    '内容中途结束，可能被截断。',
    'The text ends in the middle; it may have been cut off.',
  ],
  [/doctype/, 'DOCTYPE_REFUSED', 'DOCTYPE 出现在不该出现的地方。', 'A DOCTYPE stands where none may.'],
  [
    /must appear at|must be at the start/,
    'DECLARATION_MISPLACED',
    'XML 声明必须在最开头，前面连空白也不能有。',
    'The XML declaration must be the very first thing; not even a blank may precede it.',
  ],
  [/duplicate attribute/, 'DUPLICATE_ATTRIBUTE', '同一个属性写了两次。', 'An attribute is given twice.'],
  [
    /"\]\]>" is disallowed/,
    'CDATA_END_IN_TEXT',
    '“]]>” 不能出现在普通文本里。',
    '"]]>" may not stand in text outside CDATA.',
  ],
  [/comment/, 'BAD_COMMENT', '注释里不能有「--」。', 'A comment may not contain "--".'],
  [
    /XML declaration|expected|version number|encoding value|standalone value|value required|must be quoted|whitespace required/,
    'BAD_DECLARATION',
    'XML 声明的写法不对。',
    'The XML declaration is malformed.',
  ],
  [/processing instruction/, 'BAD_PI', '处理指令的写法不对。', 'The processing instruction is malformed.'],
  [
    /attribute/,
    'BAD_ATTRIBUTE',
    '属性的写法不对：需要 名称="值"，之间用空白隔开。',
    'The attribute is malformed: it takes name="value", with blanks in between.',
  ],
  [
    /tag/,
    'BAD_TAG',
    '标签的写法不对；文本里的「<」要写成「&lt;」。',
    'The tag is malformed; a "<" in text must be written "&lt;".',
  ],
  [
    /disallowed character/,
    'BAD_ATTRIBUTE',
    '属性值里不能有「<」。',
    'An attribute value may not contain "<".',
  ],
]

function explainConstruct(text: string, { reason, position }: Fault): Refusal {
  const found = CONSTRUCTS.find(([pattern]) => pattern.test(reason))
  const [, code, zh, en] = found ?? [
    undefined,
    'BAD_MARKUP' as const,
    '这里的标记不是合法的 XML。',
    'The markup here is not XML.',
  ]
  return new Refusal(code, placeOf(code, text, position), { zh, en })
}

/** saxes stands right after the offending character; if a whole part is wrong, the place is its beginning. */
function placeOf(code: ParseErrorCode, text: string, position: number): number {
  if (code === 'TRUNCATED') return text.length
  if (code === 'BAD_MARKUP' || code === 'DOCTYPE_REFUSED')
    return Math.max(0, text.lastIndexOf('<!', position))
  if (code === 'DECLARATION_MISPLACED') return Math.max(0, text.lastIndexOf('<?', position))
  return Math.max(0, position - 1)
}
