import type { ExchangeMessage, Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'

/** Statuses that frameworks answer with when code reads fields of a body that was never parsed. */
const COMPLAINTS = new Set([400, 415, 500])

/** Fields of the request that came out empty: `<ToUserName><![CDATA[undefined]]></ToUserName>`. */
const NOTHING =
  /<(ToUserName|FromUserName)>\s*(?:<!\[CDATA\[)?\s*(?:undefined|null|none|nil)?\s*(?:\]\]>)?\s*<\/\1>/gi

/**
 * Finds out whether a backend answered as if the `text/xml` that it was sent had been empty. Takes its reply to a
 * message that was sent whole, and the message, or null if there was none.
 */
export function diagnoseIgnoredBody(
  { status, body }: { status: number; body: Uint8Array },
  message: ExchangeMessage | null,
): Finding[] {
  // A JSON push is read by most frameworks without being told to.
  if (!message || message.format === 'json') return []
  const complains = COMPLAINTS.has(status)
  if (!complains && !isEmptyHanded(body)) return []
  return [
    createFinding(
      'body.ignored',
      {
        title: complains
          ? {
              zh: `后端回了 ${status}：可能没有读到请求体`,
              en: `It answered ${status}: perhaps it never read the body`,
            }
          : {
              zh: '回复里的收发双方是空的：后端多半没有读到请求体',
              en: 'Sender and receiver are empty in the reply: most likely it never read the body',
            },
        detail: {
          zh: '微信推送的 Content-Type 是 text/xml，很多框架默认只解析 JSON 和表单，取到的请求体就是空的。',
          en: 'WeChat pushes text/xml; many frameworks parse JSON and forms only, and the body comes out empty.',
        },
        fix: {
          zh: 'Express 用 express.text({ type: "text/xml" }) 再解析 XML；Koa 给 koa-body 打开 XML 的原文；Spring 用 @RequestBody String；PHP 读 php://input。',
          en: 'Express: express.text({ type: "text/xml" }) and an XML parser; Koa: read the body as text; Spring: @RequestBody String; PHP: php://input.',
        },
      },
      complains ? { in: 'reply-status' } : null,
    ),
  ]
}

function isEmptyHanded(body: Uint8Array): boolean {
  // A reply has these fields at its beginning, and a page of megabytes is no reply.
  const names = [...new TextDecoder().decode(body.subarray(0, 4096)).matchAll(NOTHING)].map(
    ([, name]) => name,
  )
  return new Set(names).size === 2
}
