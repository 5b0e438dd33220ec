import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { nameRunning } from '../../src-main/node/tunnel/process-group.ts'
import { createClient } from '../../src-renderer/transport/connect.ts'
import { openBridge } from './electron-bridge.ts'
import { EARLY, findShell, launchElectron, root } from './shells.ts'

const { missing } = findShell('electron')
test.skip(missing !== null, missing ?? '')
test.skip(process.platform === 'win32', 'the program is a script for a shell')

test('a tunnel program ends with the window; one that a crash left behind is found and ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-tunnel-'))
  const [bin, data] = [join(folder, 'bin'), join(folder, 'data')]
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'bore'),
    `#!/bin/sh
if [ "$1" = --version ]; then echo 'bore-cli 0.6.0'; exit; fi
echo $$ > ${folder}/pid
echo ' INFO bore_cli::client: listening at bore.pub:45871'
exec /bin/sleep 600
`,
    { mode: 0o755 },
  )
  const desktops: ChildProcess[] = []
  const clients: { close(): void }[] = []
  const started: { pid: number; name: string }[] = []
  const isThere = async ({ pid, name }: { pid: number; name: string }) => (await nameRunning(pid)) === name

  async function startDesktop() {
    const PATH = `${bin}:${process.env['PATH']}`
    const app = await launchElectron([...EARLY, root, '--data', data, '--port', '0'], { PATH })
    const page = await app.firstWindow()
    await expect(page.getByRole('banner').or(page.getByRole('main')).first()).toBeVisible()
    const client = createClient(await openBridge(page))
    clients.push(client)
    const desktop = app.process()
    desktops.push(desktop)
    return { app, desktop, client, exited: once(desktop, 'exit') }
  }
  async function startTunnel({ client }: Awaited<ReturnType<typeof startDesktop>>) {
    await client.call('tunnel.start', { account: 'default', program: 'bore' })
    await expect
      .poll(async () => (await client.call('workbench.snapshot', {})).tunnel.state, { intervals: [50] })
      .toBe('up')
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
    const program = { pid, name: await nameRunning(pid) }
    started.push(program)
    return program
  }

  try {
    const first = await startDesktop()
    const left = await startTunnel(first)
    first.desktop.kill('SIGKILL')
    await first.exited
    expect(await isThere(left)).toBe(true)

    const second = await startDesktop()
    const { client } = second
    const { tunnel } = await client.call('workbench.snapshot', {})
    expect(tunnel).toMatchObject({ state: 'off', leftOver: { program: 'bore', pid: left.pid } })
    expect(await client.call('tunnel.endLeftOver', { pid: left.pid })).toMatchObject({ leftOver: null })
    expect(await isThere(left)).toBe(false)

    const own = await startTunnel(second)
    await second.app.evaluate(({ app }) => void setImmediate(() => app.quit()))
    await second.exited
    expect(await isThere(own)).toBe(false)
    expect(readdirSync(join(data, 'tunnels'))).toEqual([])
  } finally {
    for (const client of clients) client.close()
    for (const desktop of desktops) desktop.kill('SIGKILL')
    for (const program of started) if (await isThere(program)) process.kill(program.pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
