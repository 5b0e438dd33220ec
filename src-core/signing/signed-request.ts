import { findMessageSpec } from '../wechat/catalogue/catalogue.ts'
import { createSampleMessage, SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../wechat/samples.ts'
import { sign } from '../wechat/signature.ts'
import { writeMessage } from '../xml/write/message.ts'

/** A request that WeChat could have sent, as a person would send it by hand. */
export interface SignedRequest {
  method: 'GET' | 'POST'
  url: string
  /** Empty for a GET. */
  body: string
}

interface SignedRequestOrder {
  url: URL
  token: string
  timestamp: string
  nonce: string
  encrypt?: string | undefined
  echostr?: string | undefined
  /** The account's `gh_…`; empty if it is unknown. */
  originalId: string
}

/**
 * Returns an encrypted message if there is an Encrypt, or else a verification if there is an echostr, or else a text
 * message. The order of the parameters is WeChat's. Throws an XmlWriteError if Encrypt cannot stand in XML.
 */
export function createSignedRequest(order: SignedRequestOrder): SignedRequest {
  const { token, timestamp, nonce, encrypt = '', echostr = '' } = order
  const signature = sign({ token, timestamp, nonce })
  if (encrypt === '' && echostr !== '')
    return { method: 'GET', url: addQuery(order.url, { signature, echostr, timestamp, nonce }), body: '' }
  const pushed = { signature, timestamp, nonce, openid: SAMPLE_OPEN_ID }
  if (encrypt === '') return { method: 'POST', url: addQuery(order.url, pushed), body: writeText(order) }
  const encrypted = { encrypt_type: 'aes', msg_signature: sign({ token, timestamp, nonce, encrypt }) }
  const body = writeMessage(
    [
      { name: 'ToUserName', kind: 'cdata', value: order.originalId || SAMPLE_ORIGINAL_ID },
      { name: 'Encrypt', kind: 'cdata', value: encrypt },
    ],
    { layout: 'envelope' },
  )
  return { method: 'POST', url: addQuery(order.url, { ...pushed, ...encrypted }), body }
}

/** A query of the address's own is kept, as WeChat keeps it; a blank becomes %20, which no server takes for a plus. */
function addQuery(address: URL, parameters: Record<string, string>): string {
  const url = new URL(address)
  url.hash = ''
  const added = Object.entries(parameters).map(
    ([name, value]) => `${name}=${encodeURIComponent(toWhole(value))}`,
  )
  url.search = [...(url.search === '' ? [] : [url.search.slice(1)]), ...added].join('&')
  return url.href
}

/** Half of a surrogate pair has no encoding: it becomes U+FFFD, as in the text that is signed. */
function toWhole(text: string): string {
  return Buffer.from(text).toString()
}

/** A MsgId as WeChat's are today, above 2^53. Always the same: sent twice, it counts as a second delivery. */
const SAMPLE_MSG_ID = '24012345678901234'

function writeText({ timestamp, originalId }: SignedRequestOrder): string {
  const fields = createSampleMessage(findMessageSpec('text')!, {
    toUserName: originalId || SAMPLE_ORIGINAL_ID,
    fromUserName: SAMPLE_OPEN_ID,
    createTime: /^\d{1,10}$/.test(timestamp) ? Number(timestamp) : 0,
    msgId: SAMPLE_MSG_ID,
  })
  return writeMessage(fields, { layout: 'pushed' })
}
