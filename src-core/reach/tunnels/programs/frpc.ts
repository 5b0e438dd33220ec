import type { ProgramRules } from '../program.ts'

/**
 * Its configuration says everything; the address is the server's affair and stands in no output. `client/control.go` and
 * `client/service.go` of fatedier/frp have the texts, `pkg/auth/token.go` that of a wrong token, which reaches the
 * client as the server wrote it.
 *
 * @see https://gofrp.org/en/docs/
 */
export const frpc: ProgramRules<'frpc'> = {
  createArguments: ({ config }) => (config === undefined ? [] : ['-c', config]),
  createReader: () => (line) => {
    if (/start proxy success/.test(line)) return { kind: 'ready' }
    if (/token in login doesn't match|authorization failed/.test(line))
      return { kind: 'trouble', code: 'needs-login' }
    return /start error:|login to the server failed/.test(line) ? { kind: 'trouble', code: 'refused' } : null
  },
  givenOrigin: ({ address }) => address,
  login: {
    zh: '让配置文件里的 auth.token 与服务端 frps 的一致，再启动。',
    en: 'Make auth.token in the configuration the same as that of the server (frps), and start again.',
  },
}
