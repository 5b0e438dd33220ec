/** Our workbench as the shells start it, from the given tree and in the given folder; the screen comes from outside. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CommandInput, CommandName, CommandResult } from '../../../../src-core/contract/commands.ts'
import { LOAD_TOKEN } from '../../../load/served.ts'
import { REPLY } from '../reply.ts'
import { announceReady } from './probe.ts'

const [, , checkout = '', dataDir = ''] = process.argv
const folder = pathToFileURL(join(checkout, 'src-main/node/')).href
const at = (file: string): string => folder + file
const { createWorkbench } = (await import(
  at('workbench.ts')
)) as typeof import('../../../../src-main/node/workbench.ts')
const { serveControl } = (await import(
  at('control-server.ts')
)) as typeof import('../../../../src-main/node/control-server.ts')
const { clock } = (await import(at('clock.ts'))) as typeof import('../../../../src-main/node/clock.ts')

const report = (error: unknown): void => {
  console.error(error)
  process.exit(1)
}
const workbench = await createWorkbench({
  dataDir,
  port: 0,
  version: '0.0.0-bench',
  findWorker: (name) => new URL(at(`${name}.ts`)),
  report,
})
const { accounts } = await call('workbench.snapshot', {})
const { id, path } = accounts[0]!
await call('account.update', {
  id,
  change: { token: LOAD_TOKEN, policy: { kind: 'fixed', reply: { type: 'text', content: REPLY } } },
})
const control = await serveControl({
  port: 0,
  served: workbench,
  token: randomBytes(24).toString('base64url'),
  rendererDir: join(checkout, 'out/renderer'),
  look: () => ({ language: 'system', theme: 'system' }),
  clock,
  report,
})
announceReady({ url: workbench.responder().origin + path, control: control.url }, async () => {
  await control.close()
  await workbench.close()
})

async function call<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandResult<Name>> {
  const outcome = await workbench.dispatch(name, input)
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome.value as CommandResult<Name>
}
