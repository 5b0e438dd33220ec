import { option } from '../program.ts'
import type { ProgramRules } from '../program.ts'

/**
 * Ours win over the person's own `~/.ssh/config`, which is still read: the names and keys of their servers stand there.
 * It runs nothing, here or on the server (`-N`, no local or remote command), opens no terminal, lends neither agent nor
 * display, shares no connection with another `ssh`, and asks nothing. `ClearAllForwardings` would clear our `-R` as
 * well (ssh_config(5)).
 */
const FIXED = [
  '-N',
  '-T',
  '-n',
  '-a',
  '-x',
  // The success of a forwarding is said at this level only.
  '-v',
  ...[
    'BatchMode=yes',
    'ExitOnForwardFailure=yes',
    'PermitLocalCommand=no',
    'RemoteCommand=none',
    'ControlMaster=no',
    'ControlPath=none',
    'Tunnel=no',
    'ConnectTimeout=15',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=3',
  ].flatMap((one) => ['-o', one]),
]

/**
 * `clientloop.c`, `sshconnect.c` and `sshconnect2.c` of OpenSSH have the texts.
 *
 * @see https://man.openbsd.org/ssh
 */
export const ssh: ProgramRules<'ssh'> = {
  createArguments: ({ host = '', user, port, remotePort = '', bind }, localPort) => [
    ...FIXED,
    ...option('-oUser', user),
    ...option('-oPort', port),
    '-R',
    `${bind === undefined ? '' : `${bind}:`}${remotePort}:127.0.0.1:${localPort}`,
    // What follows is a host, whatever it looks like.
    '--',
    host,
  ],
  createReader: () => (line) => {
    if (line.startsWith('debug1: remote forward success for: listen ')) return { kind: 'ready' }
    if (/^Host key verification failed|IDENTIFICATION HAS CHANGED/.test(line))
      return { kind: 'trouble', code: 'unknown-host' }
    if (/: Permission denied \(/.test(line)) return { kind: 'trouble', code: 'needs-login' }
    return /remote port forwarding failed/.test(line) ? { kind: 'trouble', code: 'refused' } : null
  },
  givenOrigin: ({ address }) => address,
  login: {
    zh: '这里不能输入密码：请配好密钥（ssh-copy-id），带口令的密钥先用 ssh-add 加入 ssh-agent，再启动。',
    en: 'No password can be typed here: set up a key (ssh-copy-id), add one with a passphrase to the agent (ssh-add), and start again.',
  },
}
