import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { BurstReport } from '../../../../src-core/contract/burst.ts'
import type { CommandInput } from '../../../../src-core/contract/commands.ts'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import { createRunId } from '../../../../src-core/contract/run-kind.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { saveFile } from '../../../ui/files/save-file.ts'
import { withReport } from './burst-figures.ts'

export type BurstOrder = Pick<CommandInput<'burst.start'>, 'target' | 'plan' | 'publicAddress'>

/** The bursts of the current account since the start, and the way to begin another. */
export function useBursts() {
  const { call, listen, connection } = useWorkbench()
  const { account } = useCurrentAccount()
  const failureText = useFailureText()
  const reports = shallowRef<readonly BurstReport[]>([])
  /** The one that is shown; null: the newest. */
  const chosen = shallowRef<string | null>(null)
  const failure = shallowRef('')
  /** A burst that is to be confirmed, since its address is a public one. */
  const asked = shallowRef<BurstOrder | null>(null)
  /** The run that was begun here, until its answer: it has no report at first. */
  const begun = shallowRef<string | null>(null)
  const accountId = computed(() => account.value?.id ?? null)
  const running = computed(() => reports.value.find(({ state }) => state === 'running') ?? null)
  const shown = computed(
    () => reports.value.find(({ run }) => run === chosen.value) ?? reports.value[0] ?? null,
  )

  async function load(): Promise<void> {
    const { value: id } = accountId
    if (id === null || connection.value !== 'open') return
    try {
      const listed = await call('burst.list', { account: id })
      if (accountId.value === id) reports.value = listed.reduce(withReport, reports.value)
    } catch {
      // The connection was lost: its return asks again.
    }
  }

  watch(accountId, () => {
    reports.value = []
    begun.value = null
    failure.value = ''
    asked.value = null
  })
  watch([accountId, connection], load, { immediate: true })

  const stopListening = listen((event) => {
    if (event.type !== 'burst.changed' || event.burst.account !== accountId.value) return
    reports.value = withReport(reports.value, event.burst)
  })
  onScopeDispose(stopListening)

  async function start(order: BurstOrder): Promise<void> {
    const { value: id } = accountId
    if (id === null || begun.value !== null) return
    failure.value = ''
    asked.value = null
    chosen.value = null
    const run = createRunId('burst', crypto.randomUUID())
    begun.value = run
    try {
      await call('burst.start', { account: id, run, ...order })
    } catch (cause) {
      if (accountId.value !== id) return
      if (cause instanceof CommandFailure && cause.code === 'PUBLIC_ADDRESS') asked.value = order
      // The page says that the connection is lost, and the burst goes on.
      else if (!(cause instanceof CommandFailure && cause.code === 'DISCONNECTED'))
        failure.value = failureText(cause)
    } finally {
      if (begun.value === run) begun.value = null
    }
  }

  async function save({ target, plan }: BurstOrder): Promise<void> {
    const { value: id } = accountId
    if (id === null) return
    failure.value = ''
    try {
      const { file, text } = await call('burst.export', { account: id, target, plan })
      saveFile(file, 'text/x-python', text)
    } catch (cause) {
      failure.value = failureText(cause)
    }
  }

  return {
    account,
    reports,
    chosen,
    shown,
    isBusy: computed(() => running.value !== null || begun.value !== null),
    failure,
    asked,
    start,
    save,
    stop(): void {
      const run = running.value?.run ?? begun.value
      if (run !== null) void call('run.stop', { run }).catch(() => {})
    },
  }
}
