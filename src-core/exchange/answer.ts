import type { AnswerPolicy } from '../contract/account.ts'
import type { AnsweredBy } from '../contract/exchange.ts'
import type { MessageField } from '../wechat/message-field.ts'
import { writeMessage } from '../xml/build/message.ts'
import type { Received, Refusal } from './receive.ts'

/** What goes out, byte for byte; `headers` are all that the workbench sets, framing apart. */
export interface Reply {
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  by: AnsweredBy
}

const REFUSED: Record<Refusal, { status: number; text: string }> = {
  'path-unknown': { status: 404, text: 'Not found' },
  'method-refused': { status: 405, text: 'Method not allowed' },
  'body-too-large': { status: 413, text: 'Content too large' },
  'body-too-slow': { status: 408, text: 'Request timeout' },
  // Nobody is left to read it; 0 is what is recorded.
  'body-aborted': { status: 0, text: '' },
  'signature-missing': { status: 401, text: 'Invalid signature' },
  'signature-mismatch': { status: 401, text: 'Invalid signature' },
  'echostr-missing': { status: 400, text: 'echostr missing' },
}

const encoder = new TextEncoder()

/** The reply to what was received, by the account's policy. `now` in epoch milliseconds. */
export function answer(received: Received, now: number): Reply {
  if (received.refusal) {
    const { status, text } = REFUSED[received.refusal]
    const allow: [string, string][] = received.refusal === 'method-refused' ? [['Allow', 'GET, POST']] : []
    return createReply(status, 'text/plain; charset=utf-8', encoder.encode(text), allow)
  }
  // No charset: the bytes of echostr are sent back as they came, whatever they are.
  if (received.echo) return createReply(200, 'text/plain', received.echo)
  return answerFixed(received.account!.policy, received, now)
}

function answerFixed(policy: AnswerPolicy, { message }: Received, now: number): Reply {
  const { reply } = policy
  if (reply.type === 'empty') return createReply(200, 'text/plain', new Uint8Array(0))
  // Without a sender there is nobody to address a text to: `success` at least stops the retries.
  if (reply.type === 'success' || !message?.from || !message.to) {
    return createReply(200, 'text/plain; charset=utf-8', encoder.encode('success'))
  }
  const xml = writeMessage(createTextReply(message.from, message.to, reply.content, now))
  return createReply(200, 'text/xml; charset=utf-8', encoder.encode(xml))
}

/**
 * A passive text reply, with To and From swapped.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
function createTextReply(from: string, to: string, content: string, now: number): MessageField[] {
  return [
    { name: 'ToUserName', kind: 'cdata', value: from },
    { name: 'FromUserName', kind: 'cdata', value: to },
    { name: 'CreateTime', kind: 'bare', value: String(Math.floor(now / 1000)) },
    { name: 'MsgType', kind: 'cdata', value: 'text' },
    { name: 'Content', kind: 'cdata', value: content },
  ]
}

function createReply(status: number, type: string, body: Uint8Array, more: [string, string][] = []): Reply {
  const headers: [string, string][] = [
    ['Content-Type', type],
    ['Content-Length', String(body.length)],
    // An echoed string is chosen by whoever calls: no browser may take it for a page.
    ['X-Content-Type-Options', 'nosniff'],
    ...more,
  ]
  return { status, headers, body, by: 'fixed' }
}
