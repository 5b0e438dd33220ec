import { isAcknowledgement } from '../../exchange/acknowledgement.ts'
import type { JudgedReply } from './judged-reply.ts'

/**
 * Returns the part of a body that can be judged; null if only a piece of it came, in which every fault would be that of
 * the cut. `isWhole` tells whether a body has its end.
 */
export function bodyToJudge(
  { body, broken }: Pick<JudgedReply, 'body' | 'broken'>,
  isWhole = seemsWhole,
): Uint8Array | null {
  const fault = broken?.fault
  if (!fault) return body
  switch (fault.kind) {
    case 'surplus': {
      // Whoever stops at the stated length may have the whole reply by then.
      const stated = body.subarray(0, fault.stated ?? body.length)
      return isWhole(stated) ? stated : body
    }
    case 'length-and-chunks':
      return body
    default:
      return isWhole(body) ? body : null
  }
}

/** Tells whether a reply to a message has its end, as far as its last bytes say. */
export function seemsWhole(body: Uint8Array): boolean {
  if (body.length === 0) return false
  if (isAcknowledgement(body)) return true
  const tail = new TextDecoder().decode(body.subarray(-64)).trimEnd()
  return /<\/xml>$/i.test(tail)
}
