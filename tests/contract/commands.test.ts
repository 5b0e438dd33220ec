import { describe, expect, it } from 'vitest'
import { commands } from '../../src-core/contract/commands.ts'
import type { CommandName } from '../../src-core/contract/commands.ts'
import { runCommand, startBusyWorkbench } from '../node/every-command.ts'

const names = Object.keys(commands) as CommandName[]
const leavesAllAsItIs = (name: CommandName) => ['read', 'reveal'].includes(commands[name].access)

/** Returns everything that a command may change: settings, history, waiting requests, and the latest event's number. */
async function takePicture({ call }: Awaited<ReturnType<typeof startBusyWorkbench>>) {
  const snapshot = await call('workbench.snapshot', {})
  const exchanges = await Promise.all(snapshot.exchanges.map(({ id }) => call('exchange.get', { id })))
  return { snapshot, exchanges }
}

describe('the table of commands', () => {
  it.each(names)('says what %s does, in both languages and without its name', (name) => {
    const { zh, en } = commands[name].says
    expect(zh).toMatch(/\p{Script=Han}.*。$/u)
    expect(en).toMatch(/^[A-Z][a-z]+ .*\.$/)
    expect(`${zh} ${en}`).not.toContain(name)
  })

  it('says something else of each', () => {
    for (const language of ['zh', 'en'] as const)
      expect(new Set(names.map((name) => commands[name].says[language])).size).toBe(names.length)
  })

  it('reveals where it gives a secret, and only there', () => {
    expect(names.filter((name) => commands[name].access === 'reveal')).toEqual(['account.secret'])
  })

  it('changes nothing and sends nothing where a command only reads', async () => {
    const workbench = await startBusyWorkbench()
    const before = await takePicture(workbench)
    for (const name of names.filter(leavesAllAsItIs)) {
      await runCommand(workbench, name)
      expect(await takePicture(workbench), name).toEqual(before)
    }
  })

  it.each(names.filter((name) => !leavesAllAsItIs(name)))('is changed by %s', async (name) => {
    const workbench = await startBusyWorkbench()
    const before = await takePicture(workbench)
    await runCommand(workbench, name)
    // The responder notices a little later that the sender of what was stopped has gone.
    await expect.poll(() => takePicture(workbench)).not.toEqual(before)
  })
})
