import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import type { FindingTexts } from '../finding.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import { decodeAs, lengthByLead, recogniseEncoding } from './encodings.ts'
import type { Cut } from './encodings.ts'
import { readHeader } from './judged-reply.ts'
import type { JudgedReply } from './judged-reply.ts'
import { mendText, placeIn, quote } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'

const CODE = 'reply.length-mismatch'

const FIX: Bilingual = {
  zh: '用 UTF-8 编码输出，Content-Type 写成 text/xml; charset=utf-8（Spring 的字符串默认是 ISO-8859-1，要在 produces 里指定）。',
  en: 'Write UTF-8 and say text/xml; charset=utf-8 (strings in Spring are ISO-8859-1 unless produces says otherwise).',
}

/** Creates the finding for a body that is not UTF-8. `at` is the first byte that is not. */
export function createNotUtf8(reply: JudgedReply, at: number): Finding {
  const found = recogniseEncoding(reply.body)
  if (found && 'cuts' in found) return createCut(reply.body, found.cuts, found.text)
  const declared = readCharset(reply)
  const text = found?.text ?? (declared && !isUtf8(declared) ? decodeAs(reply.body, declared) : null)
  return createFinding(
    CODE,
    { ...(found ? explainOther(found) : explainUnknown(reply.body, at)), fix: FIX },
    placeOfBytes(reply.body, at, 1),
    text === null ? undefined : repairBy(text),
  )
}

function explainOther({ name, isMixed, text }: { name: string; isMixed?: true; text: string }): FindingTexts {
  // In UTF-16 every character is another; elsewhere ASCII is the same, and the rest tells whether it was decoded rightly.
  const shown = quote(/[^\x00-\x7F]+/.exec(text)?.[0] ?? text)
  if (isMixed) {
    return {
      title: {
        zh: `响应体里 ${name} 和 UTF-8 混在一起`,
        en: `The body is ${name} in one part and UTF-8 in another`,
      },
      detail: {
        zh: `分别解码，写的是${shown.zh}等；多半源文件是一种编码，数据库或用户的文字是另一种。微信按 UTF-8 读，用户会看到乱码或故障提示。`,
        en: `Decoded part by part it says ${shown.en} and so on: source files in one encoding, most likely, and data in the other. WeChat reads UTF-8, and the user sees garbled text or the fault prompt.`,
      },
    }
  }
  return {
    title: { zh: `响应体是 ${name} 编码，不是 UTF-8`, en: `The body is ${name}, not UTF-8` },
    detail: {
      zh: `按 ${name} 能全部解码，写的是${shown.zh}；微信按 UTF-8 读，用户会看到乱码或故障提示。`,
      en: `All of it decodes as ${name} and says ${shown.en}; WeChat reads UTF-8, and the user sees garbled text or the fault prompt.`,
    },
  }
}

function explainUnknown(body: Uint8Array, at: number): FindingTexts {
  const byte = toHex(body.subarray(at, at + 1))
  return {
    title: {
      zh: `响应体不是 UTF-8：第 ${at} 个字节是 0x${byte}`,
      en: `The body is not UTF-8: byte ${at} is 0x${byte}`,
    },
    detail: {
      zh: '微信按 UTF-8 读回复；看不出是哪一种编码，用户多半看到乱码或故障提示。',
      en: 'WeChat reads replies as UTF-8; which encoding this is cannot be told, and the user most likely sees garbled text or the fault prompt.',
    },
  }
}

/** Creates the finding for characters of which only a part is there. */
function createCut(body: Uint8Array, cuts: readonly Cut[], text: string | null): Finding {
  const [{ at, length, missing }] = cuts as [Cut, ...Cut[]]
  const bytes = toHex(body.subarray(at, at + length))
  const last = at + length - 1
  const range = {
    zh: length === 1 ? `第 ${at} 个字节` : `第 ${at} 至 ${last} 个字节`,
    en: length === 1 ? `byte ${at}` : `bytes ${at} to ${last}`,
  }
  const whole = lengthByLead(body[at]!)
  const are = length === 1 ? 'is' : 'are'
  const part = {
    zh: missing === 'before' ? '是一个字符的后半截' : `只是一个 ${whole} 字节字符的前 ${length} 个字节`,
    en:
      missing === 'before'
        ? `${are} the end of a character whose beginning is missing`
        : `${are} the first ${length} of a character of ${whole} bytes`,
  }
  const where = at + length === body.length ? nameEnd(body.length) : nameValue(body, at)
  return createFinding(
    CODE,
    {
      title:
        cuts.length === 1
          ? {
              zh: `有字符被截断：${range.zh}（${bytes}）`,
              en: `A character was cut: ${range.en} (${bytes})`,
            }
          : {
              zh: `有 ${cuts.length} 个字符被截断，第一个在${range.zh}（${bytes}）`,
              en: `${cuts.length} characters were cut, the first at ${range.en} (${bytes})`,
            },
      detail: {
        zh: `${bytes} ${part.zh}。${where.zh}其余部分是 UTF-8，不是编码选错了。`,
        en: `${bytes} ${part.en}. ${where.en}The rest is UTF-8: no other encoding was used.`,
      },
      fix: {
        zh: '按字符截断，不要按字节：PHP 用 mb_substr 或 mb_strcut，Go 先转成 []rune，C 和 Lua 要退回到字符的第一个字节。',
        en: 'Cut by characters, not by bytes: mb_substr or mb_strcut in PHP, []rune in Go; in C and Lua step back to a character’s first byte.',
      },
    },
    placeOfBytes(body, at, length),
    text === null ? undefined : repairBy(text),
  )
}

function nameEnd(length: number): Bilingual {
  const isBuffer = length % 256 === 0
  return {
    zh: `回复到第 ${length} 个字节为止，后面的都没有了${isBuffer ? '，像是缓冲区只有这么大' : '；Content-Length 数了字符、或者缓冲区不够大，都会这样'}。`,
    en: `The reply ends after ${length} bytes, and all behind is missing${isBuffer ? ': a buffer seems to hold no more' : '; a Content-Length in characters, or a buffer too small, does this'}. `,
  }
}

/** Names the element whose value is cut, and the bytes that the value has so far: a limit shows in them. */
function nameValue(body: Uint8Array, at: number): Bilingual {
  const before = new TextDecoder('utf-8').decode(body.subarray(0, at))
  const [, name, value] = /<([A-Za-z]\w*)>(?:<!\[CDATA\[)?([^<]*)$/.exec(before) ?? []
  if (name === undefined || value === undefined) return { zh: '', en: '' }
  const length = new TextEncoder().encode(value).length
  return {
    zh: `${name} 到这里有 ${length} 个字节。`,
    en: `${name} has ${length} bytes up to there. `,
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
}

function placeOfBytes(body: Uint8Array, at: number, length: number): Finding['at'] {
  const before = new TextDecoder('utf-8').decode(body.subarray(0, at))
  const place = placeIn({ text: before, bom: false }, before.length, before.length)
  return { ...place, offset: at, length }
}

/** Returns the decoded text if it is a reply. Its declaration must not name another encoding. */
function repairBy(text: string): string | undefined {
  if (!/<xml[\s>]/.test(text) && text !== 'success') return undefined
  return text.replace(/^(<\?xml\s[^>]*?\bencoding\s*=\s*)(["'])(?!utf-?8\2)[^"'>]*\2/i, '$1$2utf-8$2')
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
      en: 'WeChat reads replies as UTF-8. Declared as anything else, Chinese may have become question marks or garbled text, and a parser may refuse it.',
    },
    fix: FIX,
  }
}

function readCharset(reply: JudgedReply): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(readHeader(reply, 'Content-Type') ?? '')?.[1]
}

function isUtf8(charset: string): boolean {
  return /^(?:utf-?8|us-ascii|ascii)$/i.test(charset)
}
