import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CheckCase } from '../../../src-core/contract/check-up.ts'
import type { CommandInput } from '../../../src-core/contract/commands.ts'
import { useCurrentAccount } from '../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { usePublicRun } from '../../features/target/usePublicRun.ts'
import { afterFact, withReports } from './check-up-state.ts'
import type { CheckUps } from './check-up-state.ts'

export type CheckUpOrder = Omit<CommandInput<'checkUp.start'>, 'account' | 'run'>

/** The check-ups of the current account, kept up to date while the screen is there, and the way to begin another. */
export function useCheckUps() {
  const { call, listen, connection } = useWorkbench()
  const { account } = useCurrentAccount()
  const { locale } = useI18n()
  const cases = shallowRef<readonly CheckCase[]>([])
  const checkUps = shallowRef<CheckUps>(new Map())
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

  const beginning = usePublicRun<CheckUpOrder>('check-up', accountId, running, (names, order) =>
    call('checkUp.start', { ...names, ...order }),
  )

  return {
    account,
    cases: cases as Readonly<typeof cases>,
    checkUps: checkUps as Readonly<typeof checkUps>,
    running: running as ComputedRef<typeof running.value>,
    ...beginning,
    /** Resolves to Markdown; `run` is the last one of its address. */
    writeReport: async (run: string) =>
      (await call('checkUp.export', { run, format: 'markdown', language: locale.value })).text,
  }
}
