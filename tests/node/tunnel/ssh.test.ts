import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { isState, statusWhen } from './fake-programs.ts'
import { startSshd } from './real-sshd.ts'
import { findFreePort, isOpen, noSshd } from './sshd.ts'

async function startTunnel(sshd: Awaited<ReturnType<typeof startSshd>>, remotePort?: number) {
  const workbench = await startWorkbench({ programs: sshd.places })
  const { id } = await workbench.account()
  const open = remotePort ?? (await findFreePort())
  const { port, user } = sshd
  const address = `http://127.0.0.1:${open}`
  const ssh = { host: '127.0.0.1', port, user, remotePort: String(open), bind: '127.0.0.1', address }
  await workbench.call('account.update', { id, change: { tunnel: { program: 'ssh', values: { ssh } } } })
  await workbench.call('tunnel.start', { account: id, program: 'ssh' })
  const status = await statusWhen(workbench, isState('up', 'failed'))
  return { ...workbench, status, open, address }
}

describe.skipIf(noSshd)(`ssh -R to a real server${noSshd ? ` (${noSshd})` : ''}`, () => {
  it('is up when the server listens, brings a request to the responder, and closes the port at the end', async () => {
    const workbench = await startTunnel(await startSshd())
    const { status, address, open } = workbench
    const { lines } = await workbench.call('tunnel.output', {})
    expect(status, lines.join('\n')).toMatchObject({
      state: 'up',
      origins: [address],
      publicUrl: `${address}/wx`,
    })
    const local = new URL(await workbench.signedUrl({ echostr: '4711' }))
    const response = await fetch(`${status.publicUrl}${local.search}`)
    expect([response.status, await response.text()]).toEqual([200, '4711'])
    const { request, verdict } = await workbench.latest()
    expect([request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1], verdict]).toEqual([
      `127.0.0.1:${open}`,
      'accepted',
    ])
    expect(await workbench.call('tunnel.stop', {})).toMatchObject({ state: 'off', failure: null })
    while (await isOpen(open));
  })

  it('asks for nothing if the server is unknown, and says what to do', async () => {
    const sshd = await startSshd()
    sshd.forgetServer()
    const { status } = await startTunnel(sshd)
    expect(status.failure).toMatchObject({ code: 'unknown-host', line: 'Host key verification failed.' })
  })

  it('asks for no password if the key is refused, and says what to do', async () => {
    const sshd = await startSshd()
    sshd.forgetUser()
    const { status } = await startTunnel(sshd)
    expect(status.failure).toMatchObject({
      code: 'needs-login',
      line: expect.stringContaining('Permission denied'),
    })
  })

  it('says that the port on the server is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as { port: number }
    const { status } = await startTunnel(await startSshd(), port)
    expect(status.failure).toMatchObject({
      code: 'refused',
      // An `Error` ends it; a `Warning` would not.
      line: `Error: remote port forwarding failed for listen port ${port}`,
    })
  })

  it.skipIf(process.platform !== 'linux')('says at once that the connection is gone', async () => {
    const sshd = await startSshd()
    const workbench = await startTunnel(sshd)
    expect(workbench.status.state).toBe('up')
    sshd.cut()
    const { failure } = await statusWhen(workbench, isState('failed'))
    expect(failure).toMatchObject({
      code: 'died',
      text: { en: expect.stringContaining('exit code 255') },
      line: 'Connection to 127.0.0.1 closed by remote host.',
    })
  })

  it('runs no command of the configuration, here or there, and lends no agent', async () => {
    const folder = createTemporaryFolder()
    const [here, there] = [join(folder, 'here'), join(folder, 'there')]
    const sshd = await startSshd([
      'PermitLocalCommand yes',
      `LocalCommand /usr/bin/touch ${here}`,
      `RemoteCommand /usr/bin/touch ${there}`,
      'RequestTTY force',
      'ForwardAgent yes',
      'ControlMaster auto',
      `ControlPath ${join(folder, 'control')}`,
    ])
    const workbench = await startTunnel(sshd)
    expect(workbench.status).toMatchObject({ state: 'up' })
    await workbench.call('tunnel.stop', {})
    expect([here, there, join(folder, 'control')].map((file) => existsSync(file))).toEqual([
      false,
      false,
      false,
    ])
  })
})
