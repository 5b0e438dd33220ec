import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { HttpReply } from '../../exchange/answer.ts'
import { decodeText } from '../../exchange/record.ts'
import type { Answer } from '../../ports/http.ts'
import type { FindingTexts } from '../finding.ts'
import { createFinding } from '../finding.ts'
import { judgeHop } from '../hop/judge-hop.ts'
import { judgeBroken } from '../reply/broken-framing.ts'
import { isCompressed } from '../reply/framing.ts'
import { firstDifference, placeOf } from './way-there.ts'

/**
 * Compares the reply that the responder sent with the answer that came back, and says what was changed on the way. A
 * part of the reply is a cut on the way, whatever a broken answer looks like otherwise: the responder sent it whole.
 */
export function judgeWayBack(replied: HttpReply, returned: Answer, to: 'push' | 'verification'): Finding[] {
  if (returned.broken && !isCut(replied, returned)) {
    const broken = judgeBroken(returned, to)
    if (broken.length > 0) return broken
  }
  if (returned.status !== replied.status) return [...judgeHop(returned), createOtherStatus(replied, returned)]
  return judgeBody(replied.body, returned, to)
}

function isCut(replied: HttpReply, { status, body }: Answer): boolean {
  const isShorter = body.length < replied.body.length
  return status === replied.status && isShorter && firstDifference(replied.body, body) === body.length
}

/** Says that the responder replied, and that the reply was not back within the time that WeChat waits. */
export function createHeldBack(): Finding {
  return createFinding('hop.changed-reply', {
    title: {
      zh: '应答器已经回复，5 秒内却没有完整地传回来',
      en: 'The responder replied, and its reply was not back whole within 5 seconds',
    },
    detail: {
      zh: '请求到了应答器，应答器马上就回复了，时间都花在路上：有一跳太慢，或者没有把回复传下去。微信等不到就会断开。',
      en: 'The request arrived and was replied to at once; the time went on the way: a hop is too slow, or does not pass the reply on. WeChat would have hung up.',
    },
    fix: {
      zh: '看隧道和反向代理的日志；重新启动隧道，或换一个近的节点。',
      en: 'Look into the logs of tunnel and proxy; start the tunnel again, or take a nearer region.',
    },
  })
}

function createOtherStatus({ status, body }: HttpReply, returned: Answer): Finding {
  return createFinding(
    'hop.changed-reply',
    {
      title: {
        zh: `应答器回了 ${status}，公网上收到的是 ${returned.status}`,
        en: `The responder replied ${status}, and ${returned.status} came back`,
      },
      detail: Buffer.from(body).equals(returned.body)
        ? {
            zh: '内容没有变，路上有一跳改了状态码；微信只认 200。',
            en: 'The content is the same, and a hop changed the status; WeChat takes 200 only.',
          }
        : {
            zh: '请求到了应答器，回复却没有回来：路上有一跳超时、断开，或换上了自己的页面。',
            en: 'The request got to the responder, and the reply did not come back: a hop timed out, hung up, or put a page of its own in its place.',
          },
      fix: ADVICE,
    },
    { in: 'reply-status' },
  )
}

const ADVICE: Bilingual = {
  zh: '在反向代理、CDN 或隧道上对这个地址关掉内容改写、注入、压缩和缓存。',
  en: 'Switch rewriting, injection, compression and caching off for this address, at the proxy, the CDN or the tunnel.',
}

function judgeBody(sent: Uint8Array, returned: Answer, to: 'push' | 'verification'): Finding[] {
  const { body } = returned
  if (Buffer.from(sent).equals(body)) return []
  const offset = Math.min(firstDifference(sent, body), Math.max(0, body.length - 1))
  return [
    createFinding(
      'hop.changed-reply',
      { ...nameChange(sent, returned, to), fix: ADVICE },
      { in: 'reply-body', offset, length: Math.max(1, body.length - offset), ...placeOf(body, offset) },
    ),
  ]
}

function nameChange(
  sent: Uint8Array,
  returned: Answer,
  to: 'push' | 'verification',
): Omit<FindingTexts, 'fix'> & { severity?: 'info' } {
  const { body } = returned
  const at = Buffer.from(body).indexOf(Buffer.from(sent))
  if (isCompressed(returned)) {
    return {
      title: {
        zh: `回复在路上被压缩了（${body.length} 字节）`,
        en: `The reply was compressed on the way (${body.length} bytes)`,
      },
      detail: {
        zh: '请求里没有 Accept-Encoding，微信不会解压，看到的是乱码。',
        en: 'The request has no Accept-Encoding, so WeChat does not unpack it, and sees garbage.',
      },
    }
  }
  if (sent.length > 0 && at >= 0) {
    const added = Buffer.concat([body.subarray(0, at), body.subarray(at + sent.length)])
    const where = at === 0 ? AFTER : at + sent.length === body.length ? BEFORE : AROUND
    const title = {
      zh: `回复${where.zh}多了 ${added.length} 字节：${show(added)}`,
      en: `${added.length} ${added.length === 1 ? 'byte was' : 'bytes were'} added ${where.en} the reply: ${show(added)}`,
    }
    if (to === 'push' && where === AFTER && /^\s+$/.test(decodeText(added).text)) {
      return {
        severity: 'info',
        title,
        detail: {
          zh: 'XML 后面的空白没有影响；放到验证的回复里，验证就会失败。',
          en: 'Blanks behind the XML do no harm; behind the reply to a verification they would make it fail.',
        },
      }
    }
    return {
      title,
      detail: {
        zh: '微信逐字节读回复：验证时多一个字节就算失败，消息的回复前面多了内容也会出错。',
        en: 'WeChat reads every byte: one more fails a verification, and anything in front of a reply is an error.',
      },
    }
  }
  const offset = firstDifference(sent, body)
  if (offset === body.length) {
    return {
      title: {
        zh: `回复只回来 ${body.length} 字节，发出的是 ${sent.length} 字节`,
        en: `${body.length} of the reply’s ${sent.length} bytes came back`,
      },
      detail: {
        zh: '路上有一跳截断了回复，微信读不出完整的内容。',
        en: 'A hop cut the reply short, and WeChat cannot read it.',
      },
    }
  }
  // A tag that begins just before is shown whole.
  const tag = body.lastIndexOf(LESS_THAN, offset)
  const excerpt = show(body.subarray(tag > offset - NEAR ? tag : offset))
  return {
    title: {
      zh: `回复从第 ${offset + 1} 个字节起不同：${excerpt}`,
      en: `The reply differs from byte ${offset + 1} on: ${excerpt}`,
    },
    detail: {
      zh: '路上有一跳替换了内容，用户看到的不是发出的回复；加密的回复差一个字节就解不开。',
      en: 'A hop put other content in, so that the user would not see what was sent; an encrypted reply cannot be opened.',
    },
  }
}

const LESS_THAN = 0x3c

/** Bytes from the beginning of a tag to the difference in it. */
const NEAR = 32

const BEFORE = { zh: '前面', en: 'before' }
const AFTER = { zh: '后面', en: 'after' }
const AROUND = { zh: '前后', en: 'around' }

/** Shows bytes as text; if there is nothing to see in it, such as a BOM or a line break, in hexadecimal. */
function show(bytes: Uint8Array): string {
  const line = decodeText(bytes.subarray(0, 120))
    .text.replace(/[\s\p{C}]+/gu, ' ')
    .trim()
  if (line === '') return showHex(bytes)
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}

function showHex(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
  return shown.join(' ') + (bytes.length > 8 ? ' …' : '')
}
