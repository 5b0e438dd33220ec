import { randomInt } from 'node:crypto'
import { createSignedRequest, createText, OPEN_ID, ORIGINAL_ID, toBytes } from '../../load/signed-request.ts'
import { REPLY } from './reply.ts'

export interface Message {
  /** The whole request as it is sent over a connection that is kept open. */
  bytes: Buffer
  /** The texts that the reply's body must contain, one byte a character. */
  expected: readonly string[]
}

const toLatin1 = (text: string): string => Buffer.from(text).toString('latin1')
const CONTENT = toLatin1(`<Content><![CDATA[${REPLY}]]></Content>`)
const FROM_ACCOUNT = `<FromUserName><![CDATA[${ORIGINAL_ID}]]></FromUserName>`

/** Creates text messages, no two of which have the sender, MsgId, nonce, signature or content in common. */
export function createMessages(url: string, count: number, answersByName: boolean): Message[] {
  const run = String(randomInt(1e8, 1e9))
  return Array.from({ length: count }, (_, index) => {
    const number = String(index).padStart(8, '0')
    const openId = `oBench${run}_${number}`.padEnd(OPEN_ID.length, '_')
    const xml = createText(`23${run}${number}`, `你好，想问一下第 ${run}-${number} 号订单到哪里了？`)
    const { headers, ...request } = createSignedRequest({ url, xml: xml.replace(OPEN_ID, openId), openId })
    const kept = headers.filter(([name]) => name !== 'Connection')
    const names = [`<ToUserName><![CDATA[${openId}]]></ToUserName>`, FROM_ACCOUNT]
    return {
      bytes: toBytes({ ...request, headers: kept }),
      expected: answersByName ? [CONTENT, ...names] : [CONTENT],
    }
  })
}
