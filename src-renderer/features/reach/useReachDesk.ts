import type { TunnelStatus } from '../../../src-core/contract/tunnel.ts'
import type { ReachDesk } from '../../actions/kind/desk.ts'
import { useAccountUpdate } from '../../composables/useAccountUpdate.ts'
import { useCurrentAccount } from '../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { defaultProgram } from './default-program.ts'

/** Makes the desk's part that works on the current account's public address. What goes wrong is in its state. */
export function useReachDesk(): ReachDesk {
  const { call, state } = useWorkbench()
  const { account } = useCurrentAccount()
  const { updateTunnel } = useAccountUpdate()

  /** Resolves in any case: the connection may be lost meanwhile. */
  async function ask(work: () => Promise<unknown>): Promise<void> {
    await work().catch(() => {})
  }

  return {
    get canCheck() {
      const { value: now } = account
      if (!now || now.publicUrl === '' || now.secrets.token === null) return false
      return !state.value?.probes.some(({ account: id, outcome }) => id === now.id && outcome === null)
    },
    async check() {
      const { value: now } = account
      if (now) await ask(() => call('probe.run', { account: now.id }))
    },
    get canStart() {
      return ['off', 'failed'].includes(state.value?.tunnel.state ?? '')
    },
    async start() {
      const { value: now } = account
      if (!now) return
      await ask(async () => {
        const program = now.tunnel?.program ?? defaultProgram(await call('tunnel.find', {}))
        if (program === null) return
        if (!now.tunnel) await updateTunnel(now.id, { program, values: {} })
        await call('tunnel.start', { account: now.id, program })
      })
    },
    get canStop() {
      const tunnel = state.value?.tunnel
      return tunnel !== undefined && (['starting', 'up'].includes(tunnel.state) || goesOn(tunnel))
    },
    stop: () => ask(() => call('tunnel.stop', {})),
  }
}

/** Tells whether a program that failed runs all the same, as one that wants a login does. */
function goesOn({ state, failure, endedAt }: TunnelStatus): boolean {
  const neverRan = ['not-installed', 'incomplete', 'cannot-start']
  return state === 'failed' && endedAt === null && !neverRan.includes(failure?.code ?? '')
}
