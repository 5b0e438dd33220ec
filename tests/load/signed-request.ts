import { randomInt } from 'node:crypto'
import type { HttpRequest } from '../../src-core/ports/http.ts'
import { createPushRequest } from '../../src-core/delivery/push-request.ts'
import type { Push } from '../../src-core/delivery/push-request.ts'
import { findMessageSpec } from '../../src-core/wechat/catalogue/catalogue.ts'
import { createSampleMessage } from '../../src-core/wechat/samples.ts'
import { writeMessage } from '../../src-core/xml/write/message.ts'
import { LOAD_TOKEN } from './served.ts'

export const OPEN_ID = 'oLoadTestUser000000000000001'
export const ORIGINAL_ID = 'gh_loadtest00001'

/** Creates a text message with this MsgId. */
export function createText(msgId: string, content: string): string {
  return createMessage(msgId, 'text', undefined, { Content: content })
}

export function createMessage(
  msgId: string,
  type: string,
  event?: string,
  set: Record<string, string> = {},
): string {
  const fields = createSampleMessage(findMessageSpec(type, event)!, {
    toUserName: ORIGINAL_ID,
    fromUserName: OPEN_ID,
    createTime: Math.floor(Date.now() / 1000),
    msgId,
    set,
  })
  return writeMessage(fields, { layout: 'pushed' })
}

/** Creates the request that WeChat would send now, signed with `LOAD_TOKEN` by default. */
export function createSignedRequest({
  xml,
  ...push
}: { url: string; xml: string } & Partial<Push>): HttpRequest {
  return createPushRequest({
    token: LOAD_TOKEN,
    timestamp: String(Math.floor(Date.now() / 1000)),
    nonce: String(randomInt(1e9, 1e10)),
    openId: OPEN_ID,
    deadlineMs: 5000,
    message: xml,
    ...push,
  })
}

/** Returns the same as bytes for a raw socket. */
export function toBytes({ method, url, headers, body }: HttpRequest): Buffer {
  const { pathname, search } = new URL(url)
  const lines = [
    `${method} ${pathname}${search} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}
