import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import { createRunId } from '../../../src-core/contract/run-kind.ts'
import type { RunKind } from '../../../src-core/contract/run-kind.ts'
import { useFailureText } from '../../composables/useFailureText.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/**
 * Begins a run of many requests for an account, which a public address has to be confirmed for. `begin` is the command,
 * which ends with the run; `running` is what is known of the one under way, and a run that was begun here can be stopped
 * before anything is.
 */
export function usePublicRun<Order>(
  kind: RunKind,
  account: ComputedRef<string | null>,
  running: ComputedRef<{ run: string } | null>,
  begin: (names: { account: string; run: string }, order: Order) => Promise<unknown>,
) {
  const { call } = useWorkbench()
  const failureText = useFailureText()
  const failure = shallowRef('')
  /** What is to be confirmed. */
  const asked = shallowRef<Order | null>(null)
  /** The run that was begun here, until its answer. */
  const begun = shallowRef<string | null>(null)

  function clear(): void {
    failure.value = ''
    asked.value = null
  }

  watch(account, () => {
    begun.value = null
    clear()
  })

  async function start(order: Order): Promise<void> {
    const { value: id } = account
    if (id === null || begun.value !== null) return
    clear()
    const run = createRunId(kind, crypto.randomUUID())
    begun.value = run
    try {
      await begin({ account: id, run }, order)
    } catch (cause) {
      if (account.value !== id) return
      if (cause instanceof CommandFailure && cause.code === 'PUBLIC_ADDRESS') asked.value = order
      // The page says that the connection is lost, and the run goes on.
      else if (!(cause instanceof CommandFailure && cause.code === 'DISCONNECTED'))
        failure.value = failureText(cause)
    } finally {
      if (begun.value === run) begun.value = null
    }
  }

  return {
    failure,
    asked,
    isBusy: computed(() => running.value !== null || begun.value !== null),
    start,
    stop(): void {
      const run = running.value?.run ?? begun.value
      if (run !== null) void call('run.stop', { run }).catch(() => {})
    },
    /** Forgets what was said of another address. */
    clear,
  }
}
