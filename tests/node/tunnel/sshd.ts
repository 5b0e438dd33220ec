import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'

const SSHD = '/usr/sbin/sshd'
const [SSH, KEYGEN] = ['/usr/bin/ssh', '/usr/bin/ssh-keygen']

/** Null if the tests with a real server can run; otherwise what is missing. */
export const noSshd =
  process.platform !== 'win32' && [SSHD, SSH, KEYGEN].every((file) => existsSync(file))
    ? null
    : 'needs openssh-server'

/**
 * Starts a server of the test's own on loopback: own configuration, keys and port, all in `folder`. Its folder `bin` has an
 * `ssh` which is the real one, with this user's configuration in place of that of whoever runs the test.
 */
export async function serveSshd(folder: string, clientConfig: readonly string[] = []) {
  const file = (name: string) => join(folder, name)
  for (const key of ['host', 'user', 'stranger'])
    execFileSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-C', key, '-f', file(key)])
  const port = await findFreePort()
  writeFileSync(file('authorized'), readFileSync(file('user.pub')))
  writeFileSync(file('known'), `[127.0.0.1]:${port} ${readFileSync(file('host.pub'), 'utf8')}`)
  writeLines(file('sshd_config'), [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${file('host')}`,
    `PidFile ${file('pid')}`,
    `AuthorizedKeysFile ${file('authorized')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'AllowTcpForwarding remote',
    'PermitUserRC no',
  ])
  writeLines(file('ssh_config'), [
    ...clientConfig,
    `IdentityFile ${file('user')}`,
    'IdentitiesOnly yes',
    `UserKnownHostsFile ${file('known')}`,
    'GlobalKnownHostsFile /dev/null',
  ])
  mkdirSync(file('bin'))
  writeFileSync(join(file('bin'), 'ssh'), `#!/bin/sh\nexec ${SSH} -F ${file('ssh_config')} "$@"\n`, {
    mode: 0o755,
  })
  // Root's sshd separates its privileges in this empty folder, which the package's service would make.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const server = spawn(SSHD, ['-D', '-e', '-f', file('sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.on('data', (bytes: Buffer) => void (said += bytes.toString()))
  while (!said.includes('Server listening')) {
    const [bytes] = (await Promise.race([once(server.stderr, 'data'), once(server, 'exit')])) as [unknown]
    if (!Buffer.isBuffer(bytes)) throw new Error(`sshd did not start: ${said}`)
  }
  return {
    bin: file('bin'),
    close: () => void server.kill('SIGKILL'),
    port: String(port),
    user: userInfo().username,
    /** The server knows the user's key no more. */
    forgetUser: () => writeFileSync(file('authorized'), readFileSync(file('stranger.pub'))),
    /** The user does not know the server. */
    forgetServer: () => writeFileSync(file('known'), ''),
    /** Ends the connections that stand, as if the network had. */
    cut() {
      for (const pid of childrenOf(server.pid!)) process.kill(pid, 'SIGKILL')
    },
  }
}

function writeLines(file: string, lines: readonly string[]): void {
  writeFileSync(file, `${lines.join('\n')}\n`)
}

/** Linux. */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Resolves to whether somebody listens there. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
