import { onScopeDispose, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { startOfDay } from './start-of-day.ts'

/** Looked at so often: a machine that slept through midnight has no timer that fires then. */
const LOOK_MS = 60_000

/** Returns the first millisecond of the present day. */
export function useToday(): Readonly<Ref<number>> {
  const today = shallowRef(startOfDay(Date.now()))
  const timer = setInterval(() => (today.value = startOfDay(Date.now())), LOOK_MS)
  onScopeDispose(() => clearInterval(timer))
  return today
}
