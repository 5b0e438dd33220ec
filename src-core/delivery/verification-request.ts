import type { HttpRequest, HttpVersion } from '../ports/http.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import { createWeChatHeaders } from '../wechat/behaviour.ts'
import { sign } from '../wechat/signature.ts'

/** The parts of a verification besides the address. */
export interface VerificationParts {
  token: string
  timestamp: string
  nonce: string
  echostr: string
  /** The version of HTTP; 1.1 if left out. */
  version?: HttpVersion | undefined
}

/**
 * Returns the GET that WeChat would send: its query, and the headers of its pushes without those of a body.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function createVerificationRequest(
  registered: string,
  { token, timestamp, nonce, echostr, version }: VerificationParts,
): HttpRequest {
  const url = new URL(registered)
  // A fragment belongs to an address in a browser, and is never sent.
  url.hash = ''
  url.searchParams.append('signature', sign({ token, timestamp, nonce }))
  url.searchParams.append('echostr', echostr)
  url.searchParams.append('timestamp', timestamp)
  url.searchParams.append('nonce', nonce)
  return {
    method: 'GET',
    url: url.href,
    version,
    headers: createWeChatHeaders(url.host),
    body: new Uint8Array(0),
    deadlineMs: REPLY_DEADLINE_MS,
  }
}
