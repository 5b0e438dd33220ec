import type { Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'
import type { FindingTexts } from '../finding.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import { judgeBroken } from './broken-framing.ts'
import { createLengthMismatch } from './content-length.ts'
import { readHeader } from './judged-reply.ts'
import type { JudgedReply } from './judged-reply.ts'
import { mendText, placeIn, placeOfBody } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'

const CODE = 'reply.length-mismatch'

/** Judges the framing of a reply, and compares the number of its bytes and their compression with the headers. */
export function judgeFraming(reply: JudgedReply): Finding[] {
  if (reply.broken) return judgeBroken(reply, 'push')
  return [...judgeLength(reply), ...judgeCompression(reply)]
}

function judgeLength(reply: JudgedReply): Finding[] {
  const stated = readHeader(reply, 'Content-Length')?.trim()
  // If a reply comes in chunks, Content-Length does not count (RFC 9112, section 6.3).
  if (stated === undefined || !/^\d{1,15}$/.test(stated) || readHeader(reply, 'Transfer-Encoding')) return []
  const { body } = reply
  if (Number(stated) === body.length) return []
  const end = Number(stated) < body.length ? 'cut' : 'closed'
  return [createLengthMismatch({ stated: Number(stated), body, end }, 'push')]
}

/** Tells whether the body must be unpacked before anybody can judge it. */
export function isCompressed(reply: JudgedReply): boolean {
  return isGzip(reply.body) || isEncoded(reply)
}

function isGzip(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b
}

function isEncoded(reply: JudgedReply): boolean {
  const encoding = readHeader(reply, 'Content-Encoding')?.trim().toLowerCase() ?? ''
  return encoding !== '' && encoding !== 'identity'
}

function judgeCompression(reply: JudgedReply): Finding[] {
  const fix = {
    zh: '对这条路由关掉压缩；微信的请求里没有 Accept-Encoding。',
    en: 'Switch compression off for this route; WeChat’s request has no Accept-Encoding.',
  }
  if (isEncoded(reply)) {
    const title = {
      zh: '回复被压缩了，微信没有要求压缩',
      en: 'The reply is compressed, which WeChat did not ask for',
    }
    const detail = {
      zh: '微信会不会解压没有公开的说法；压缩的内容这里没有继续检查。',
      en: 'Whether WeChat unpacks it is documented nowhere; what is inside was not looked at here.',
    }
    return [
      createFinding(
        CODE,
        { severity: 'warning', title, detail, fix },
        { in: 'reply-header', name: 'Content-Encoding' },
      ),
    ]
  }
  if (!isGzip(reply.body)) return []
  const title = {
    zh: '正文是 gzip 压缩的，却没有 Content-Encoding',
    en: 'The body is gzip without a Content-Encoding',
  }
  const detail = {
    zh: '没有这个头，谁也不知道要先解压，微信只会看到乱码。',
    en: 'Without the header nobody knows that it has to be unpacked, and WeChat sees garbage.',
  }
  return [createFinding(CODE, { title, detail, fix }, placeOfBody(reply.body))]
}

const CHARSET_FIX = {
  zh: '用 UTF-8 编码输出，Content-Type 写成 text/xml; charset=utf-8（Spring 的字符串默认是 ISO-8859-1，要在 produces 里指定）。',
  en: 'Write UTF-8 and say text/xml; charset=utf-8 (strings in Spring are ISO-8859-1 unless produces says otherwise).',
}

/** Creates the finding for a body that is not UTF-8. `at` is the first byte that is not. */
export function createNotUtf8(reply: JudgedReply, at: number): Finding {
  const before = new TextDecoder('utf-8').decode(reply.body.subarray(0, at))
  const byte = (reply.body[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  const declared = readCharset(reply)
  const repair = declared && !isUtf8(declared) ? decodeAs(reply.body, declared) : null
  const place = placeIn({ text: before, bom: false }, before.length, before.length)
  return createFinding(
    CODE,
    {
      title: {
        zh: `正文不是 UTF-8：第 ${at} 个字节是 0x${byte}`,
        en: `The body is not UTF-8: byte ${at} is 0x${byte}`,
      },
      detail: {
        zh: '微信按 UTF-8 读回复；别的编码（如 GBK），或者半个被截断的汉字，都会变成乱码或故障提示。',
        en: 'WeChat reads replies as UTF-8; another encoding such as GBK, or a character cut in half, ends in garbage or the fault prompt.',
      },
      fix: CHARSET_FIX,
    },
    { ...place, offset: at, length: 1 },
    repair ?? undefined,
  )
}

/** Judges a declared charset that is not the one in use. The body is known to be UTF-8. */
export function judgeCharset(reply: JudgedReply, source: ReplyText, parsed: LenientResult): Finding[] {
  const plain = /^[\t\n\r -~]*$/.test(source.text)
  const header = readCharset(reply)
  const declared = parsed.ok ? parsed.document.declaration?.encoding : undefined
  const findings: Finding[] = []
  // If every character is ASCII, nothing can go wrong, unless question marks are the remains of Chinese text.
  const lost = plain && /\?\?/.test(source.text)
  if (header && !isUtf8(header) && (!plain || lost)) {
    findings.push(
      createFinding(
        CODE,
        { severity: plain ? 'warning' : 'error', ...explainCharset(header) },
        { in: 'reply-header', name: 'Content-Type' },
      ),
    )
  }
  if (declared && !isUtf8(declared) && (!plain || /^utf-?(?:16|32)/i.test(declared))) {
    const start = source.text.indexOf(declared, source.text.indexOf('<?xml'))
    const end = start + declared.length
    findings.push(
      createFinding(
        CODE,
        explainCharset(declared),
        placeIn(source, start, end),
        mendText(source, [{ start, end, text: 'utf-8' }]),
      ),
    )
  }
  return findings
}

function explainCharset(declared: string): FindingTexts {
  const charset = declared.slice(0, 40)
  return {
    title: { zh: `声明的编码是 ${charset}，不是 UTF-8`, en: `It is declared as ${charset}, not UTF-8` },
    detail: {
      zh: '微信按 UTF-8 读回复。声明成别的编码，中文可能已经变成问号或乱码，解析器也可能拒绝。',
      en: 'WeChat reads replies as UTF-8. Declared as anything else, Chinese may have become question marks or garbage, and a parser may refuse it.',
    },
    fix: CHARSET_FIX,
  }
}

function readCharset(reply: JudgedReply): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(readHeader(reply, 'Content-Type') ?? '')?.[1]
}

function isUtf8(charset: string): boolean {
  return /^(?:utf-?8|us-ascii|ascii)$/i.test(charset)
}

function decodeAs(body: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body)
  } catch {
    return null
  }
}
