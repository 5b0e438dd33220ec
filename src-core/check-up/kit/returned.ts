import { openReply } from '../../diagnosis/encryption/encrypted-reply.ts'
import type { ReplySealing } from '../../diagnosis/encryption/encrypted-reply.ts'
import { readReply } from '../../diagnosis/reply/read-reply.ts'
import { findField } from '../../diagnosis/reply/reply-document.ts'
import { findFields } from '../../diagnosis/reply/root.ts'
import { isAcknowledgement } from '../../exchange/acknowledgement.ts'
import { decodeText } from '../../exchange/record.ts'
import type { DeliveryOutcome } from '../../ports/http.ts'

/**
 * What an answer says. `nothing`: not one whole response with status 200. `acknowledged`: empty or `success`. `message`:
 * a passive reply, decrypted if it was encrypted; a sealed one that cannot be opened has an empty type.
 */
export type ReplyRead =
  | { kind: 'nothing' }
  | { kind: 'acknowledged' }
  | { kind: 'message'; type: string; to: string; text: string; content: string }
  | { kind: 'other'; text: string }

/** The largest body that is looked into: WeChat's own limits lie far below. */
const BODY_MAX = 256 * 1024

/** Reads an answer as WeChat would. Never throws. */
export function readReturned({ response, error }: DeliveryOutcome, sealing: ReplySealing | null): ReplyRead {
  if (!response || error || response.status !== 200) return { kind: 'nothing' }
  return readBody(response.body, sealing)
}

function readBody(body: Uint8Array, sealing: ReplySealing | null): ReplyRead {
  if (isAcknowledgement(body)) return { kind: 'acknowledged' }
  const read = body.length > BODY_MAX ? null : readReply(body)
  if (read?.kind !== 'xml') return { kind: 'other', text: decodeText(body.subarray(0, 200)).text }
  const inside = sealing ? openReply(read, sealing).inside : null
  if (inside) return readBody(inside, null)
  const document = read.parsed.ok ? findFields(read.source, read.parsed.document.root).document : null
  const valueOf = (name: string) => (document && findField(document.root, document.path, name)?.value) ?? ''
  const { text } = read.source
  if (valueOf('MsgType') === '' && !/<(?:MsgType|Encrypt)[\s>]/.test(text)) return { kind: 'other', text }
  return {
    kind: 'message',
    type: valueOf('MsgType'),
    to: valueOf('ToUserName'),
    content: valueOf('Content'),
    text,
  }
}

/** Returns a reply without the time of its making, to compare it with another; null if there is nothing to compare. */
export function withoutTime(reply: ReplyRead): string | null {
  if (reply.kind !== 'message' || reply.type === '') return null
  return reply.text
    .replace(/<CreateTime>[\s\S]*?<\/CreateTime>/, '')
    .replace(/>\s+</g, '><')
    .trim()
}
