import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { findOwners } from '../../../src-main/node/own-connection.ts'
import { findOpener } from '../../../src-main/terminal/open-page.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { startCommand } from './in-process.ts'
import type { CommandOptions } from './in-process.ts'

const NOWHERE = ['--ephemeral', '--port', '0', '--control-port', '0']

/** Starts `mpscope …`; resolves with what it prints first. */
async function start(args: string[], options: CommandOptions = {}) {
  const command = startCommand([...args, ...NOWHERE], options)
  onTestFinished(async () => void (await command.end()))
  let said = ''
  command.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [ready] = (await command.stdout.iterator({ destroyOnReturn: false }).next()).value
    .toString()
    .split('\n\n')
  return { ready: ready as string, said: () => said }
}

/** Creates the program that opens addresses on Linux, which writes the address, and a secret that it got, into a file, or fails. */
function createBrowser(exitCode = 0) {
  const folder = createTemporaryFolder()
  const opened = join(folder, 'opened')
  const script = `#!/bin/sh\nprintf %s%s "$1" "$MPSCOPE_TOKEN" > '${opened}.part' && /bin/mv '${opened}.part' '${opened}'\nexit ${exitCode}\n`
  writeFileSync(join(folder, 'xdg-open'), script, { mode: 0o755 })
  return {
    env: { PATH: folder, DISPLAY: ':0', MPSCOPE_TOKEN: 'tokenOfTheTest' },
    opened: () => (existsSync(opened) ? readFileSync(opened, 'utf8') : null),
  }
}

/** Resolves to true if the channel opens with the ticket of this link. */
function opens(link: string): Promise<boolean> {
  const { port, hash } = new URL(link)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, [
    'mpscope',
    `ticket.${hash.replace('#ticket=', '')}`,
  ])
  return new Promise((resolve) => {
    socket.once('open', () => resolve(true)).once('error', () => resolve(false))
  }).then((isOpen) => {
    socket.terminate()
    return isOpen as boolean
  })
}

describe('mpscope without a command', () => {
  it('starts the workbench, with the options of serve', async () => {
    const { ready, said } = await start([])
    expect(ready).toMatch(/^Responder {2}http:\/\/127\.0\.0\.1:\d+\/wx\n/)
    expect(ready).toContain('in memory only (--ephemeral)')
    expect(said()).toBe('')
  })

  it.skipIf(process.platform !== 'linux')('opens it for a person, where there is a display', async () => {
    const { env, opened } = createBrowser()
    const { ready } = await start([], { env, isScreen: true })
    await expect.poll(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#ticket=[\w-]{32}$/)
    // The one on the screen is another one, and opens it as well.
    expect(ready).not.toContain(opened())
  })

  it.each([
    ['where nobody watches', { DISPLAY: ':0' }, false, []],
    ['without a display', { DISPLAY: '' }, true, []],
    ['if there is no workbench to be opened', { DISPLAY: ':0' }, true, ['--no-control']],
  ])('opens nothing %s', async (_case, shown, isScreen, args) => {
    const { env, opened } = createBrowser()
    const options = args.length > 0 ? [...args, '--port', '0', '--ephemeral'] : NOWHERE
    const command = startCommand(options, { env: { ...env, ...shown }, isScreen })
    await command.stdout.iterator({ destroyOnReturn: false }).next()
    expect(await command.end()).toBe(0)
    expect(opened()).toBeNull()
  })
})

describe.skipIf(process.platform !== 'linux')('serve --open', () => {
  it('opens the page with a ticket that is good once', async () => {
    const { env, opened } = createBrowser()
    await start(['serve', '--open'], { env })
    await expect.poll(opened).not.toBeNull()
    const link = opened()!
    expect([await opens(link), await opens(link)]).toEqual([true, false])
  })

  it('says what to do if that fails', async () => {
    const { env } = createBrowser(3)
    const { said } = await start(['serve', '--open'], { env })
    await expect
      .poll(said)
      .toBe('mpscope: the browser could not be opened (xdg-open, 3): open the workbench link yourself\n')
    const { said: saidToo } = await start(['serve', '--open'], { env: { PATH: '/nowhere', DISPLAY: ':0' } })
    await expect.poll(saidToo).toContain('(xdg-open, ENOENT)')
    const { said: saidThere } = await start(['serve', '--open'], { env: { SSH_CONNECTION: '::1 1 ::1 22' } })
    expect(saidThere()).toMatch(/^mpscope: there is no browser to open here/)
  })
})

it.each([
  ['win32', {}, 'cmd.exe'],
  ['darwin', {}, 'osascript'],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['linux', {}, undefined],
  ['linux', { DISPLAY: ':10.0', SSH_CONNECTION: '::1 1 ::1 22' }, undefined],
  ['darwin', { SSH_TTY: '/dev/pts/1' }, undefined],
  ['linux', { DISPLAY: ':0', WSL_DISTRO_NAME: 'Ubuntu' }, undefined],
] as const)('on %s with %j opens pages with %s', (platform, env, command) => {
  expect(findOpener(platform, env)?.command).toBe(command)
})

// Anybody can read the command lines of others there.
it('hands the address to no command line on macOS', () => {
  expect(findOpener('darwin', {})).toEqual({
    command: 'osascript',
    args: [],
    input: 'open location "ADDRESS"',
  })
})

it('finds the users of a connection in the table of the system', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1E6D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0 100 0 0 10 0',
    '   1: 0100007F:9C40 0100007F:1E6D 01 00000000:00000000 00:00000000 00000000  1001        0 12 1 0 20 4 0 10 -1',
    '   2: 0100007F:1E6D 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 13 1 0 20 4 0 10 -1',
    '   3: 0A00000A:9C40 0B00000A:1E6D 01 00000000:00000000 00:00000000 00000000  1002        0 14 1 0 20 4 0 10 -1',
    '',
  ].join('\n')
  expect(findOwners(table, { from: 0x9c40, to: 0x1e6d })).toEqual([1001, 1002])
  expect(findOwners(table, { from: 0x9c41, to: 0x1e6d })).toEqual([])
})
