import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isRunning, nameProcess } from '../../../src-main/node/processes.ts'
import { nameRunning } from '../../../src-main/node/tunnel/process-group.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { createPrograms, isState, statusWhen } from './fake-programs.ts'

/** Says its number, and has a child in its group, which says its own. */
const BORE = `
const { spawn } = require('node:child_process')
const { writeFileSync } = require('node:fs')
const child = spawn('/bin/sleep', ['600'], { stdio: 'ignore' })
writeFileSync(process.env.TMPDIR + '/pids', process.pid + ' ' + child.pid)
say(' INFO bore_cli::client: listening at bore.pub:45871')
stay()`

/** Starts a workbench in another process, whose tunnel is up when this resolves. */
async function startOwner(script = BORE, how = '') {
  const dataDir = createTemporaryFolder()
  const scratch = createTemporaryFolder()
  const { environment } = createPrograms({ bore: script })
  const owner = spawn(process.execPath, [join(import.meta.dirname, 'owner.ts'), dataDir, how], {
    env: { ...environment, TMPDIR: scratch },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(owner, 'exit')
  onTestFinished(() => void owner.kill('SIGKILL'))
  await once(owner.stdout, 'data')
  const [pid = 0, child = 0] = readFileSync(join(scratch, 'pids'), 'utf8').split(' ').map(Number)
  onTestFinished(() => kill(pid))
  onTestFinished(() => kill(child))
  return { dataDir, owner, exited, pid, child }
}

function kill(pid: number): void {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGKILL')
}

/** One that ended, and whose parent has not asked how, is not alive. */
function isAlive(pid: number): boolean {
  return isRunning({ pid }) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
}

async function untilGone(...pids: number[]): Promise<void> {
  await untilNot(() => pids.some(isAlive))
}

/** Looks again and again: these are not this process's children, and nobody tells. */
async function untilNot(holds: () => boolean): Promise<void> {
  while (holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

const recordsIn = (dataDir: string) => {
  const folder = join(dataDir, 'tunnels')
  return existsSync(folder) ? readdirSync(folder) : []
}

async function killOwner({ owner, exited }: { owner: ChildProcess; exited: Promise<unknown> }) {
  owner.kill('SIGKILL')
  await exited
}

describe.skipIf(process.platform !== 'linux')('a program whose workbench is killed', () => {
  it('still runs, is found by the next start, and is ended with what it has started', async () => {
    const started = await startOwner()
    await killOwner(started)
    const { dataDir, pid, child } = started
    expect([isAlive(pid), isAlive(child)]).toEqual([true, true])
    const next = await startWorkbench({ dataDir })
    const { leftOver, state } = await statusWhen(next, (status) => status.leftOver !== null)
    expect([state, leftOver]).toEqual([
      'off',
      { program: 'bore', pid, since: expect.any(Number), stays: false },
    ])
    expect(Date.now() - leftOver!.since).toBeLessThan(60_000)
    expect(await next.call('tunnel.endLeftOver', { pid })).toMatchObject({ leftOver: null })
    await untilGone(pid, child)
    expect(recordsIn(dataDir)).toEqual([])
    await expect(next.call('tunnel.endLeftOver', { pid })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is made to end if it does not when asked', async () => {
    const started = await startOwner(`process.on('SIGTERM', () => {})\n${BORE}`)
    await killOwner(started)
    const next = await startWorkbench({ dataDir: started.dataDir })
    await statusWhen(next, (status) => status.leftOver !== null)
    expect(await next.call('tunnel.endLeftOver', { pid: started.pid })).toMatchObject({ leftOver: null })
    await untilGone(started.pid, started.child)
  })

  it('may be kept, and is not told again', async () => {
    const started = await startOwner()
    await killOwner(started)
    const { dataDir, pid } = started
    const next = await startWorkbench({ dataDir })
    await statusWhen(next, (status) => status.leftOver !== null)
    expect(await next.call('tunnel.keepLeftOver', { pid })).toMatchObject({ leftOver: null })
    expect(isAlive(pid)).toBe(true)
    expect(recordsIn(dataDir)).toEqual([])
  })

  it('is nobody’s if another process has its number by now, and that one is left alone', async () => {
    const dataDir = createTemporaryFolder()
    const bystander = spawn('/bin/sleep', ['600'], { detached: true, stdio: 'ignore' })
    onTestFinished(() => void bystander.kill('SIGKILL'))
    const { pid = 0 } = bystander
    mkdirSync(join(dataDir, 'tunnels'))
    const { process: name } = nameProcess(pid)
    const owner = { pid: 999_999_999, process: 'gone' }
    const found = { program: 'bore', path: '/x', pid, process: name, since: 1_700_000_000_000, owner }
    const another = { ...found, process: `${name}1` }
    const file = join(dataDir, 'tunnels', `${pid}.json`)
    writeFileSync(file, JSON.stringify(another))
    const next = await startWorkbench({ dataDir })
    await untilNot(() => existsSync(file))
    await expect(next.call('tunnel.endLeftOver', { pid })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // It is found, and has become another's when it is to end.
    writeFileSync(file, JSON.stringify(found))
    const later = await startWorkbench({ dataDir })
    await statusWhen(later, (status) => status.leftOver !== null)
    writeFileSync(file, JSON.stringify(another))
    expect(await later.call('tunnel.endLeftOver', { pid })).toMatchObject({ leftOver: null })
    expect(isAlive(pid)).toBe(true)
    expect(await nameRunning(pid)).toBe(name)
  })

  it('is looked after by the workbench that started it, as long as that runs', async () => {
    const { dataDir, pid } = await startOwner()
    const other = await startWorkbench({ dataDir })
    const file = join(dataDir, 'tunnels', `${pid}.json`)
    await untilNot(() => !existsSync(file))
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ program: 'bore', pid })
    expect((await other.call('workbench.snapshot', {})).tunnel.leftOver).toBeNull()
    await expect(other.call('tunnel.endLeftOver', { pid })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(isAlive(pid)).toBe(true)
  })

  it.each(['', '{', '[]', '{"pid":1,"process":"x"}', '{"pid":-1}', 'null', '{"pid":"1; rm","program":"sh"}'])(
    'is not told because of a file that is none of ours: %s',
    async (text) => {
      const dataDir = createTemporaryFolder()
      mkdirSync(join(dataDir, 'tunnels'))
      writeFileSync(join(dataDir, 'tunnels', '1.json'), text)
      const next = await startWorkbench({ dataDir })
      expect((await next.call('workbench.snapshot', {})).tunnel.leftOver).toBeNull()
      expect(next.reported).toEqual([])
    },
  )
})

describe.skipIf(process.platform === 'win32')('a program whose workbench ends', () => {
  it('ends with it, also when that exits without a word', async () => {
    const { exited, pid, child, dataDir } = await startOwner(BORE, 'exit')
    expect(await exited).toEqual([0, null])
    await untilGone(pid, child)
    const next = await startWorkbench({ dataDir })
    expect((await next.call('workbench.snapshot', {})).tunnel.leftOver).toBeNull()
  })

  it('ends with it, and leaves no record, when that is closed', async () => {
    const dataDir = createTemporaryFolder()
    const scratch = createTemporaryFolder()
    const programs = createPrograms({ bore: BORE }, { TMPDIR: scratch })
    const workbench = await startWorkbench({ dataDir, programs })
    const { id } = await workbench.account()
    await workbench.call('tunnel.start', { account: id, program: 'bore' })
    await statusWhen(workbench, isState('up'))
    const pids = readFileSync(join(scratch, 'pids'), 'utf8').split(' ').map(Number)
    await workbench.close()
    await untilGone(...pids)
    expect(recordsIn(dataDir)).toEqual([])
  })
})
