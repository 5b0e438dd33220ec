import type { FindingTexts } from '../finding.ts'
import { utf8Length } from '../../xml/text-position.ts'

/** The cause of a changed echostr, and the advice. */
export interface EchoChange extends Pick<FindingTexts, 'title'> {
  fix: NonNullable<FindingTexts['fix']>
  /** The bytes that are too many, if they stand in one place. */
  extra?: { offset: number; length: number }
}

/**
 * Names the mistake by which `text` is not `echostr`, trying the most telling one first. `text` has its byte order
 * mark.
 */
export function nameEchoChange(text: string, echostr: string, compressed: boolean): EchoChange {
  if (compressed) return COMPRESSED
  if (text === '') return EMPTY
  if (text === `\uFEFF${echostr}`) return BOM
  // A BOM counts as a blank here, as it does for `trim`.
  const trimmed = text.trim()
  if (trimmed === echostr) return createBlanks(text, echostr)
  const inner = /^(['"])(.*)\1$/s.exec(trimmed)?.[2]
  if (inner === echostr) return QUOTED
  if (isRounded(inner ?? trimmed, echostr)) return createRounded(inner ?? trimmed)
  if (trimmed === 'success') return SUCCESS
  const contains = trimmed.includes(echostr) || trimmed.includes(String(Number(echostr)))
  if (isHtml(trimmed)) return contains ? IN_HTML : HTML
  if (contains) return isJson(trimmed) ? IN_JSON : IN_TEXT
  return OTHER
}

/** Far below the distance between two echostrs, and above the loss of 14 digits (PHP's way of writing floats). */
const ROUNDING = 1e-12

function isRounded(text: string, echostr: string): boolean {
  return /^[\d.]+(?:[eE]\+?\d+)?$/.test(text) && Math.abs(Number(text) / Number(echostr) - 1) < ROUNDING
}

function isHtml(text: string): boolean {
  return /^<(?!xml\b)(?:!doctype\s+html|[a-z])/i.test(text) && !PHP_NOTICE.test(text)
}

/** PHP writes its notices in HTML, but an answer with one does not count as an HTML page. */
const PHP_NOTICE = /^(?:<br \/>\s*)?<b>(?:Notice|Warning|Deprecated)/

function isJson(text: string): boolean {
  if (!/^[[{"]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const COMPRESSED: EchoChange = {
  title: { zh: '回复被压缩了，不是 echostr 原文', en: 'The answer is compressed and not echostr as it is' },
  fix: {
    zh: '对这条路由关掉压缩；微信的请求里没有 Accept-Encoding。',
    en: 'Switch compression off for this route; WeChat’s request has no Accept-Encoding.',
  },
}

const EMPTY: EchoChange = {
  title: { zh: '回复是空的，没有 echostr', en: 'The answer is empty, without echostr' },
  fix: {
    zh: '验签通过后，把查询参数 echostr 原样写进响应体；看看处理函数是不是忘了返回。',
    en: 'Once the signature is checked, write the query’s echostr as the body; perhaps the handler returns nothing.',
  },
}

const BOM: EchoChange = {
  title: { zh: 'echostr 前面多了 BOM（3 字节）', en: 'A byte order mark (3 bytes) stands before echostr' },
  fix: {
    zh: '把源文件存成不带 BOM 的 UTF-8，被引用的文件也要看；PHP 可在输出前 ob_clean()。',
    en: 'Save the source files as UTF-8 without BOM, those included as well; in PHP call ob_clean() before writing.',
  },
  extra: { offset: 0, length: 3 },
}

function createBlanks(text: string, echostr: string): EchoChange {
  const [lead = '', trail = ''] = text.split(echostr)
  const [before, after] = [utf8Length(lead), utf8Length(trail)]
  const count = before + after
  const where =
    before > 0 && after > 0
      ? { zh: '前后', en: 'around' }
      : before > 0
        ? { zh: '前面', en: 'before' }
        : { zh: '后面', en: 'after' }
  return {
    title: {
      zh: `echostr ${where.zh}多了空白或换行（${count} 字节）`,
      en: `Blanks or line breaks stand ${where.en} echostr (${count} ${count === 1 ? 'byte' : 'bytes'})`,
    },
    fix: {
      zh: '输出时不要带换行：Go 用 fmt.Fprint 而不是 Fprintln，Java 用 print 而不是 println；PHP 文件的 <?php 前和 ?> 后不留空行。',
      en: 'Write it without a line break: fmt.Fprint and not Fprintln in Go, print and not println in Java; in PHP no blank line before <?php or after ?>.',
    },
    ...(before === 0 && { extra: { offset: echostr.length, length: after } }),
    ...(after === 0 && { extra: { offset: 0, length: before } }),
  }
}

const QUOTED: EchoChange = {
  title: { zh: 'echostr 外面多了一对引号', en: 'There are quotes around echostr' },
  fix: {
    zh: '它被当成 JSON 序列化了，改为输出纯文本：Spring 加 produces = "text/plain"，ASP.NET 用 Content(echostr)，FastAPI 用 PlainTextResponse，Express 用 res.send 而不是 res.json。',
    en: 'It went through a JSON serialiser; write plain text: produces = "text/plain" in Spring, Content(echostr) in ASP.NET, PlainTextResponse in FastAPI, res.send and not res.json in Express.',
  },
}

function createRounded(text: string): EchoChange {
  const shown = text.slice(0, 40)
  return {
    title: {
      zh: `echostr 被转成了数字，变成 ${shown}`,
      en: `echostr was made a number, and became ${shown}`,
    },
    fix: {
      zh: 'echostr 多是 19 位，超过 2^53−1，转成数字就会丢失精度；请始终当作字符串，不要用 Number、parseInt 或自动转换类型的参数解析。',
      en: 'With up to 19 digits it is above 2^53−1, and a number cannot hold it: keep it a string, without Number, parseInt or a query parser that converts types.',
    },
  }
}

const PLAIN_ONLY = {
  zh: '响应体里只写 echostr 本身，Content-Type 用 text/plain；让这条路由绕过统一的返回包装和页面模板。',
  en: 'Write nothing but echostr, as text/plain; take this route past the common response wrapper and page templates.',
}

const IN_JSON: EchoChange = {
  title: { zh: '回复的是 JSON，echostr 包在里面', en: 'The answer is JSON with echostr inside' },
  fix: PLAIN_ONLY,
}

const IN_HTML: EchoChange = {
  title: { zh: '回复的是 HTML，echostr 包在里面', en: 'The answer is HTML with echostr inside' },
  fix: PLAIN_ONLY,
}

const IN_TEXT: EchoChange = {
  title: { zh: 'echostr 前后多了别的内容', en: 'There is more than echostr in the answer' },
  fix: {
    zh: '去掉调试输出和 PHP 的 Notice，只写 echostr，写完就结束。',
    en: 'Remove debug output and PHP notices; write echostr alone and stop there.',
  },
}

const HTML: EchoChange = {
  title: { zh: '回复的是 HTML 页面，没有 echostr', en: 'The answer is an HTML page, without echostr' },
  fix: {
    zh: '多半是登录页、错误页、隧道的提示页，或前端的 index.html 先接住了请求；让这个路径的 GET 走到验证的代码。',
    en: 'A login page, an error page, the tunnel’s own page or the front end’s index.html took the request; let the GET of this path reach the code that verifies.',
  },
}

const SUCCESS: EchoChange = {
  title: { zh: '回复的是 success，不是 echostr', en: 'The answer is success and not echostr' },
  fix: {
    zh: 'success 只用来回复消息（POST）；带 echostr 的 GET 要返回 echostr。',
    en: 'success answers messages (POST); a GET with echostr wants echostr back.',
  },
}

const OTHER: EchoChange = {
  title: { zh: '回复的不是 echostr', en: 'The answer is not echostr' },
  fix: {
    zh: '验签通过后，把查询参数 echostr 原样写进响应体，不写别的；如果回复的是错误信息，先按它排查（比如两边的 Token 不同）。',
    en: 'Once the signature is checked, write the query’s echostr as the body and nothing else; where the answer is a message of an error, start there (two different tokens, perhaps).',
  },
}
