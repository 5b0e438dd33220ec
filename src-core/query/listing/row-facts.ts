import type { Standing, Verdict } from '../../contract/exchange.ts'
import type { Grouping } from '../../contract/listing.ts'
import type { Facts } from '../facts.ts'

/** The verdicts of exchanges that went well, whatever was found besides. */
export const WELL: readonly Verdict[] = ['accepted', 'ignored']

/** What a search has to know of an exchange that it found to place it in a list. */
export interface RowFacts {
  /** The number of its arrival: later ones have higher ones. */
  order: number
  /** Epoch milliseconds. */
  receivedAt: number
  verdict: Verdict
  /** `MsgType`; null if there is no message. */
  type: string | null
  standing: Standing
  /** Alike in all deliveries of one message; null if it has no other delivery, or none is wanted. */
  message: string | null
  /** Alike in all exchanges of one group; null if it belongs to none. */
  group: string | null
}

/**
 * What comes in, what goes out and each run have rows of their own, even if it is the same message: nobody sent that once
 * more because of a reply that was no good.
 */
function messageOf({ account, messageKey, direction, run }: Facts): string | null {
  return account === null || messageKey === null
    ? null
    : [direction, run ?? '', account, messageKey].join(' ')
}

/** A sender is one to an account: another account knows the same person by another OpenID. */
function senderOf({ account, from }: Pick<Facts, 'account' | 'from'>): string | null {
  return from === null ? null : `${account ?? ''} ${from}`
}

/** Returns the code of the finding that says why it went wrong; null if it went well. */
function failureOf({ verdict, code }: Pick<Facts, 'verdict' | 'code'>): string | null {
  return WELL.includes(verdict) ? null : (code[0] ?? null)
}

export function rowFactsOf(order: number, facts: Facts, grouping: Grouping): RowFacts {
  const { receivedAt, verdict, type, standing } = facts
  const message = grouping === 'none' ? null : messageOf(facts)
  const group = grouping === 'sender' ? senderOf(facts) : grouping === 'finding' ? failureOf(facts) : null
  return { order, receivedAt, verdict, type, standing, message, group }
}
