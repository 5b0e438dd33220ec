import { localOrigin, option } from '../program.ts'
import type { ProgramRules } from '../program.ts'

/**
 * Without a tunnel's name it opens a quick tunnel, whose address stands alone in a frame of its log (README and
 * `cmd/cloudflared/tunnel/quick_tunnel.go` of cloudflare/cloudflared). A named one prints no address; it is open once a
 * connection is registered (`connection/observer.go`; older versions say `Connection … registered`).
 *
 * @see https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/run-parameters/
 */
const QUICK = /(https:\/\/[a-z0-9-]+\.trycloudflare\.com)(?![\w.-])/
const REGISTERED = /Registered tunnel connection|Connection \S+ registered/
const NO_LOGIN =
  /Cannot determine default origin certificate path|cloudflared tunnel login|Unauthorized: Invalid tunnel secret/

export const cloudflared: ProgramRules<'cloudflared'> = {
  createArguments({ tunnel, hostname, config }, port) {
    // Otherwise it replaces itself with what it downloads.
    const begin = ['tunnel', '--no-autoupdate', ...option('--config', config), `--url=${localOrigin(port)}`]
    return hostname === undefined ? begin : [...begin, 'run', ...(tunnel === undefined ? [] : [tunnel])]
  },
  createReader: () => (line) => {
    const quick = QUICK.exec(line)?.[1]
    // The name that it asks for new ones is under the same domain.
    if (quick !== undefined && !quick.startsWith('https://api.')) return { kind: 'address', url: quick }
    if (REGISTERED.test(line)) return { kind: 'ready' }
    return NO_LOGIN.test(line) ? { kind: 'trouble', code: 'needs-login' } : null
  },
  findMissing({ tunnel, hostname, config }) {
    if (hostname === undefined) return tunnel === undefined && config === undefined ? [] : ['hostname']
    return tunnel === undefined && config === undefined ? ['tunnel'] : []
  },
  givenOrigin: ({ hostname }) => (hostname === undefined ? undefined : `https://${hostname}`),
  login: {
    zh: '在终端运行 cloudflared tunnel login 登录一次；或把隧道名称留空，用不需要登录的临时隧道。',
    en: 'Run cloudflared tunnel login once in a terminal; or leave the name empty and use a quick tunnel, which needs no login.',
  },
}
