import { useLocalStorage } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import { createRunId } from '../../../../src-core/contract/run-kind.ts'
import type { SentDelivery } from '../../../../src-core/contract/sending.ts'
import { createProvided } from '../../../composables/create-provided.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useDeskPart } from '../../../actions/kind/useDesk.ts'
import { FIRST_CHOICE, orderReplay, readReplayChoice } from './replay-choice.ts'
import type { ReplayOrder } from './replay-choice.ts'

/** What was sent again of one exchange, so far. */
export interface ReplayRun {
  id: string
  /** The exchange that is replayed. */
  of: string
  times: number
  deliveries: readonly SentDelivery[]
  ended: 'done' | 'stopped' | null
}

interface Surroundings {
  /** The selected exchange; null until its details are there. */
  exchange: Ref<Exchange | null>
  /** Opens the panel. */
  open(): void
  /** Selects what has come of it. */
  show(exchange: string): void
}

/** Replays exchanges, one run at a time; the panel shows the last one. */
export const [provideReplay, useReplay] = createProvided(
  'replay',
  ({ exchange, open, show }: Surroundings) => {
    const { state, call, listen } = useWorkbench()
    const failureText = useFailureText()
    const choice = useLocalStorage('mpscope.replay', FIRST_CHOICE, {
      shallow: true,
      serializer: { read: readReplayChoice, write: JSON.stringify },
    })
    /** The exchange in the panel, and what was written in place of its text; null as long as it is as it was. */
    const edited = shallowRef<{ exchange: Exchange; text: string | null; times: number } | null>(null)
    const run = shallowRef<ReplayRun | null>(null)
    const failure = shallowRef('')
    const several = shallowRef<{ done: number; of: number } | null>(null)
    const isRunning = computed(() => run.value?.ended === null)

    const stopListening = listen((event) => {
      // The result has all of them, and may come before the last event.
      if (event.type !== 'message.delivered' || event.run !== run.value?.id || !isRunning.value) return
      take([...run.value.deliveries, event.delivery])
    })
    onScopeDispose(stopListening)

    function take(deliveries: readonly SentDelivery[], ended = run.value?.ended ?? null): void {
      if (run.value) run.value = { ...run.value, deliveries, ended }
    }

    function backendsOf({ account }: Pick<Exchange, 'account'>) {
      return state.value?.accounts.find(({ id }) => id === account)?.backends ?? []
    }

    /** Resolves to what came of it, or to null if it failed; `failure` then says why. */
    async function start(order: ReplayOrder): Promise<readonly SentDelivery[] | null> {
      const id = createRunId('replay', crypto.randomUUID())
      failure.value = ''
      run.value = { id, of: order.id, times: order.times ?? 1, deliveries: [], ended: null }
      try {
        const { deliveries, ended } = await call('exchange.replay', { ...order, run: id })
        take(deliveries, ended)
        return deliveries
      } catch (cause) {
        failure.value = failureText(cause)
        run.value = null
        return null
      }
    }

    function edit(): void {
      const { value: one } = exchange
      if (!one) return
      if (edited.value?.exchange.id !== one.id) {
        edited.value = { exchange: one, text: null, times: 1 }
        failure.value = ''
      }
      open()
    }

    /** Replays at once; where that cannot be done, the panel says why, and has what to change. */
    async function replay(): Promise<void> {
      const { value: one } = exchange
      if (!one || isRunning.value) return
      const order = orderReplay(one.id, choice.value, backendsOf(one))
      const sent = order && (await start(order))
      // Somebody may have gone on meanwhile.
      if (exchange.value?.id !== one.id) return
      const [first] = sent ?? []
      if (first?.exchange) return show(first.exchange)
      const { value: why } = failure
      edit()
      failure.value = why
    }

    /** Goes on until one cannot be sent; the panel then says why. */
    async function replaySeveral(all: readonly Pick<Exchange, 'id' | 'account'>[]): Promise<void> {
      if (isRunning.value || several.value) return
      for (const [done, one] of all.entries()) {
        several.value = { done, of: all.length }
        const order = orderReplay(one.id, choice.value, backendsOf(one))
        if (!order || !(await start(order))) break
      }
      several.value = null
    }

    useDeskPart('replay', {
      get can() {
        return exchange.value !== null && !isRunning.value
      },
      replay,
      replaySeveral,
      get several() {
        return several.value
      },
      edit,
    })

    return {
      choice,
      edited,
      run,
      failure,
      isRunning,
      backendsOf,
      start,
      show,
      stop: () => run.value && void call('run.stop', { run: run.value.id }).catch(() => {}),
    }
  },
)
