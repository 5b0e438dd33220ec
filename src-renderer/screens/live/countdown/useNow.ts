import { inject, onScopeDispose, provide, shallowReadonly, shallowRef, watch } from 'vue'
import type { InjectionKey, Ref, ShallowRef } from 'vue'

const key: InjectionKey<Readonly<ShallowRef<number>>> = Symbol('now')

/** Tenths of a second are shown. */
const TICK_MS = 100
/** Who does not want to see things move still wants to know how much is left. */
const CALM_TICK_MS = 1000

/** The time in epoch milliseconds for all countdowns below: one clock, and it stands still while nothing runs. */
export function provideNow(runs: Ref<boolean>): void {
  const now = shallowRef(Date.now())
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)')
  let timer: ReturnType<typeof setInterval> | undefined

  function start(): void {
    clearInterval(timer)
    timer = undefined
    if (!runs.value) return
    now.value = Date.now()
    timer = setInterval(() => (now.value = Date.now()), calm.matches ? CALM_TICK_MS : TICK_MS)
  }

  watch(runs, start, { immediate: true, flush: 'sync' })
  calm.addEventListener('change', start)
  onScopeDispose(() => {
    clearInterval(timer)
    calm.removeEventListener('change', start)
  })
  provide(key, shallowReadonly(now))
}

export function useNow(): Readonly<ShallowRef<number>> {
  const now = inject(key)
  if (!now) throw new Error('no clock provided')
  return now
}
