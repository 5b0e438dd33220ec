import type { Finding } from '../../contract/exchange.ts'
import { decodeText } from '../../exchange/record.ts'
import { nameEchoChange } from './echo-changes.ts'
import type { EchoReply } from './echo-changes.ts'
import { createFinding } from '../finding.ts'
import { isCompressed } from '../reply/framing.ts'
import { readHeader } from '../reply/judged-reply.ts'
import type { JudgedReply } from '../reply/judged-reply.ts'

/** Characters that are shown of each byte string: an echostr has 19, and the beginning of a page tells enough. */
const SHOWN = 80

/**
 * Compares an answer to a verification with the echostr (ASCII, as WeChat's is), byte by byte, and names the mistake by
 * which it differs. The status is judged elsewhere.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function judgeEcho(reply: JudgedReply, echostr: string): Finding[] {
  const { body } = reply
  const { text } = decodeText(body)
  if (text === echostr) return []
  const { title, fix, extra } = nameEchoChange(text, echostr, describeReply(reply))
  const { offset, length } = extra ?? { offset: 0, length: body.length }
  const shown = showBytes(body)
  return [
    createFinding(
      'echo.changed',
      {
        title,
        detail: {
          zh: `微信要求原样返回 echostr，差一个字节都算验证失败。应为 ${echostr}（${echostr.length} 字节），收到 ${shown || '空内容'}（${body.length} 字节）。`,
          en: `WeChat wants echostr back to the byte, or the verification fails. Expected ${echostr} (${echostr.length} bytes), got ${shown || 'nothing'} (${body.length} bytes).`,
        },
        fix,
      },
      { in: 'reply-body', offset, length, line: 1, column: offset + 1 },
    ),
  ]
}

function describeReply(reply: JudgedReply): EchoReply {
  const stated = readHeader(reply, 'Content-Length')?.trim() ?? ''
  const isHit = /\bhit\b/i.test(`${readHeader(reply, 'X-Cache')} ${readHeader(reply, 'CF-Cache-Status')}`)
  return {
    compressed: isCompressed(reply),
    declaredLength: /^\d{1,9}$/.test(stated) ? Number(stated) : null,
    cached: isHit || Number(readHeader(reply, 'Age') ?? 0) > 0,
  }
}

/** Counts whole characters, not halves of surrogate pairs. */
const BEGINNING = new RegExp(`^.{0,${SHOWN}}`, 'su')

/** Characters that nobody would see: blanks at the ends, and control and format characters (a BOM, direction marks) anywhere. */
const HIDDEN = /^\s+|\s+$|[\p{C}\p{Zl}\p{Zp}]|[^\S ]/gu

/** Returns the bytes as text, with invisible characters written as bytes: `\xEF\xBB\xBF4375…\x0A`. */
function showBytes(bytes: Uint8Array): string {
  const { text, exact } = decodeText(bytes)
  const dots = (exact ? text : bytes).length > SHOWN ? '…' : ''
  if (!exact) return escapeBytes(bytes.subarray(0, SHOWN)) + dots
  const beginning = BEGINNING.exec(text)?.[0] ?? ''
  return beginning.replace(HIDDEN, (hidden) => escapeBytes(new TextEncoder().encode(hidden))) + dots
}

function escapeBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
