import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { BodyFraming, FramingFault } from '../../ports/framing-fault.ts'
import { createFinding } from '../finding.ts'
import { createLengthMismatch } from './content-length.ts'
import type { Addressee } from './judged-reply.ts'

/** The part of an answer that came whole, although the response never ended. */
export type WholePart = 'xml' | 'success' | 'echostr'

/**
 * Judges a body that had not ended when time was up; `whole` is what came whole, or null. Returns null if a piece came:
 * the backend may just be slow.
 */
export function judgeOpenBody(
  { fault, body, whole }: { fault: OpenFault; body: Uint8Array; whole: WholePart | null },
  to: Addressee,
): Finding | null {
  const { framing } = fault
  if (body.length === 0) return createNeverEnded(fault, 0, NO_BODY, FIX_NO_BODY, to)
  if (!whole) return null
  if (framing.by === 'length') return createLengthMismatch({ stated: framing.stated, body, end: 'open' }, to)
  const name = WHOLE[whole]
  const title = {
    zh: `${name} 已经完整发出，响应却一直没有结束`,
    en: `${name} came whole, and the response never ended`,
  }
  return createNeverEnded(fault, body.length, title, FIXES[framing.by], to)
}

type OpenFault = Extract<FramingFault, { kind: 'body-open' }>

const WHOLE: Record<WholePart, string> = { xml: '<xml>…</xml>', success: 'success', echostr: 'echostr' }

const NO_BODY: Bilingual = {
  zh: '响应头到了，响应体一个字节也没有来',
  en: 'The headers came, and not one byte of the body',
}

function createNeverEnded(
  { framing, at }: OpenFault,
  came: number,
  title: Bilingual,
  fix: Bilingual,
  to: Addressee,
): Finding {
  const missing = explainMissing(framing, came)
  return createFinding(
    'reply.never-ended',
    {
      title,
      detail: { zh: `${missing.zh}${AFTER[to].zh}`, en: `${missing.en} ${AFTER[to].en}` },
      fix,
    },
    { in: 'reply-bytes', offset: at, length: 0 },
  )
}

function explainMissing(framing: BodyFraming, came: number): Bilingual {
  switch (framing.by) {
    case 'chunks':
      return {
        zh: '这是分块传输（chunked），少了表示结束的最后一块（0）。',
        en: 'It is sent in chunks, and the last one (0), which ends it, is missing.',
      }
    case 'length':
      return {
        zh: `Content-Length 是 ${framing.stated}，只来了 ${came} 个字节。`,
        en: `Content-Length says ${framing.stated}, and ${came} bytes came.`,
      }
    case 'close':
      return {
        zh: '既没有 Content-Length，也不是分块传输，这时只有断开连接才算结束，而连接一直开着。',
        en: 'There is no Content-Length and there are no chunks, so only closing the connection ends it, and it stayed open.',
      }
  }
}

const AFTER: Record<Addressee, Bilingual> = {
  push: {
    zh: '微信等不到结束，满 5 秒就断开并重新推送，用户收不到这条回复。',
    en: 'WeChat waits for the end, hangs up after 5 seconds and sends the message again; the user gets nothing.',
  },
  verification: {
    zh: '对方等不到结束，公众号后台会提示请求 URL 超时。',
    en: 'The reader waits for the end, and the console says that the URL timed out.',
  },
}

const FIX_NO_BODY: Bilingual = {
  zh: '看处理函数卡在哪里；还没有内容时不要先 flush 响应头，写完后要结束响应。',
  en: 'See where the handler hangs; flush no headers before there is a body, and end the response once it is written.',
}

const FIXES: Record<'chunks' | 'close', Bilingual> = {
  chunks: {
    zh: '写完就结束响应：Node 在 res.write() 之后要 res.end()；Java 的异步请求要 complete()，只 flush() 不算结束；Python、PHP 的生成器和循环要退出，Go 的处理函数要返回。',
    en: 'End the response once it is written: res.end() after res.write() in Node; complete() for an asynchronous request in Java, where flush() ends nothing; leave the generator or the loop in Python and PHP, return from the handler in Go.',
  },
  close: {
    zh: '写上 Content-Length（UTF-8 的字节数），或者写完就关闭连接；自己用 socket 写的 HTTP 服务最容易漏掉这一步。',
    en: 'End the response: send a Content-Length (bytes of UTF-8), or close the connection after writing; an HTTP server made of bare sockets is where this is forgotten.',
  },
}
