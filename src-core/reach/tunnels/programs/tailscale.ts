import { localOrigin } from '../program.ts'
import type { ProgramRules } from '../program.ts'

/**
 * Without `--bg` the funnel ends with the program. The address stands below `Available on the internet:`; the same form
 * below `Available within your tailnet:` is no public one (`cmd/tailscale/cli/serve_v2.go` of tailscale/tailscale). If
 * Funnel is not switched on, it prints a link of login.tailscale.com and waits until somebody opens that.
 *
 * @see https://tailscale.com/kb/1311/tailscale-funnel
 */
export const tailscale: ProgramRules<'tailscale'> = {
  createArguments: (_values, port) => ['funnel', localOrigin(port)],
  createReader() {
    let isPublic = false
    return (line) => {
      if (/Available (on|within) /.test(line)) isPublic = line.includes('on the internet')
      const url = /(?:^|\s)(https:\/\/[a-z0-9.-]+\.ts\.net(?::\d+)?)\/?(?:\s|$)/.exec(line)?.[1]
      if (url !== undefined) return isPublic ? { kind: 'address', url } : null
      if (
        /Funnel is not enabled|Logged out|NeedsLogin|not logged in|https:\/\/login\.tailscale\.com\//.test(
          line,
        )
      )
        return { kind: 'trouble', code: 'needs-login' }
      return /Access denied|is not running|failed to connect to local tailscale/i.test(line)
        ? { kind: 'trouble', code: 'refused' }
        : null
    }
  },
  login: {
    zh: '输出里有一个 login.tailscale.com 的链接：在浏览器里打开它，登录或开启 Funnel。还没有登录的话，先在终端运行 tailscale up。',
    en: 'Its output has a link to login.tailscale.com: open it in a browser to sign in or to switch Funnel on. If you have not signed in yet, run tailscale up in a terminal first.',
  },
}
