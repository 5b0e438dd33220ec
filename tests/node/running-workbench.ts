import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import { secretFields } from '../../src-core/contract/secret-fields.ts'
import type { Account, AccountView, SecretField } from '../../src-core/contract/account.ts'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import { createWorkbench } from '../../src-main/node/workbench.ts'
import type { WorkbenchOptions } from '../../src-main/node/workbench.ts'

/** Starts a workbench like the shells do, on free ports, ended with the test. */
export async function startWorkbench(options: Partial<WorkbenchOptions> = {}) {
  const reported: unknown[] = []
  const workbench = await createWorkbench({
    dataDir: null,
    port: 0,
    version: '0.0.0-test',
    findWorker: (name) => new URL(`../../src-main/node/${name}.ts`, import.meta.url),
    // No test may start a program of this machine that opens it to the internet.
    programs: { environment: {}, folders: [] },
    report(error) {
      reported.push(error)
      console.error('reported:', error)
    },
    ...options,
  })
  onTestFinished(() => workbench.close())

  async function call<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<CommandResult<Name>> {
    const outcome = await workbench.dispatch(name, input)
    if (!outcome.ok) throw Object.assign(new Error(outcome.error.message), outcome.error)
    return outcome.value as CommandResult<Name>
  }

  async function account(): Promise<Account> {
    return withSecrets((await call('workbench.snapshot', {})).accounts[0]!)
  }

  /** Returns a whole account, as the workbench itself has it. */
  async function withSecrets({ secrets: _marks, notes: _notes, ...rest }: AccountView): Promise<Account> {
    const read = async (field: SecretField) => (await call('account.secret', { id: rest.id, field })).secret
    const [token, aesKey, previousAesKey] = await Promise.all(secretFields.map(read))
    return { ...rest, token: token!, aesKey: aesKey!, previousAesKey: previousAesKey! }
  }

  return {
    ...workbench,
    call,
    account,
    withSecrets,
    reported,
    /** Returns the newest exchange, whole. */
    async latest(): Promise<Exchange> {
      const { items } = await call('exchange.list', { limit: 1 })
      return call('exchange.get', { id: items[0]!.id })
    },
    /** Resolves with the next event of this type; call it before it can happen. */
    next<Type extends WorkbenchEvent['type']>(type: Type) {
      return new Promise<Extract<WorkbenchEvent, { type: Type }>>((resolve) => {
        const stop = workbench.subscribe((event) => {
          if (event.type !== type) return
          stop()
          resolve(event as Extract<WorkbenchEvent, { type: Type }>)
        })
      })
    },
    /** Returns the account's address with a right signature, and more parameters; the first account's by default. */
    async signedUrl(parameters: Record<string, string> = {}, id?: string): Promise<string> {
      const { accounts } = await call('workbench.snapshot', {})
      const { path, token } = await withSecrets(accounts.find((one) => one.id === id) ?? accounts[0]!)
      const signed = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: String(randomInt(1e9, 1e10)) }
      const query = new URLSearchParams({ signature: sign({ token, ...signed }), ...signed, ...parameters })
      return `${workbench.responder().origin}${path}?${query}`
    },
  }
}

/** Creates a folder of the test's own, removed with it. */
export function createTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
