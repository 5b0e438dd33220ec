import type { Mode } from '../contract/exchange.ts'
import { encryptMessage } from '../wechat/cipher/encrypt.ts'
import { sign } from '../wechat/signature.ts'
import { WECHAT_USER_AGENT } from '../wechat/user-agent.ts'
import type { HttpRequest, Ports } from '../ports.ts'
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
  xml: string
  /** Omitted if the push is not encrypted. */
  seal?: PushSeal | undefined
  deadlineMs: number
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
  const encrypt = push.seal && encryptMessage({ ...push.seal, message: push.xml })
  if (encrypt) {
    url.searchParams.append('encrypt_type', 'aes')
    url.searchParams.append('msg_signature', sign({ token, timestamp, nonce, encrypt }))
  }
  const body = new TextEncoder().encode(push.seal && encrypt ? wrap(push.xml, encrypt, push.seal) : push.xml)
  return {
    method: 'POST',
    url: url.href,
    headers: [
      ['Host', url.host],
      ['User-Agent', WECHAT_USER_AGENT],
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

/** In safe mode Encrypt replaces the message; in compatible mode it follows the message's fields. */
function wrap(xml: string, encrypt: string, { mode, originalId }: PushSeal): string {
  if (mode === 'compatible') {
    return xml.replace(
      /(\s*)<\/xml>\s*$/,
      (_end, layout) => `${layout}  <Encrypt><![CDATA[${encrypt}]]></Encrypt>${layout}</xml>`,
    )
  }
  return writeMessage(
    [
      { name: 'ToUserName', kind: 'cdata', value: originalId },
      { name: 'Encrypt', kind: 'cdata', value: encrypt },
    ],
    { pretty: true },
  )
}
