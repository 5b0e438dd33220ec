import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { TunnelStatus } from '../../../src-core/contract/tunnel.ts'
import { nameRunning } from '../../../src-main/node/tunnel/process-group.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { createPrograms } from '../tunnel/fake-programs.ts'
import { connectTo } from './control-client.ts'
import { startServe } from './running-cli.ts'

const BORE = `require('node:fs').writeFileSync(process.env.TMPDIR + '/pid', String(process.pid))
say(' INFO bore_cli::client: listening at bore.pub:45871')
stay()`

/** Starts `serve` and a tunnel, as a screen does; resolves once that is up. */
async function startWithTunnel(script = BORE) {
  const [data, scratch] = [createTemporaryFolder(), createTemporaryFolder()]
  const env = { PATH: createPrograms({ bore: script }).environment['PATH']!, TMPDIR: scratch }
  const start = () => startServe(['--data', data, '--port', '0'], env)
  const serve = await start()
  const client = connectTo(serve.ready.control)
  const tunnel = async (): Promise<TunnelStatus> => (await client.call('workbench.snapshot', {})).tunnel
  await client.call('tunnel.start', { account: 'default', program: 'bore' })
  while ((await tunnel()).state === 'starting');
  expect(await tunnel()).toMatchObject({ state: 'up', publicUrl: 'http://bore.pub:45871/wx' })
  const pid = Number(readFileSync(join(scratch, 'pid'), 'utf8'))
  const name = await nameRunning(pid)
  onTestFinished(async () => void ((await isThere()) && process.kill(pid, 'SIGKILL')))
  const isThere = async () => (await nameRunning(pid)) === name
  return { serve, start, data, pid, isThere, tunnel, client }
}

describe.skipIf(process.platform === 'win32')('the tunnel of serve', () => {
  it.each(['SIGTERM', 'SIGHUP'] as const)('ends with it at %s', async (signal) => {
    const { serve, isThere, data } = await startWithTunnel()
    expect(await isThere()).toBe(true)
    expect(await serve.end(signal)).toBe(0)
    expect(await isThere()).toBe(false)
    expect(readdirSync(join(data, 'tunnels'))).toEqual([])
    expect(serve.complaints()).not.toContain('bore')
  })

  it('is found by the next start if it is killed, which says so', async () => {
    const { serve, start, isThere, pid } = await startWithTunnel()
    await serve.end('SIGKILL')
    expect(await isThere()).toBe(true)
    const next = await start()
    const client = connectTo(next.ready.control)
    while ((await client.call('workbench.snapshot', {})).tunnel.leftOver === null);
    await client.call('tunnel.endLeftOver', { pid })
    expect(await isThere()).toBe(false)
    await next.end('SIGTERM')
    expect(next.complaints()).toContain(
      `mpscope: the tunnel program bore of an earlier run is still running (process ${pid})`,
    )
  })

  it('is said to have died, once', async () => {
    const { serve, pid, tunnel } = await startWithTunnel()
    process.kill(pid, 'SIGKILL')
    while ((await tunnel()).state !== 'failed');
    await serve.end('SIGTERM')
    expect(serve.complaints().match(/bore has ended \(signal SIGKILL\)/g)).toHaveLength(1)
  })
})
