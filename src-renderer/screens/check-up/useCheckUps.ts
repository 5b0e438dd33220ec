import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CheckCase } from '../../../src-core/contract/check-up.ts'
import type { CommandInput } from '../../../src-core/contract/commands.ts'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import { createRunId } from '../../../src-core/contract/run-kind.ts'
import { useCurrentAccount } from '../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../composables/useFailureText.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { afterFact, withReports } from './check-up-state.ts'
import type { CheckUps } from './check-up-state.ts'

export type CheckUpOrder = Omit<CommandInput<'checkUp.start'>, 'account' | 'run'>

/** The check-ups of the current account, kept up to date while the screen is there, and the way to begin another. */
export function useCheckUps() {
  const { call, listen, connection } = useWorkbench()
  const { account } = useCurrentAccount()
  const failureText = useFailureText()
  const { locale } = useI18n()
  const cases = shallowRef<readonly CheckCase[]>([])
  const checkUps = shallowRef<CheckUps>(new Map())
  const failure = shallowRef('')
  /** A check-up that is to be confirmed, since its address is a public one. */
  const asked = shallowRef<CheckUpOrder | null>(null)
  /** The run that was begun here, until its answer: nothing is known of it at first. */
  const begun = shallowRef<string | null>(null)
  const accountId = computed(() => account.value?.id ?? null)

  async function load(): Promise<void> {
    const { value: id } = accountId
    if (id === null || connection.value !== 'open') return
    try {
      if (cases.value.length === 0) cases.value = await call('checkUp.cases', {})
      const reports = await call('checkUp.list', { account: id })
      if (accountId.value === id) checkUps.value = withReports(checkUps.value, reports)
    } catch {
      // The connection was lost: its return asks again.
    }
  }

  watch(accountId, () => {
    checkUps.value = new Map()
    begun.value = null
    failure.value = ''
    asked.value = null
  })
  watch([accountId, connection], load, { immediate: true })

  const stopListening = listen((event) => {
    if (event.type === 'checkUp.changed' && event.checkUp.account !== accountId.value) return
    if (event.type === 'checkUp.changed' || event.type === 'checkUp.progressed')
      checkUps.value = afterFact(checkUps.value, event, cases.value.length)
  })
  onScopeDispose(stopListening)

  const running = computed(
    () => [...checkUps.value.values()].find(({ last }) => last.state === 'running')?.last ?? null,
  )

  async function start(order: CheckUpOrder): Promise<void> {
    const { value: id } = accountId
    if (id === null || begun.value !== null) return
    failure.value = ''
    asked.value = null
    const run = createRunId('check-up', crypto.randomUUID())
    begun.value = run
    try {
      await call('checkUp.start', { account: id, run, ...order })
    } catch (cause) {
      if (accountId.value !== id) return
      if (cause instanceof CommandFailure && cause.code === 'PUBLIC_ADDRESS') asked.value = order
      // The page says that the connection is lost, and the check-up goes on.
      else if (!(cause instanceof CommandFailure && cause.code === 'DISCONNECTED'))
        failure.value = failureText(cause)
    } finally {
      if (begun.value === run) begun.value = null
    }
  }

  return {
    account,
    cases: cases as Readonly<typeof cases>,
    checkUps: checkUps as Readonly<typeof checkUps>,
    running: running as ComputedRef<typeof running.value>,
    isBusy: computed(() => running.value !== null || begun.value !== null),
    failure,
    asked,
    start,
    stop(): void {
      const run = running.value?.run ?? begun.value
      if (run !== null) void call('run.stop', { run }).catch(() => {})
    },
    /** Resolves to Markdown; `run` is the last one of its address. */
    writeReport: async (run: string) =>
      (await call('checkUp.export', { run, format: 'markdown', language: locale.value })).text,
  }
}
