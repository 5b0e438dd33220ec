import type { Backend } from '../../../../src-core/contract/account.ts'
import type { CommandInput } from '../../../../src-core/contract/commands.ts'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import { isTargetKey, targetOf } from '../../../features/target/target-choice.ts'
import type { TargetChoice } from '../../../features/target/target-choice.ts'

/**
 * `as-is`: byte for byte. `anew`: the same message with a fresh signature, as WeChat would deliver it again.
 * `new-message`: signed anew, and with a MsgId of its own, so that nobody takes it for a message that was there before.
 */
export const replayWays = ['as-is', 'anew', 'new-message'] as const
export type ReplayWay = (typeof replayWays)[number]

/** How to replay, as chosen last. */
export interface ReplayChoice extends TargetChoice {
  way: ReplayWay
}

/** Byte for byte, to where it went before: what the word says. */
export const FIRST_CHOICE: ReplayChoice = { way: 'as-is', to: 'before', url: '' }

/** Reads a choice from the browser's storage, which may hold anything. */
export function readReplayChoice(stored: string): ReplayChoice {
  try {
    const { way, to, url } = JSON.parse(stored) as Record<string, unknown>
    return {
      way: replayWays.find((one) => one === way) ?? FIRST_CHOICE.way,
      to: isTargetKey(to) ? to : FIRST_CHOICE.to,
      url: typeof url === 'string' ? url : '',
    }
  } catch {
    return FIRST_CHOICE
  }
}

/** The text that is replayed: the message, or with `as-is` the body as it was; null if there is neither. */
export function replayedText({ request, message }: Exchange, way: ReplayWay): string | null {
  if (way !== 'as-is' && message) return message.xml
  return request.method === 'GET' && request.body === '' ? null : request.body
}

export type ReplayOrder = CommandInput<'exchange.replay'>

/**
 * Returns the order, or null if its target is not there. `text` is what takes the place of the message; null if it
 * stays as it was.
 */
export function orderReplay(
  id: string,
  choice: ReplayChoice,
  backends: readonly Pick<Backend, 'id'>[],
  { text = null, times = 1 }: { text?: string | null; times?: number } = {},
): ReplayOrder | null {
  const target = targetOf(choice, backends)
  if (target === null) return null
  return {
    id,
    how: choice.way === 'as-is' ? 'as-is' : 'anew',
    ...(choice.way === 'new-message' && { newMessage: true }),
    ...(target !== 'before' && { target }),
    ...(text !== null && { text }),
    ...(times !== 1 && { times }),
  }
}
