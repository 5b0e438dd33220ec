import type { Account } from '../../../src-core/contract/account.ts'
import type { ProbeReport, ProbeStep, ProbeStepName } from '../../../src-core/contract/probe.ts'
import type { WorkbenchOptions } from '../../../src-main/node/workbench.ts'
import { startWorkbench } from '../running-workbench.ts'

export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

/** Starts a workbench with a key, and with a function that probes its account at an address. */
export async function startProbing(options: Partial<WorkbenchOptions> = {}) {
  const workbench = await startWorkbench(options)
  const account: Account = await workbench.account()
  await workbench.call('account.update', {
    id: account.id,
    change: { aesKey: AES_KEY, appId: 'wx0123456789abcdef' },
  })

  async function probe(origin: string, path = account.path): Promise<ProbeReport> {
    await workbench.call('account.update', { id: account.id, change: { publicUrl: origin + path } })
    return workbench.call('probe.run', { account: account.id })
  }
  return { ...workbench, id: account.id, path: account.path, origin: workbench.responder().origin, probe }
}

export function stepOf({ steps }: ProbeReport, name: ProbeStepName): ProbeStep {
  return steps.find((step) => step.name === name)!
}

/** Returns the state of each step, `passed` or what is wrong: `failed hop.changed-reply`. */
export function outline({ steps }: ProbeReport): Record<string, string> {
  return Object.fromEntries(
    steps.map(({ name, state, findings }) => [name, [state, ...findings.map(({ code }) => code)].join(' ')]),
  )
}
