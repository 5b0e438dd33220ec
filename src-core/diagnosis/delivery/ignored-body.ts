import type { ExchangeMessage, Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'
import { isHop } from '../hop/judge-hop.ts'
import { findCause } from '../own-words/find-cause.ts'
import { namesException, readTellingLine } from '../own-words/telling-line.ts'
import { readPage } from '../page/page.ts'
import type { Answer } from '../page/page.ts'
import { readHeader } from '../reply/judged-reply.ts'
import { explainPlainHttp } from '../reply/plain-http.ts'

/** Statuses that frameworks answer with when code reads fields of a body that was never parsed. */
const COMPLAINTS = new Set([400, 415, 500])

/** Fields of the request that came out empty: `<ToUserName><![CDATA[undefined]]></ToUserName>`. */
const NOTHING =
  /<(ToUserName|FromUserName)>\s*(?:<!\[CDATA\[)?\s*(?:undefined|null|none|nil)?\s*(?:\]\]>)?\s*<\/\1>/gi

/**
 * Finds out whether a backend answered as if the `text/xml` that it was sent had been empty. Takes its reply to a
 * message that was sent whole, the message, or null if there was none, and what was found in the reply.
 */
export function diagnoseIgnoredBody(
  answer: Omit<Answer, 'headers'> & { headers: [string, string][] },
  message: ExchangeMessage | null,
  findings: readonly Finding[],
): Finding[] {
  // A JSON push is read by most frameworks without being told to.
  if (!message || message.format === 'json') return []
  if (findings.some(({ code }) => isHop(code))) return []
  if (COMPLAINTS.has(answer.status)) return namesCause(answer) ? [] : [createComplaint(answer.status)]
  if (isEmptyHanded(answer.body)) return [createEmptyHanded()]
  return isSilentPhp(answer) ? [createSilentPhp()] : []
}

/** Tells whether the body names the cause: nothing has to be guessed then. */
function namesCause(answer: Answer): boolean {
  if (explainPlainHttp(answer)) return true
  const page = readPage(answer)
  const line = readTellingLine(page)
  return (
    line !== null && (namesException(line.text) || findCause(page, answer.status, { to: 'push' }) !== null)
  )
}

function isEmptyHanded(body: Uint8Array): boolean {
  // A reply has these fields at its beginning, and a page of megabytes is no reply.
  const names = [...new TextDecoder().decode(body.subarray(0, 4096)).matchAll(NOTHING)].map(
    ([, name]) => name,
  )
  return new Set(names).size === 2
}

/** PHP without `$HTTP_RAW_POST_DATA`. Other servers do not say so, and an empty answer is then taken as meant. */
function isSilentPhp({ status, headers, body }: Parameters<typeof diagnoseIgnoredBody>[0]): boolean {
  const engine = readHeader({ headers }, 'X-Powered-By') ?? ''
  return status === 200 && body.length === 0 && /\bPHP\/(?:[7-9]|\d\d)\b/.test(engine)
}

const UNREAD = {
  detail: {
    zh: '微信推送的 Content-Type 是 text/xml，很多框架默认只解析 JSON 和表单，取到的请求体就是空的。',
    en: 'WeChat pushes text/xml; many frameworks parse JSON and forms only, and the body comes out empty.',
  },
  fix: {
    zh: 'Express 用 express.text({ type: "text/xml" }) 再解析 XML；Koa 给 koa-body 打开 XML 的原文；Spring 用 @RequestBody String；PHP 读 php://input。',
    en: 'Express: express.text({ type: "text/xml" }) and an XML parser; Koa: read the body as text; Spring: @RequestBody String; PHP: php://input.',
  },
}

function createComplaint(status: number): Finding {
  const title = {
    zh: `后端返回了 ${status}：可能没有读到请求体`,
    en: `It returned ${status}: perhaps it never read the body`,
  }
  return createFinding('body.ignored', { title, ...UNREAD }, { in: 'reply-status' })
}

function createEmptyHanded(): Finding {
  const title = {
    zh: '回复里的收发双方是空的：后端多半没有读到请求体',
    en: 'Sender and receiver are empty in the reply: most likely it never read the body',
  }
  return createFinding('body.ignored', { title, ...UNREAD })
}

function createSilentPhp(): Finding {
  return createFinding(
    'body.ignored',
    {
      severity: 'info',
      evidence: 'observed',
      title: { zh: 'PHP 回了空内容', en: 'PHP sent an empty reply' },
      detail: {
        zh: '空回复不算错，微信什么也不显示。如果本来要回复：脚本多半没有读到消息（PHP 7 起没有 $HTTP_RAW_POST_DATA），或中途出错而 display_errors 是关的。',
        en: 'An empty reply is no fault, and WeChat shows nothing. If a reply was meant: most likely the script read no message ($HTTP_RAW_POST_DATA is gone since PHP 7), or it died with display_errors off.',
      },
      fix: {
        zh: '用 file_get_contents("php://input") 读消息；看 PHP 的错误日志。',
        en: 'Read the message with file_get_contents("php://input"), and look into PHP’s error log.',
      },
    },
    { in: 'reply-header', name: 'X-Powered-By' },
  )
}
