import { MAX_BODY_BYTES } from '../../wechat/limits.ts'
import type { Finding } from '../../contract/exchange.ts'
import type { Incoming } from '../../exchange/incoming.ts'
import type { Refusal } from '../../exchange/inspect.ts'
import type { Received } from '../../exchange/receive.ts'
import { workbenchesPassed } from '../../exchange/relay.ts'
import { createFinding } from '../finding.ts'
import { createLoop, createTooOften } from './relayed.ts'

type SignatureRefusal = 'signature-missing' | 'signature-mismatch' | 'msg-signature-mismatch'
type PlainRefusal = Exclude<Refusal, SignatureRefusal>

const MAX_BODY = `${MAX_BODY_BYTES / 1024 / 1024} MiB`

/** Explains why a request was turned away for another reason than its signature. */
export function diagnoseRefusal({ refusal, target, incoming }: Received): Finding[] {
  if (!refusal || isOfSignature(refusal)) return []
  return [createPlainRefusal(refusal, target.path, incoming)]
}

function isOfSignature(refusal: Refusal): refusal is SignatureRefusal {
  return /signature-(missing|mismatch)$/.test(refusal)
}

function createPlainRefusal(
  refusal: PlainRefusal,
  path: string,
  incoming: Pick<Incoming, 'method' | 'headers'>,
): Finding {
  const { method } = incoming
  switch (refusal) {
    case 'browser-made':
      return createFinding(
        'request.browser',
        {
          title: { zh: '浏览器发来的请求，不是微信', en: 'A browser sent this, not WeChat' },
          detail: {
            zh: '请求带有 Origin 或 Sec-Fetch-Site 头，只有浏览器会加，微信从来不发。网页可以让打开它的人的浏览器往这里发请求，所以不看签名就回了 403。',
            en: 'It has an Origin or Sec-Fetch-Site header, which browsers add and WeChat never sends. A web page can have the browser of whoever opens it send requests here, so it got a 403 whatever its signature.',
          },
          fix: {
            zh: '如果是你自己用浏览器打开的：看到 403 说明地址是通的，不用处理。要测试请用「发一条测试消息」或 curl。',
            en: 'If you opened the address yourself, the 403 shows that it can be reached, and nothing is to be done. To test, use “Send a test message” or curl.',
          },
        },
        { in: 'request-line' },
      )
    case 'path-unknown':
      return createFinding(
        'path.unknown',
        {
          title: { zh: `没有账号使用路径 ${path}`, en: `No account has the path ${path}` },
          detail: {
            zh: '请求到达了调试台，但地址里的路径不属于任何账号，所以回了 404。',
            en: 'The request reached the workbench, but the path of its address belongs to no account, so it got a 404.',
          },
          fix: {
            zh: '把公众号后台的 URL 改成账号的地址，或把账号的路径改成这一个。',
            en: 'Register the address of an account as the URL, or give an account this path.',
          },
        },
        { in: 'request-line' },
      )
    case 'method-refused':
      return createFinding(
        'method.refused',
        {
          title: { zh: `微信不会发送 ${method} 请求`, en: `WeChat does not send ${method}` },
          detail: {
            zh: '微信用 GET 验证地址，用 POST 推送消息；其他方法来自浏览器、探测或扫描，已回 405。',
            en: 'WeChat verifies with GET and pushes with POST; anything else is a browser, a probe or a scanner, and got a 405.',
          },
        },
        { in: 'request-line' },
      )
    case 'loop':
      return createLoop(workbenchesPassed(incoming).length > 1)
    case 'relayed-too-often':
      return createTooOften(workbenchesPassed(incoming).length)
    case 'body-too-large':
      return createFinding('body.too-large', {
        title: {
          zh: `请求体超过 ${MAX_BODY}，或者切得太碎`,
          en: `The body is larger than ${MAX_BODY}, or comes in too many pieces`,
        },
        detail: {
          zh: '微信推送的消息不过几 KB，一次发完。这里只读到上限（4096 块）为止，已回 413。',
          en: 'What WeChat pushes is a few KB in one piece. Reading stopped at the limit (of bytes, or of 4,096 pieces), and a 413 was sent.',
        },
      })
    case 'body-too-slow':
      return createFinding('body.too-slow', {
        title: { zh: '请求没有按时发完', en: 'The request was not sent in time' },
        detail: {
          zh: '对方发送得太慢或一直没有发完，连接已被切断（408）。常见原因是隧道卡住，或有人在占用连接。',
          en: 'The sender was too slow or never finished and was cut off (408): a stuck tunnel, or someone holding connections open.',
        },
      })
    case 'body-aborted':
      return createFinding('body.aborted', {
        title: { zh: '请求还没发完，对方就断开了', en: 'The sender hung up before the request was complete' },
        detail: {
          zh: '没有人等着收回复，所以什么也没有发出。已收到的部分仍在下面。',
          en: 'Nobody was left to receive a reply, so none was sent. What had arrived is kept below.',
        },
      })
    case 'echostr-missing':
      return createFinding(
        'echostr.missing',
        {
          title: { zh: '签名正确，但没有 echostr', en: 'The signature is right, but there is no echostr' },
          detail: {
            zh: '微信验证地址时一定带 echostr，并要求原样返回；没有它就无法验证，已返回 400。',
            en: 'WeChat always sends echostr when it verifies an address and wants it back unchanged; without it there is nothing to return, hence the 400.',
          },
          fix: { zh: '在 GET 请求的参数里加上 echostr。', en: 'Add echostr to the parameters of the GET.' },
        },
        { in: 'query', key: 'echostr' },
      )
  }
}
