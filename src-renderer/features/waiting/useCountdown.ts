import { computed } from 'vue'
import { REPLY_DEADLINE_MS } from '../../../src-core/contract/limits.ts'
import type { HeldRequest } from '../../../src-core/contract/reply.ts'
import { useNow } from './useNow.ts'

/** From here on there is little time to write. */
const URGENT_MS = 1500

/** Returns the time that is left to answer a message that waits. */
export function useCountdown(held: () => Pick<HeldRequest, 'receivedAt' | 'deadlineAt'>) {
  const now = useNow()
  const total = computed(() => held().deadlineAt - held().receivedAt)
  // Bounded on both sides: the page may run on another machine, whose clock may differ from the workbench's.
  const left = computed(() => Math.min(total.value, Math.max(0, held().deadlineAt - now.value)))
  return {
    /** Whole seconds, so that what shows them changes once a second at most. */
    wholeSeconds: computed(() => Math.ceil(left.value / 1000)),
    /** As in `3.2`. */
    seconds: computed(() => (left.value / 1000).toFixed(1)),
    /** 0 to 1. */
    share: computed(() => (total.value > 0 ? left.value / total.value : 0)),
    urgent: computed(() => left.value < URGENT_MS),
    /** WeChat itself would have gone by now. */
    past: computed(() => total.value - left.value > REPLY_DEADLINE_MS),
  }
}
