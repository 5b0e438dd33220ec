import { expect, it } from 'vitest'
import { commands } from '../../src-core/contract/commands.ts'
import type { CommandName } from '../../src-core/contract/commands.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import { runCommand, SECRETS, startBusyWorkbench } from '../node/every-command.ts'

const names = Object.keys(commands) as CommandName[]

/** Returns the names of the secrets in a text that goes over the wire. */
function secretsIn(told: unknown): string[] {
  const text = JSON.stringify(told)
  return Object.entries(SECRETS)
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name)
}

it.each(names)('%s tells no secret of an account, unless it is there for that', async (name) => {
  const workbench = await startBusyWorkbench()
  const events: WorkbenchEvent[] = []
  workbench.subscribe((event) => void events.push(event))
  const result = await runCommand(workbench, name)
  expect(secretsIn(result)).toEqual(name === 'account.secret' ? ['token'] : [])
  expect(secretsIn(await workbench.call('workbench.snapshot', {}))).toEqual([])
  expect(secretsIn(events)).toEqual([])
})

it('a new account comes without its token, and account.secret gives it', async () => {
  const { call } = await startBusyWorkbench()
  const created = await call('account.create', {})
  const { secret } = await call('account.secret', { id: created.id, field: 'token' })
  expect(secret).toMatch(/^[A-Za-z0-9]{24}$/)
  expect(JSON.stringify(created)).not.toContain(secret)
  expect(created.secrets).toMatchObject({ aesKey: null, previousAesKey: null })
})

it('a renewed key is another one, and the former one becomes the previous', async () => {
  const { call, busy } = await startBusyWorkbench()
  const before = (await call('workbench.snapshot', {})).accounts[0]!
  const after = await call('account.renewKey', { id: busy.account })
  const read = async (field: 'aesKey' | 'previousAesKey') =>
    (await call('account.secret', { id: busy.account, field })).secret
  expect(await read('previousAesKey')).toBe(SECRETS.aesKey)
  expect(await read('aesKey')).toMatch(/^[A-Za-z0-9]{43}$/)
  expect(JSON.stringify(after)).not.toContain(await read('aesKey'))
  expect(after.secrets.token).toBe(before.secrets.token)
  expect(after.secrets.aesKey).not.toBe(before.secrets.aesKey)
})

it('the mark of a secret is told by nobody who has another run, place or account', async () => {
  const [one, other] = [await startBusyWorkbench(), await startBusyWorkbench()]
  const marks = [one, other].map(async ({ call }) =>
    (await call('workbench.snapshot', {})).accounts.map(({ secrets }) => secrets.token),
  )
  const all = (await Promise.all(marks)).flat()
  expect(all).toHaveLength(4)
  expect(new Set(all).size).toBe(4)
})
