import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { BurstReport } from '../../../../src-core/contract/burst.ts'
import type { CommandInput } from '../../../../src-core/contract/commands.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { usePublicRun } from '../../../features/target/usePublicRun.ts'
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
  })
  watch([accountId, connection], load, { immediate: true })

  const stopListening = listen((event) => {
    if (event.type !== 'burst.changed' || event.burst.account !== accountId.value) return
    reports.value = withReport(reports.value, event.burst)
  })
  onScopeDispose(stopListening)

  const { failure, ...beginning } = usePublicRun<BurstOrder>('burst', accountId, running, (names, order) => {
    chosen.value = null
    return call('burst.start', { ...names, ...order })
  })

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
    ...beginning,
    failure,
    save,
  }
}
