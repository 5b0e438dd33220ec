import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { useWorkbench } from './useWorkbench.ts'

/** Long enough that a word typed is one question, short enough that the answer seems to follow at once. */
const TYPING_PAUSE_MS = 120

interface QueryOptions {
  /**
   * Milliseconds that the input has to rest before the question is asked; 0 asks at once. The first question never
   * waits.
   */
  pauseMs?: number
  /** Asks one question at a time: the next one once the answer is there. For questions that take long to answer. */
  one?: boolean
}

/**
 * Asks about an input that changes, for example while somebody types. Only the answer to the latest input counts; the
 * last answer stays until it is there. If asking fails, `failure` says why until it works again. `input` is null if
 * there is nothing to ask: then there is no answer either.
 */
export function useQuery<Input, Answer>(
  input: Ref<Input | null>,
  ask: (input: Input) => Promise<Answer>,
  { pauseMs = TYPING_PAUSE_MS, one = false }: QueryOptions = {},
) {
  const { connection } = useWorkbench()
  const answer = shallowRef<Answer | null>(null)
  const failure = shallowRef<unknown>(null)
  const askLater = useTimeoutFn(() => void askNow(), pauseMs, { immediate: false })
  /** The number of the question whose answer counts. */
  let latest = 0
  let isAsking = false
  /** With `one`: something changed while the answer was on its way. */
  let asksAgain = false

  async function askNow(): Promise<void> {
    const asked = input.value
    if (asked === null) return
    if (one && isAsking) {
      asksAgain = true
      return
    }
    const mine = ++latest
    isAsking = true
    try {
      const given = await ask(asked)
      if (mine === latest) {
        answer.value = given
        failure.value = null
      }
    } catch (cause) {
      if (mine === latest) failure.value = cause
    }
    isAsking = false
    if (asksAgain) {
      asksAgain = false
      void askNow()
    }
  }

  function refresh(): void {
    if (pauseMs === 0) void askNow()
    else askLater.start()
  }

  function drop(): void {
    askLater.stop()
    latest++
    asksAgain = false
  }

  watch(
    // Compared as text: an input that is made anew with every changed account is mostly the same.
    () => (input.value === null ? null : JSON.stringify(input.value)),
    (text) => {
      drop()
      if (text !== null) return refresh()
      answer.value = null
      failure.value = null
    },
  )
  watch(connection, (now) => {
    if (now === 'open' && failure.value !== null) void askNow()
  })
  onScopeDispose(drop)
  void askNow()

  return {
    answer,
    failure,
    /**
     * Asks about the same input again, after the pause, because something else has changed that the answer depends on.
     */
    refresh,
  }
}
