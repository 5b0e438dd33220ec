import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, shallowRef } from 'vue'
import type { Conversion, ConversionOrder } from '../../../src-core/contract/conversion.ts'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

export type JobEnd =
  | { kind: 'done'; conversion: Conversion }
  /** A later job has begun: nobody waits for this answer any more. */
  | { kind: 'superseded' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; cause: unknown }

/** A shorter job shows no progress: it would only flash. */
const QUIET_MS = 200

/** Runs conversions of which only the latest counts: a new one cancels the one before, here and in the workbench. */
export function useConversionJob() {
  const { call, listen } = useWorkbench()
  // Every window hears the progress of all jobs; the names tell whose it is.
  const name = crypto.randomUUID()
  /** From 0 to 1; null while nothing runs, or has not run long enough to show. */
  const progress = shallowRef<number | null>(null)
  let number = 0
  let running: string | null = null
  let done = 0
  const showLater = useTimeoutFn(() => (progress.value = done), QUIET_MS, { immediate: false })

  const stopListening = listen((event) => {
    if (event.type !== 'conversion.progressed' || event.job !== running) return
    done = event.done
    if (progress.value !== null) progress.value = done
  })

  function end(): void {
    showLater.stop()
    running = null
    progress.value = null
  }

  /** Gives up the running job; its answer is `superseded`. */
  function drop(): void {
    const job = running
    if (job === null) return
    end()
    // If the call fails, the work is done in vain; nothing else goes wrong.
    call('conversion.cancel', { job }).catch(() => {})
  }

  async function run(order: ConversionOrder): Promise<JobEnd> {
    drop()
    number += 1
    const job = `${name}-${number}`
    running = job
    done = 0
    showLater.start()
    try {
      const conversion = await call('conversion.run', { job, order })
      if (running !== job) return { kind: 'superseded' }
      end()
      return { kind: 'done', conversion }
    } catch (cause) {
      if (running !== job) return { kind: 'superseded' }
      end()
      if (cause instanceof CommandFailure && cause.code === 'CANCELLED') return { kind: 'cancelled' }
      return { kind: 'failed', cause }
    }
  }

  onScopeDispose(() => {
    drop()
    stopListening()
  })

  return {
    progress,
    run,
    drop,
    /** Cancels for a person: the job ends as `cancelled`. */
    cancel(): void {
      if (running !== null) call('conversion.cancel', { job: running }).catch(() => {})
    },
  }
}
