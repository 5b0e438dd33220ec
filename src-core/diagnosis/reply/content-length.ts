import type { Bilingual } from '../../contract/text.ts'
import type { Finding, Place } from '../../contract/exchange.ts'
import { decodeText } from '../../exchange/record.ts'
import { createFinding } from '../finding.ts'
import { seemsWhole } from './judged-body.ts'
import type { Addressee } from './judged-reply.ts'

/**
 * `cut`: more came than the head says, so whoever reads stops too early. `closed`: less came before the connection
 * ended. `open`: less came, and the connection stayed open.
 */
export type LengthEnd = 'cut' | 'closed' | 'open'

const AT_HEADER: Place = { in: 'reply-header', name: 'Content-Length' }

/** Creates the finding for a Content-Length that is not the number of bytes in the body. */
export function createLengthMismatch(
  { stated, body, end }: { stated: number; body: Uint8Array; end: LengthEnd },
  to: Addressee,
  isWhole = seemsWhole,
): Finding {
  const count = nameCount(stated, body)
  const isHarmless = end === 'cut' && isWhole(body.subarray(0, stated))
  const after = isHarmless ? HARMLESS : AFTER[end][to]
  return createFinding(
    'reply.length-mismatch',
    {
      severity: isHarmless ? 'warning' : 'error',
      title: {
        zh: `Content-Length 写了 ${stated}，实际发出 ${body.length} 个字节${count?.short.zh ?? ''}`,
        en: `Content-Length says ${stated}, and ${body.length} bytes were sent${count?.short.en ?? ''}`,
      },
      detail: { zh: `${count?.long.zh ?? ''}${after.zh}`, en: `${count?.long.en ?? ''}${after.en}` },
      fix: count?.fix ?? {
        zh: '先把响应体编码成 UTF-8，再数字节；最好不要自己写这个头，交给框架。',
        en: 'Encode the body as UTF-8 first and count its bytes then; better, leave the header to the framework.',
      },
    },
    AT_HEADER,
  )
}

const HARMLESS: Bilingual = {
  zh: '在这个长度之内回复已经完整，后面多出的字节没有人读。有些代理和客户端会因此判为错误。',
  en: 'The reply is whole within that length, and nobody reads the bytes after it. Some proxies and clients take it for an error.',
}

const AFTER: Record<LengthEnd, Record<Addressee, Bilingual>> = {
  cut: {
    push: {
      zh: '按 HTTP 标准，对方读满 Content-Length 就停，后面的丢掉：微信得到的多半是被截断的 XML，用户会看到故障提示。',
      en: 'By the HTTP standard the reader stops at Content-Length and drops the rest: WeChat most likely gets a reply that is cut off, and the user sees the fault prompt.',
    },
    verification: {
      zh: '按 HTTP 标准，对方读满 Content-Length 就停，后面的丢掉：微信得到的不是完整的 echostr，验证失败。',
      en: 'By the HTTP standard the reader stops at Content-Length and drops the rest: WeChat does not get the whole echostr, and the verification fails.',
    },
  },
  closed: {
    push: {
      zh: '连接在读满之前就断了，按 HTTP 标准这是不完整的响应，不能用；微信多半会当作失败并重新推送。',
      en: 'The connection ended before that many had come. By the HTTP standard such a response is incomplete; WeChat most likely counts it as a failure and sends the message again.',
    },
    verification: {
      zh: '连接在读满之前就断了，按 HTTP 标准这是不完整的响应，验证多半不会通过。',
      en: 'The connection ended before that many had come. By the HTTP standard such a response is incomplete, and the verification most likely fails.',
    },
  },
  open: {
    push: {
      zh: '微信会一直等剩下的字节，等满 5 秒就断开并重新推送。',
      en: 'WeChat waits for the rest, hangs up after 5 seconds and sends the message again.',
    },
    verification: {
      zh: '对方会一直等剩下的字节，公众号后台会提示请求 URL 超时。',
      en: 'The reader waits for the rest, and the console says that the URL timed out.',
    },
  },
}

/** The thing that was counted instead of the bytes. */
interface Count {
  short: Bilingual
  long: Bilingual
  fix: Bilingual
}

/** Names the quantity that is exactly `stated`. Returns null if there is none. */
function nameCount(stated: number, body: Uint8Array): Count | null {
  const { text, exact } = decodeText(body)
  if (!exact || body.length === 0) return null
  const characters = Array.from(text).length
  if (stated !== body.length && (stated === text.length || stated === characters))
    return countCharacters(stated, body)
  const [lead = ''] = /^[^<]*(?=<)/.exec(text) ?? /^\uFEFF/.exec(text) ?? []
  const leadBytes = Buffer.byteLength(lead)
  if (leadBytes > 0 && stated === body.length - leadBytes) return countWithoutLead(lead, leadBytes)
  const others = ENCODINGS.find(({ measure }) => measure(text) === stated)
  if (others) return countElsewhere(others.name)
  const lines = text.split('\n').length - 1
  const pairs = text.split('\r\n').length - 1
  if (lines > 0 && (stated === body.length + lines - pairs || stated === body.length - pairs))
    return stated === body.length ? null : COUNTED_LINES
  return null
}

function countCharacters(stated: number, body: Uint8Array): Count {
  return {
    short: { zh: '：数的是字符', en: ': characters were counted' },
    long: {
      zh: `响应体正好是 ${stated} 个字符，编码成 UTF-8 是 ${body.length} 个字节：一个汉字占三个。`,
      en: `The body has exactly ${stated} characters, which are ${body.length} bytes in UTF-8: a Chinese character has three. `,
    },
    fix: {
      zh: '数编码之后的字节：Node 用 Buffer.byteLength(s)，Java 用 s.getBytes(UTF_8).length，Python 用 len(s.encode())，PHP 用 strlen 而不是 mb_strlen；或者不写这个头，交给框架。',
      en: 'Count the encoded bytes: Buffer.byteLength(s) in Node, s.getBytes(UTF_8).length in Java, len(s.encode()) in Python, strlen and not mb_strlen in PHP; or leave the header to the framework.',
    },
  }
}

function countWithoutLead(lead: string, bytes: number): Count {
  const isBom = lead === '\uFEFF'
  const what = isBom
    ? { zh: ` BOM（${bytes} 字节）`, en: `the byte order mark (${bytes} bytes)` }
    : { zh: `前面多出来的 ${bytes} 个字节`, en: `the ${bytes} bytes in front` }
  return {
    short: { zh: `：没有算上${what.zh}`, en: `: without ${what.en}` },
    long: {
      zh: `长度里没有算上${what.zh}，末尾的 ${bytes} 个字节就被挤到了外面。`,
      en: `It leaves out ${what.en}, so the last ${bytes} bytes do not fit in. `,
    },
    fix: {
      zh: '去掉前面的内容：源文件存成不带 BOM 的 UTF-8，关掉 PHP 的提示输出。',
      en: 'Remove what stands in front: save the source files as UTF-8 without BOM, switch PHP’s notices off.',
    },
  }
}

const ENCODINGS: { name: string; measure: (text: string) => number }[] = [
  { name: 'UTF-16', measure: (text) => text.length * 2 },
  // One byte for ASCII and two for everything else that GBK has.
  { name: 'GBK', measure: (text) => text.length + text.replace(/[\0-\x7f]/g, '').length },
]

function countElsewhere(encoding: string): Count {
  return {
    short: { zh: `：是 ${encoding} 的字节数`, en: `: that is the length in ${encoding}` },
    long: {
      zh: `这是响应体按 ${encoding} 编码的字节数，发出的却是 UTF-8。`,
      en: `That is the number of bytes in ${encoding}, and UTF-8 was sent. `,
    },
    fix: {
      zh: '用同一种编码去数和发：写明 UTF-8，不要用系统的默认编码。',
      en: 'Count and send in one encoding: name UTF-8, and do not rely on the system’s default.',
    },
  }
}

const COUNTED_LINES: Count = {
  short: { zh: '：换行符数得不一样', en: ': line breaks were counted otherwise' },
  long: {
    zh: '差的正好是换行的个数：数的时候和发的时候，换行一个是 \\r\\n，一个是 \\n。',
    en: 'The difference is the number of line breaks: \\r\\n in what was counted and \\n in what was sent, or the other way round. ',
  },
  fix: {
    zh: '先定好换行再数，之后不要再改动响应体（文本模式的输出流会改写换行）。',
    en: 'Settle the line breaks before counting, and change nothing after; streams in text mode rewrite them.',
  },
}
