import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import type { PlayedStep, Rehearsal } from '../../../../src-core/contract/rehearsal.ts'
import { createRunId } from '../../../../src-core/contract/run-kind.ts'
import type { Target } from '../../../../src-core/contract/target.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/** The last playing of a rehearsal. */
export interface Played {
  run: string
  /** The rehearsal's. */
  id: string
  steps: readonly PlayedStep[]
  ended: 'done' | 'stopped' | null
}

export type Rehearsals = ReturnType<typeof useRehearsals>

/** What is to be played: a rehearsal, and in whose name and where to. */
interface RehearsalOrder {
  id: string
  target: Target
  fan: string | undefined
}

/** The rehearsals of the current account, and the last one that was played here. */
export function useRehearsals() {
  const { call, listen, connection, state } = useWorkbench()
  const { account } = useCurrentAccount()
  const failureText = useFailureText()
  const rehearsals = shallowRef<readonly Rehearsal[]>([])
  const played = shallowRef<Played | null>(null)
  const failure = shallowRef('')
  const accountId = computed(() => account.value?.id ?? null)

  async function load(): Promise<void> {
    const { value: id } = accountId
    if (id === null || connection.value !== 'open') return
    try {
      const listed = await call('rehearsal.list', { account: id })
      if (accountId.value === id) rehearsals.value = listed
    } catch {
      // The connection was lost: its return asks again.
    }
  }

  watch(accountId, () => {
    played.value = null
    failure.value = ''
  })
  // A collection is a rehearsal as well.
  watch([accountId, connection, () => state.value?.samples], load, { immediate: true })

  const stopListening = listen((event) => {
    const { value: last } = played
    if (event.type !== 'rehearsal.progressed' || last?.run !== event.run) return
    // The result has all steps, and may be here before the last of these.
    if (last.ended !== null) return
    played.value = { ...last, steps: [...last.steps, event.step] }
  })
  onScopeDispose(stopListening)

  async function play({ id, target, fan }: RehearsalOrder): Promise<void> {
    const { value: name } = accountId
    if (name === null) return
    const run = createRunId('rehearsal', crypto.randomUUID())
    failure.value = ''
    played.value = { run, id, steps: [], ended: null }
    const end = (change: Partial<Played>) => {
      if (played.value?.run === run) played.value = { ...played.value, ...change }
    }
    try {
      const asked = { account: name, target, id, run, ...(fan !== undefined && { fan }) }
      const { steps, ended } = await call('rehearsal.play', asked)
      end({ steps, ended })
    } catch (cause) {
      end({ ended: 'stopped' })
      // The page says that the connection is lost.
      const isLost = cause instanceof CommandFailure && cause.code === 'DISCONNECTED'
      if (accountId.value === name && !isLost) failure.value = failureText(cause)
    }
  }

  const isRunning = computed(() => played.value !== null && played.value.ended === null)
  return {
    all: rehearsals as Readonly<typeof rehearsals>,
    played: played as Readonly<typeof played>,
    isRunning,
    failure,
    play,
    stop: () => isRunning.value && void call('run.stop', { run: played.value!.run }).catch(() => {}),
  }
}
