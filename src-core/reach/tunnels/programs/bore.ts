import type { ProgramRules } from '../program.ts'

/** The public server of its makers. */
const PUBLIC_SERVER = 'bore.pub'

/**
 * `src/client.rs` of ekzhang/bore logs `listening at HOST:PORT`.
 *
 * @see https://github.com/ekzhang/bore
 */
export const bore: ProgramRules<'bore'> = {
  createArguments: ({ server = PUBLIC_SERVER }, port) => [
    'local',
    '--local-host=127.0.0.1',
    `--to=${server}`,
    String(port),
  ],
  createReader: () => (line) => {
    const address = /bore_cli::client: listening at ([\w.-]+:\d+)\s*$/.exec(line)?.[1]
    if (address !== undefined) return { kind: 'address', url: `http://${address}` }
    return /server requires authentication|invalid secret/.test(line)
      ? { kind: 'trouble', code: 'needs-login' }
      : null
  },
  login: {
    zh: '这个服务端要求密码，这里不支持；请用 bore.pub 或不设密码的服务端。',
    en: 'This server asks for a secret, which is not supported here; use bore.pub or a server without one.',
  },
}
