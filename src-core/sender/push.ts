import { sign } from '../wechat/signature.ts'
import type { HttpRequest } from '../ports.ts'

/** What WeChat would need to know to push a message. */
export interface Push {
  /** The registered URL; a query of its own is kept. */
  url: string
  token: string
  /** Seconds, as text: it is signed as it stands. */
  timestamp: string
  nonce: string
  /** The sender's OpenID. */
  openId: string
  xml: string
  deadlineMs: number
}

/**
 * The request WeChat would send: its query and the headers seen in captures of real pushes (protocol.md, section 1).
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function createPushRequest(push: Push): HttpRequest {
  const { token, timestamp, nonce, openId } = push
  const url = new URL(push.url)
  url.searchParams.append('signature', sign({ token, timestamp, nonce }))
  url.searchParams.append('timestamp', timestamp)
  url.searchParams.append('nonce', nonce)
  url.searchParams.append('openid', openId)
  const body = new TextEncoder().encode(push.xml)
  return {
    method: 'POST',
    url: url.href,
    headers: [
      ['Host', url.host],
      ['User-Agent', 'Mozilla/4.0'],
      ['Accept', '*/*'],
      ['Content-Type', 'text/xml'],
      ['Content-Length', String(body.length)],
      ['Pragma', 'no-cache'],
      ['Connection', 'close'],
    ],
    body,
    deadlineMs: push.deadlineMs,
  }
}
