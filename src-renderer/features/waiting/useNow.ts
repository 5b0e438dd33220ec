import { useIntervalFn, useMediaQuery } from '@vueuse/core'
import { shallowReadonly, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { createProvided } from '../../composables/create-provided.ts'

/** Short enough to show tenths of a second. */
const TICK_MS = 100
/** People who prefer reduced motion still want to know how much is left. */
const CALM_TICK_MS = 1000

/**
 * The time in epoch milliseconds for all countdowns below. They share one clock, which stands still while nothing runs.
 */
export const [provideNow, useNow] = createProvided('now', (runs: Ref<boolean>) => {
  const now = shallowRef(Date.now())
  const isCalm = useMediaQuery('(prefers-reduced-motion: reduce)')
  const { resume, pause } = useIntervalFn(
    () => (now.value = Date.now()),
    () => (isCalm.value ? CALM_TICK_MS : TICK_MS),
    { immediate: false, immediateCallback: true },
  )
  watch(runs, (doRun) => (doRun ? resume() : pause()), { immediate: true })
  return shallowReadonly(now)
})
