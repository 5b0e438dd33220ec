import { readEscapes, readPercent } from '../escapes.ts'
import { findPhpNotice } from '../php-notice.ts'
import { namePrinted } from '../printed-values.ts'
import { quote } from '../reply-text.ts'
import { isAboutCode } from './damage.ts'
import type { Damage } from './damage.ts'

const NOT_LITERAL = /[^\x00-\x7F]/

/** Finds a value of a program: the whole text, or `[object Object]` anywhere in it. */
export function findPrinted(text: string): Damage | null {
  const printed = namePrinted(text.trim())
  const part = printed ? null : findPart(text)
  if (!printed && part === null) return null
  const seen = part ?? text.trim()
  const what = printed?.what ?? { zh: '程序打印的值', en: 'a value that a program printed' }
  return {
    seen,
    says: {
      zh: `是${/^[\x21-\x7E]/.test(what.zh) ? ' ' : ''}${what.zh}：${quote(seen).zh}`,
      en: `is ${what.en}: ${quote(seen).en}`,
    },
    ...VALUE,
    meant: printed?.text ?? null,
  }
}

const VALUE = {
  detail: {
    zh: '用户看到的是这个值的默认写法，不是要回复的文字。',
    en: 'The user reads how a program writes this value, and not the text that was meant.',
  },
  fix: {
    zh: '取出其中的文字再放进回复：等异步结果、取字段、先判断有没有值。',
    en: 'Put the text itself into the reply: await the result, take the field, and see first whether there is a value.',
  },
}

const PART =
  /(?<=[\u4E00-\u9FFF][：:]\s*)(?:undefined|NaN|null|None)\s*$|(?<=(?:您好|你好|亲爱的|尊敬的|Hello|Hi|Dear)[，,：: ]*)(?:undefined|null|None)(?![A-Za-z])|^undefined(?=[，, ]*(?:您好|你好|欢迎))|\[object [A-Z]\w*\]|<coroutine object [^<>]*>|<function [\w.<>]+ at 0x[0-9a-f]+>|<bound method [^>]*>|%!\w\([^)]*\)|\(EXTRA\)|System\.(?:Threading\.Tasks\.Task|Collections\.Generic\.\w+)`\d\[[\w.]*\]/

function findPart(text: string): string | null {
  const found = PART.exec(text)
  return !found || isAboutCode(text) || isQuoted(text, found.index) ? null : found[0]
}

function isQuoted(text: string, at: number): boolean {
  return /["'“”「『‘’]/.test(text[at - 1] ?? '')
}

const ERROR =
  /Traceback \(most recent call last\):|^[ \t]+at [^\r\n]{1,200}[(:]\S{0,400}:\d{1,9}\)?$|\bException in thread "|^(?:[a-z]\w*\.)+[A-Z]\w*(?:Exception|Error)\b|^[^\r\n]{0,400} on line (?:<b>)?\d+/m

/** Finds the error message of a program: a traceback, or a notice of PHP. */
export function findError(text: string): Damage | null {
  const found = ERROR.exec(text)?.[0].trim()
  if (found === undefined || (/ on line /.test(found) && findPhpNotice(text) === null)) return null
  const shown = quote(findPhpNotice(text) ?? text)
  return {
    seen: found,
    says: {
      zh: `里是程序的错误信息：${shown.zh}`,
      en: `has the error message of a program in it: ${shown.en}`,
    },
    detail: {
      zh: '后端出错了，错误信息被当成回复的文字发给了用户，其中还可能有路径和配置。',
      en: 'The backend failed, and its message went out as the text of the reply, perhaps with paths and settings in it.',
    },
    fix: {
      zh: '先改掉这个错误；出错时回复 success 或一句固定的话，详情写进日志。',
      en: 'Fix that error; where something fails, reply success or a fixed sentence, and put the details into a log.',
    },
    meant: null,
  }
}

/** Finds JSON where a text was meant. A list of numbers may well be a text. */
export function findJson(text: string): Damage | null {
  const trimmed = text.trim()
  if (!/^(?:\{\s*"|\[\s*[{"])/.test(trimmed)) return null
  let value: unknown
  try {
    value = JSON.parse(trimmed)
  } catch {
    return null
  }
  const texts = Object.values(value as object)
  return {
    seen: trimmed,
    says: { zh: `是 JSON：${quote(trimmed).zh}`, en: `is JSON: ${quote(trimmed).en}` },
    ...VALUE,
    meant: texts.length === 1 && typeof texts[0] === 'string' && texts[0].trim() !== '' ? texts[0] : null,
  }
}

const ADDRESS = /(https?:\/\/[^\s"'<>\u3000-\u9FFF\uFF00-\uFFEF]+|(?:href|src)=(?:"[^"]*"|'[^']*'))/i
const PERCENT = /(?:%[0-9a-f]{2}){2,}|(?:%u[0-9a-f]{4})+/i
const BACKSLASH = /(?:\\u[0-9a-f]{4}|\\u\{[0-9a-f]{1,6}\})+|(?:\\x[0-9a-f]{2}){2,}/i

/** Finds escapes of another notation: `\u4f60` of JSON, `%E4%BD%A0` of addresses. */
export function findEncoded(text: string): Damage | null {
  const outside = text.split(ADDRESS).filter((part) => !ADDRESS.test(part))
  for (const part of outside) {
    const backslash = BACKSLASH.exec(part)?.[0]
    if (backslash !== undefined && NOT_LITERAL.test(readEscapes(backslash)) && !isAboutCode(text))
      return createEncoded(backslash, unescape(text), 'backslash')
    const percent = PERCENT.exec(part)?.[0]
    const decoded = percent === undefined ? null : readPercent(percent)
    if (percent !== undefined && decoded !== null && NOT_LITERAL.test(decoded) && !isAboutCode(text))
      return createEncoded(percent, decodePercent(text), 'percent')
  }
  return null
}

/** Reads the escapes of characters. If the text is a string in quotes, reads all of it. */
function unescape(text: string): string {
  const trimmed = text.trim()
  if (/^"(?:[^"\\]|\\.)*"$/.test(trimmed)) return readEscapes(trimmed.slice(1, -1))
  const all = new RegExp(`(?:${BACKSLASH.source})`, 'gi')
  return text.replace(all, readEscapes)
}

function decodePercent(text: string): string | null {
  // Only in a text that is encoded as a whole is a plus sign a blank.
  if (/^[\w.*+%~()!'-]+$/.test(text)) return readPercent(text.replaceAll('+', '%20'))
  const runs = new RegExp(`(?:${PERCENT.source})`, 'gi')
  return text
    .split(ADDRESS)
    .map((part) => (ADDRESS.test(part) ? part : part.replace(runs, (run) => readPercent(run) ?? run)))
    .join('')
}

function createEncoded(seen: string, meant: string | null, by: 'backslash' | 'percent'): Damage {
  const shown = quote(seen)
  return {
    seen,
    says: {
      zh: `里有${by === 'backslash' ? ' \\u、\\x 这样的转义' : ' URL 编码'}${shown.zh}，会原样显示`,
      en: `has ${by === 'backslash' ? 'escapes of a string literal' : 'percent-encoding'}, ${shown.en}, shown as it stands`,
    },
    detail: {
      zh: '只有写它的语言或协议会解码，微信不会；用户看到的就是这些符号。',
      en: 'Only the language or protocol that wrote it decodes it, WeChat does not; it is what the user reads.',
    },
    fix:
      by === 'backslash'
        ? {
            zh: '放进回复前先解码：用 json.loads、JSON.parse 取出值，PHP 的 json_encode 加 JSON_UNESCAPED_UNICODE。',
            en: 'Decode it first: take the value out with json.loads or JSON.parse; give PHP’s json_encode JSON_UNESCAPED_UNICODE.',
          }
        : { zh: '放进回复前先做 URL 解码。', en: 'Decode it before it goes into the reply.' },
    meant: meant === seen ? null : meant,
  }
}

const PLACEHOLDER =
  /\{\{\s*[\w\u4E00-\u9FFF.$| ]+\s*\}\}|\{\$[\w.]+\}|<\?(?:php\s|=)[^<>]{1,80}\?>|\$\{[\w.]+\}|#\{[\w.]+\}|<%=?[^%<>]{1,80}%>|%\(\w+\)[sd]|%\d\$[sd]|\{\d\}|(?<![\w%])%[sd](?![A-Za-z0-9])|(?<![\w{$#])\{(?:name|nickname|user_?name|openid|content|code|title|time|date)\}/i

/** Finds a placeholder that nobody filled. */
export function findPlaceholder(text: string): Damage | null {
  const found = PLACEHOLDER.exec(text)
  if (!found || isAboutCode(text) || isQuoted(text, found.index)) return null
  const shown = quote(found[0])
  return {
    seen: found[0],
    says: {
      zh: `里还留着没有填的占位符${shown.zh}`,
      en: `still has a placeholder that nobody filled, ${shown.en}`,
    },
    detail: {
      zh: '模板没有代入值就发了出去，用户看到的就是占位符。',
      en: 'The template went out without its values, and the user reads the placeholder.',
    },
    fix: {
      zh: '检查模板有没有渲染、变量名和占位符的写法是否一致（如 Python 漏了 f、JavaScript 用了普通引号）。',
      en: 'See whether the template is rendered and its names are spelt alike (a missing f in Python, plain quotes in JavaScript).',
    },
    meant: null,
  }
}
