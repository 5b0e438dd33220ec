import type { Bilingual } from '../../contract/text.ts'
import { utf8Length } from '../../xml/text-position.ts'
import type { FindingTexts } from '../finding.ts'

/** The cause of a changed echostr, and the advice. */
export interface EchoChange extends Pick<FindingTexts, 'title'> {
  fix: NonNullable<FindingTexts['fix']>
  /** The bytes that are too many, if they stand in one place. */
  extra?: { offset: number; length: number }
}

/** What stands in front of echostr or behind it. */
export interface Surplus {
  front: string
  back: string
}

export const COMPRESSED: EchoChange = {
  title: { zh: '回复被压缩了，不是 echostr 原文', en: 'The response is compressed and not echostr as it is' },
  fix: {
    zh: '对这条路由关掉压缩；微信的请求里没有 Accept-Encoding。',
    en: 'Switch compression off for this route; WeChat’s request has no Accept-Encoding.',
  },
}

export const EMPTY: EchoChange = {
  title: { zh: '回复是空的，没有 echostr', en: 'The response is empty, without echostr' },
  fix: {
    zh: '验签通过后，把查询参数 echostr 原样写进响应体；看看处理函数是不是忘了返回。',
    en: 'Once the signature is checked, write the query’s echostr as the body; perhaps the handler returns nothing.',
  },
}

const WITHOUT_BOM: Bilingual = {
  zh: '把源文件存成不带 BOM 的 UTF-8，被引用的文件也要看；PHP 可在输出前 ob_clean()。',
  en: 'Save the source files as UTF-8 without BOM, those included as well; in PHP call ob_clean() before writing.',
}

/**
 * Byte order marks in front of echostr, of which `missing` characters are cut off at the end. `pushed`: the length that
 * was declared is that of echostr, so that the marks are why.
 */
export function createBom(boms: number, missing: number, pushed = false): EchoChange {
  const bytes = 3 * boms
  const title = {
    zh: `echostr 前面多了 BOM（${bytes} 字节）`,
    en: `A byte order mark (${bytes} bytes) stands before echostr`,
  }
  const extra = { offset: 0, length: bytes }
  if (missing === 0) return { title, fix: WITHOUT_BOM, extra }
  const characters = countMissing(missing)
  return {
    title: {
      zh: `${title.zh}，末尾少了 ${missing} 个字符`,
      en: `${title.en}, and its last ${characters} missing`,
    },
    fix: pushed
      ? {
          zh: `两处是同一个原因：Content-Length 只按 echostr 的长度算，没有算 BOM 的 ${bytes} 个字节，末尾就被挤掉了。${WITHOUT_BOM.zh}`,
          en: `Both have one cause: Content-Length counts echostr without the ${bytes} bytes of the mark, which push its end out. ${WITHOUT_BOM.en}`,
        }
      : WITHOUT_BOM,
    extra,
  }
}

function countMissing(missing: number): string {
  return missing === 1 ? 'character is' : `${missing} characters are`
}

/** An echostr of which only `kept` is there; `front` bytes stand before it and pushed its end out. */
export function createCut({
  kept,
  echostr,
  side,
  front,
}: {
  kept: string
  echostr: string
  side: 'front' | 'back'
  front: number
}): EchoChange {
  const missing = echostr.length - kept.length
  const characters = countMissing(missing)
  if (front > 0) {
    return {
      title: {
        zh: `echostr 前面多了 ${front} 个字节，末尾少了 ${missing} 个字符`,
        en: `${front} ${front === 1 ? 'byte stands' : 'bytes stand'} before echostr, and its last ${characters} missing`,
      },
      fix: {
        zh: '两处是同一个原因：Content-Length 只按 echostr 的长度算，前面多出来的内容把末尾挤掉了。去掉前面的空行、空白和调试输出，长度交给框架去算。',
        en: 'Both have one cause: Content-Length counts echostr alone, and what stands in front pushes its end out. Remove the blank lines and debug output, and leave the length to the framework.',
      },
      extra: { offset: 0, length: front },
    }
  }
  return {
    title:
      side === 'back'
        ? {
            zh: `回复的不是 echostr 全文，末尾少了 ${missing} 个字符`,
            en: `The response is not the whole echostr: its last ${characters} missing`,
          }
        : {
            zh: `回复的不是 echostr 全文，开头少了 ${missing} 个字符`,
            en: `The response is not the whole echostr: its first ${characters} missing`,
          },
    fix: {
      zh: 'echostr 可以有 19 位以上：检查 Content-Length、固定长度的缓冲区或字段，以及 substr 之类的截取，原样返回整个字符串。',
      en: 'echostr can have 19 characters and more: check Content-Length, buffers or columns of fixed size, and substr and the like, and send the whole string back.',
    },
  }
}

/** The same echostr several times. */
export function createTwice(times: number): EchoChange {
  return {
    title: { zh: `echostr 回复了 ${times} 遍`, en: `echostr was sent ${times} times` },
    fix: {
      zh: '只输出一次：常见的是先 echo 或 print，又把它作为返回值交给框架；或验签的代码被执行了两次。',
      en: 'Write it once: most often it is echoed or printed, and then returned to the framework as well, or the code that verifies runs twice.',
    },
  }
}

/** A value that a program prints where it has none. */
export function createNoValue(text: string): EchoChange {
  return {
    title: { zh: `回复的是 ${text}，没有取到 echostr`, en: `The response is ${text}: echostr was not there` },
    fix: {
      zh: '返回的是验签的结果或一个空变量：从查询参数里取 echostr（小写），验签通过后返回它本身。',
      en: 'The result of the check, or a variable without a value, was sent: read echostr (lower case) from the query, and send it once the signature is checked.',
    },
  }
}

/** Digits that are another echostr: that of an earlier verification. */
export function createOld(text: string, cached: boolean): EchoChange {
  return {
    title: {
      zh: `回复的不是 echostr，像是另一次验证的：${text}`,
      en: `The response is not echostr, but looks like that of another verification: ${text}`,
    },
    fix: cached
      ? {
          zh: '响应头说明它来自缓存：CDN、反向代理或框架缓存了旧的回复。让这个路径不缓存（Cache-Control: no-store），再清一次缓存。',
          en: 'Its headers show a cache: a CDN, a reverse proxy or the framework kept an old response. Exempt this path (Cache-Control: no-store) and clear the cache.',
        }
      : {
          zh: 'echostr 每次都不同：检查是不是写死在代码里、存进了全局变量，或者被 CDN、反向代理缓存了。',
          en: 'echostr is another one each time: see whether it is written into the code, kept in a global variable, or cached by a CDN or reverse proxy.',
        },
  }
}

/** Blanks, line breaks or byte order marks around a whole echostr. */
export function createBlanks(text: string, echostr: string): EchoChange {
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

export const QUOTED: EchoChange = {
  title: { zh: 'echostr 外面多了一对引号', en: 'There are quotes around echostr' },
  fix: {
    zh: '它被当成 JSON 序列化了，改为输出纯文本：Spring 加 produces = "text/plain"，ASP.NET 用 Content(echostr)，FastAPI 用 PlainTextResponse，Express 用 res.send 而不是 res.json。',
    en: 'It went through a JSON serialiser; write plain text: produces = "text/plain" in Spring, Content(echostr) in ASP.NET, PlainTextResponse in FastAPI, res.send and not res.json in Express.',
  },
}

export function createRounded(text: string): EchoChange {
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

export const IN_JSON: EchoChange = {
  title: { zh: '回复的是 JSON，echostr 包在里面', en: 'The response is JSON with echostr inside' },
  fix: PLAIN_ONLY,
}

export const IN_HTML: EchoChange = {
  title: { zh: '回复的是 HTML，echostr 包在里面', en: 'The response is HTML with echostr inside' },
  fix: PLAIN_ONLY,
}

export const IN_XML: EchoChange = {
  title: { zh: '回复的是 XML，echostr 包在里面', en: 'The response is XML with echostr inside' },
  fix: {
    zh: '响应体里只写 echostr 本身：ASP.NET 用 Content(echostr) 或 HttpResponseMessage，不要让框架把返回的字符串序列化成 XML。',
    en: 'Write nothing but echostr: Content(echostr) or an HttpResponseMessage in ASP.NET, so that no framework serialises the string as XML.',
  },
}

/** More than echostr: what stands in front and behind. `isNotice`: PHP wrote it. */
export function createWithin({ front, back }: Surplus, isNotice: boolean): EchoChange {
  const shown = (text: string) => (text.length <= 24 ? text : `${text.slice(0, 24)}…`).replace(/\s+/g, ' ')
  const zh = [front && `前面是「${shown(front)}」`, back && `后面是「${shown(back)}」`]
    .filter(Boolean)
    .join('，')
  const en = [front && `“${shown(front)}” in front`, back && `“${shown(back)}” behind`]
    .filter(Boolean)
    .join(', ')
  return {
    title: {
      zh: `echostr 前后多了别的内容${zh && `：${zh}`}`,
      en: `There is more than echostr in the response${en && `: ${en}`}`,
    },
    fix: isNotice
      ? {
          zh: '前面是 PHP 的提示：先按它修好代码，再在生产环境关掉 display_errors；输出前可以 ob_clean()，写完就 exit。',
          en: 'PHP’s own notice stands in front: fix what it says, switch display_errors off in production, and call ob_clean() before writing and exit after it.',
        }
      : {
          zh: '去掉调试输出和 PHP 的 Notice，只写 echostr，写完就结束。',
          en: 'Remove debug output and PHP notices; write echostr alone and stop there.',
        },
  }
}

export const UTF_16: EchoChange = {
  title: { zh: 'echostr 被写成了 UTF-16', en: 'echostr was written as UTF-16' },
  fix: {
    zh: '每个字符占了两个字节：输出时指定 UTF-8（.NET 用 Encoding.UTF8，不是 Encoding.Unicode）。',
    en: 'Each character takes two bytes: write UTF-8 (Encoding.UTF8 and not Encoding.Unicode in .NET).',
  },
}

export const BASE64: EchoChange = {
  title: { zh: 'echostr 被 Base64 编码了', en: 'echostr was encoded in Base64' },
  fix: {
    zh: '按文本返回：函数的返回值被当成二进制编码了（API 网关和云函数的 isBase64Encoded 要设为 false）。',
    en: 'Send it as text: the function’s result was taken for bytes (isBase64Encoded of API gateways and cloud functions has to be false).',
  },
}

export const HTML: EchoChange = {
  title: { zh: '回复的是 HTML 页面，没有 echostr', en: 'The response is an HTML page, without echostr' },
  fix: {
    zh: '多半是登录页、错误页、隧道的提示页，或前端的 index.html 先接住了请求；让这个路径的 GET 走到验证的代码。',
    en: 'A login page, an error page, the tunnel’s own page or the front end’s index.html took the request; let the GET of this path reach the code that verifies.',
  },
}

export const SUCCESS: EchoChange = {
  title: { zh: '回复的是 success，不是 echostr', en: 'The response is success and not echostr' },
  fix: {
    zh: 'success 只用来回复消息（POST）；带 echostr 的 GET 要返回 echostr。',
    en: 'success is a reply to messages (POST); a GET with echostr wants echostr back.',
  },
}

export const OTHER: EchoChange = {
  title: { zh: '回复的不是 echostr', en: 'The response is not echostr' },
  fix: {
    zh: '验签通过后，把查询参数 echostr 原样写进响应体，不写别的；如果回复的是错误信息，先按它排查（比如两边的 Token 不同）。',
    en: 'Once the signature is checked, write the query’s echostr as the body and nothing else; where the response is an error message, start there (two different tokens, perhaps).',
  },
}
