import { MAX_ISSUES } from '../limits.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { SourceRange } from '../tree.ts'
import { formatPath } from './json-path.ts'
import type { JsonPath } from './json-path.ts'

export type IssueCode = keyof typeof SENTENCES

/** A loss of a conversion: the result is usable, but the way back gives something else. */
export type Issue = {
  code: IssueCode
  /** The path in the JSON, whether that is input or output. */
  path: string
  message: Bilingual
  /** The place in the XML, if it was the source and the place is known. */
  range?: SourceRange
}

const SENTENCES = {
  DECLARATION_DROPPED: {
    zh: 'XML 声明在简洁视图里不保留。',
    en: 'The XML declaration is not kept in the simple view.',
  },
  COMMENT_DROPPED: { zh: '注释在简洁视图里不保留。', en: 'A comment is not kept in the simple view.' },
  PI_DROPPED: {
    zh: '处理指令在简洁视图里不保留。',
    en: 'A processing instruction is not kept in the simple view.',
  },
  TEXT_DROPPED: {
    zh: '夹在元素之间的文字在简洁视图里不保留。',
    en: 'Text between elements is not kept in the simple view.',
  },
  ORDER_LOST: {
    zh: '同名元素被别的元素隔开，合成数组后顺序会变。',
    en: 'Elements of one name are apart; as an array they lose their order among the others.',
  },
  EMPTY_BECOMES_CDATA: {
    zh: '空元素转回来是空的 CDATA。',
    en: 'An empty element comes back as an empty CDATA section.',
  },
  BARE_BECOMES_CDATA: {
    zh: '没有 CDATA 的文字转回来会带上 CDATA。',
    en: 'Text without CDATA comes back in CDATA.',
  },
  CDATA_BECOMES_BARE: {
    zh: '这个字段按微信的写法不带 CDATA，转回来 CDATA 会去掉。',
    en: 'WeChat writes this field bare, so its CDATA is gone on the way back.',
  },
  CDATA_MERGED: {
    zh: '几段 CDATA 转回来会合成一段。',
    en: 'Several CDATA sections come back as one.',
  },
  TEXT_AND_CDATA_MERGED: {
    zh: '普通文字和 CDATA 混在一起，转回来全部成为 CDATA。',
    en: 'Text and CDATA stand side by side; all of it comes back as CDATA.',
  },
  NUMBER_BECOMES_STRING: {
    zh: '这个数字转回来是字符串（数值不变）。',
    en: 'This number comes back as a string, its digits unchanged.',
  },
  STRING_BECOMES_NUMBER: { zh: '这个字符串转回来是数字。', en: 'This string comes back as a number.' },
  BOOLEAN_BECOMES_STRING: { zh: 'true/false 转回来是字符串。', en: 'true or false comes back as a string.' },
  NULL_BECOMES_EMPTY: { zh: 'null 或 {} 转回来是空值。', en: 'null or {} comes back as an empty value.' },
  ARRAY_OF_ONE: {
    zh: '只有一项的数组转回来是单个值。',
    en: 'An array of one comes back as a single value.',
  },
  EMPTY_ARRAY_VANISHES: { zh: '空数组不产生任何元素。', en: 'An empty array makes no element.' },
  TEXT_KEY_FOLDED: {
    zh: '没有属性时不需要「#text」，转回来是值本身。',
    en: 'Without attributes "#text" is not needed; the value comes back by itself.',
  },
  CHANGED: { zh: '这个值转回来不一样。', en: 'This value comes back different.' },
} as const satisfies Record<string, Bilingual>

export type IssueLog = {
  issues: Issue[]
  /** The number of further issues that are not listed. */
  omitted: () => number
  add: (code: IssueCode, path: JsonPath, range?: SourceRange) => void
}

export function createIssueLog(): IssueLog {
  const issues: Issue[] = []
  let omitted = 0
  return {
    issues,
    omitted: () => omitted,
    add(code, path, range) {
      if (issues.length === MAX_ISSUES) omitted++
      else {
        const place = range === undefined ? {} : { range }
        issues.push({ code, path: formatPath(path), message: SENTENCES[code], ...place })
      }
    },
  }
}
