import type { HeldRequest } from '../../../src-core/contract/reply.ts'
import { useCountdown } from './useCountdown.ts'

const NOBODY = { receivedAt: 0, deadlineAt: 0 }

/** Returns the time that is left for the first of some messages; nothing is left if there is none. */
export function useTimeLeft(messages: () => readonly HeldRequest[]) {
  return useCountdown(() => messages()[0] ?? NOBODY)
}
