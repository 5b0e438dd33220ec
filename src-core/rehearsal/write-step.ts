import { renewText } from '../contract/renew-text.ts'
import { writePushed } from '../delivery/push-request.ts'
import { readMessageText } from '../exchange/receive.ts'
import type { Ports } from '../ports.ts'
import { createSampleFields } from '../sender/sample-fields.ts'
import type { StepRow } from './step.ts'

/** Whose message it is, when it is sent, and to whom. */
export interface StepOccasion {
  /** The user's OpenID. */
  fan: string
  /** The account's original ID; empty if it is not known. */
  originalId: string
  /** Epoch milliseconds, other ones for each step: the MsgId comes from them. */
  at: number
}

/** Returns the message of a step as text. */
export function writeStep(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  { message }: Pick<StepRow, 'message'>,
  { fan, originalId, at }: StepOccasion,
): string {
  if ('text' in message) return renewOwn(message.text, fan, at)
  const set = { FromUserName: fan, ...message.set }
  return writePushed(createSampleFields(ports, originalId, { ...message, set }))
}

const SENDER = /(<FromUserName>\s*(?:<!\[CDATA\[)?)[^<\]]*/

function renewOwn(text: string, fan: string, at: number): string {
  const message = readMessageText(text)
  if (!message || message.format === 'json' || !message.from || !SENDER.test(text)) return text
  return renewText(text, at).replace(SENDER, (_all, before: string) => before + fan)
}
