import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import type { PlayedRehearsal, Rehearsal } from '../../../../src-core/contract/rehearsal.ts'
import { createRunId } from '../../../../src-core/contract/run-kind.ts'
import type { Target } from '../../../../src-core/contract/target.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

export type Rehearsals = ReturnType<typeof useRehearsals>

/** What is to be played: a rehearsal, and in whose name and where to. */
interface RehearsalOrder {
  id: string
  target: Target
  fan: string | undefined
}

/** The rehearsals of the current account, and the last one that was played. */
export function useRehearsals() {
  const { call, listen, connection, state } = useWorkbench()
  const { account } = useCurrentAccount()
  const failureText = useFailureText()
  const rehearsals = shallowRef<readonly Rehearsal[]>([])
  const played = shallowRef<PlayedRehearsal | null>(null)
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

  /** One that was begun before the page was loaded, while the connection was away, or before another account was chosen. */
  async function loadLast(): Promise<void> {
    const { value: id } = accountId
    if (id === null || connection.value !== 'open') return
    const { value: before } = played
    try {
      const last = await call('rehearsal.last', { account: id })
      // An event may have told more meanwhile, or another one have begun.
      if (accountId.value !== id || played.value !== before) return
      // A workbench that was started anew knows of none.
      played.value = last ?? (before && { ...before, ended: before.ended ?? 'stopped' })
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
  watch([accountId, connection], loadLast, { immediate: true })

  const stopListening = listen((event) => {
    const { value: last } = played
    if (event.type !== 'rehearsal.progressed' && event.type !== 'rehearsal.ended') return
    // The result has all steps, and may be here before the last of these.
    if (last?.run !== event.run || last.ended !== null) return
    if (event.type === 'rehearsal.ended') played.value = { ...last, ended: event.ended }
    // What was asked for may have had it already.
    else if (event.step.number > last.steps.length)
      played.value = { ...last, steps: [...last.steps, event.step] }
  })
  onScopeDispose(stopListening)

  async function play({ id, target, fan }: RehearsalOrder): Promise<void> {
    const { value: name } = accountId
    if (name === null) return
    const run = createRunId('rehearsal', crypto.randomUUID())
    failure.value = ''
    played.value = { run, id, steps: [], ended: null }
    const end = (change: Partial<PlayedRehearsal>) => {
      if (played.value?.run === run) played.value = { ...played.value, ...change }
    }
    try {
      const asked = { account: name, target, id, run, ...(fan !== undefined && { fan }) }
      const { steps, ended } = await call('rehearsal.play', asked)
      end({ steps, ended })
    } catch (cause) {
      // The page says that the connection is lost, and the rehearsal goes on.
      if (cause instanceof CommandFailure && cause.code === 'DISCONNECTED') return
      end({ ended: 'stopped' })
      if (accountId.value === name) failure.value = failureText(cause)
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
