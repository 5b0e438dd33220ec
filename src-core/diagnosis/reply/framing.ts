import type { Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'
import { judgeBroken } from './broken-framing.ts'
import { createLengthMismatch } from './content-length.ts'
import { readHeader } from './judged-reply.ts'
import type { JudgedReply } from './judged-reply.ts'
import { placeOfBody } from './reply-text.ts'

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
    zh: '响应体是 gzip 压缩的，却没有 Content-Encoding',
    en: 'The body is gzip without a Content-Encoding',
  }
  const detail = {
    zh: '没有这个头，谁也不知道要先解压，微信只会看到乱码。',
    en: 'Without the header nobody knows that it has to be unpacked, and WeChat sees garbled bytes.',
  }
  return [createFinding(CODE, { title, detail, fix }, placeOfBody(reply.body))]
}
