import type { Mode } from '../contract/exchange.ts'
import { readJsonText } from '../exchange/json-push.ts'
import { createWeChatHeaders } from '../wechat/behaviour.ts'
import { encryptMessage } from '../wechat/cipher/encrypt.ts'
import type { MessageField } from '../wechat/message-field.ts'
import { sign } from '../wechat/signature.ts'
import type { Ports } from '../ports.ts'
import type { HttpRequest, HttpVersion } from '../ports/http.ts'
import { writeMessage } from '../xml/write/message.ts'

/** The encryption of an account's pushes. */
export interface PushEncryption {
  mode: Exclude<Mode, 'plaintext'>
  /** 32 bytes. */
  key: Uint8Array
  appId: string
}

/** The encryption of one push. */
export interface PushSeal extends PushEncryption {
  /** The account's `gh_…`, which stands beside Encrypt in safe mode. */
  originalId: string
  random16: Uint8Array
}

/** Returns random characters like WeChat's: 16 lower-case hex digits. */
export function createRandom16({ randomBytes }: Pick<Ports, 'randomBytes'>): Uint8Array {
  return Buffer.from(Buffer.from(randomBytes(8)).toString('hex'), 'latin1')
}

/** The fields of a message, which are laid out as WeChat does it; or a text of XML or JSON, which goes out as it is. */
export type PushedMessage = readonly MessageField[] | string

/** Returns the message as text, as it stands in a plain push and inside the ciphertext of an encrypted one. */
export function writePushed(message: PushedMessage): string {
  return typeof message === 'string' ? message : writeMessage(message, { layout: 'pushed' })
}

/** Everything that WeChat needs to push a message. */
export interface Push {
  /** The registered URL; a query of its own is kept. */
  url: string
  token: string
  /** Seconds, as text: it is signed as it stands. */
  timestamp: string
  nonce: string
  /** The sender's OpenID. */
  openId: string
  message: PushedMessage
  /** Omitted if the push is not encrypted. */
  seal?: PushSeal | undefined
  deadlineMs: number
  /** The version of HTTP; 1.1 if left out. */
  version?: HttpVersion | undefined
}

/**
 * Returns the request that WeChat would send: its query and the headers seen in published captures of real pushes.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function createPushRequest(push: Push): HttpRequest {
  const { token, timestamp, nonce, openId } = push
  const url = new URL(push.url)
  // A fragment belongs to an address in a browser, and is never sent.
  url.hash = ''
  url.searchParams.append('signature', sign({ token, timestamp, nonce }))
  url.searchParams.append('timestamp', timestamp)
  url.searchParams.append('nonce', nonce)
  url.searchParams.append('openid', openId)
  const text = writePushed(push.message)
  const encrypt = push.seal && encryptMessage({ ...push.seal, message: text })
  if (encrypt) {
    url.searchParams.append('encrypt_type', 'aes')
    url.searchParams.append('msg_signature', sign({ token, timestamp, nonce, encrypt }))
  }
  const isJson = readJsonText(text) !== null
  const sealed = push.seal && encrypt && (isJson ? wrapJson : wrap)(push.message, encrypt, push.seal)
  const body = new TextEncoder().encode(sealed ?? text)
  return {
    method: 'POST',
    url: url.href,
    version: push.version,
    headers: createWeChatHeaders(url.host, {
      type: isJson ? 'application/json' : 'text/xml',
      length: body.length,
    }),
    body,
    deadlineMs: push.deadlineMs,
  }
}

/**
 * In safe mode Encrypt replaces the message; in compatible mode it follows the message's fields. A text of somebody's
 * own keeps its layout.
 */
function wrap(message: PushedMessage, encrypt: string, { mode, originalId }: PushSeal): string {
  if (mode === 'compatible' && typeof message === 'string') {
    return message.replace(
      /(\s*)<\/xml>\s*$/,
      (_end, layout) => `${layout}<Encrypt><![CDATA[${encrypt}]]></Encrypt>${layout}</xml>`,
    )
  }
  const receiver: MessageField = { name: 'ToUserName', kind: 'cdata', value: originalId }
  const beside = mode === 'compatible' && typeof message !== 'string' ? message : [receiver]
  return writeMessage([...beside, { name: 'Encrypt', kind: 'cdata', value: encrypt }], { layout: 'envelope' })
}

/** Does the same for JSON, on one line as the official samples have it. */
function wrapJson(message: PushedMessage, encrypt: string, { mode, originalId }: PushSeal): string {
  const sealed = `"Encrypt":${JSON.stringify(encrypt)}`
  if (mode === 'compatible') return writePushed(message).replace(/\s*\}\s*$/, `,${sealed}}`)
  return `{"ToUserName":${JSON.stringify(originalId)},${sealed}}`
}
