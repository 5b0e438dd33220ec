import { option } from '../program.ts'
import type { ProgramRules, TunnelSign } from '../program.ts'

/**
 * With a log on stdout it draws no screen of its own and writes an object a line; `started tunnel` has the address
 * (ngrok's manual, "ngrok http"; issue threads of alexdlaird/pyngrok show the lines). `--url` took the place of
 * `--domain` in 3.16.
 *
 * @see https://ngrok.com/docs/agent/cli
 * @see https://ngrok.com/docs/errors/reference
 */
const LOGFMT = /^t=\S+ lvl=(\w+) msg=(?:"([^"]*)"|(\S+))(.*)$/

/** An authtoken that is missing, in a wrong form, or not valid any more. */
const LOGIN_CODES = new Set(['105', '107', '4018'])

export const ngrok: ProgramRules<'ngrok'> = {
  createArguments: ({ domain, config }, port) => [
    'http',
    `127.0.0.1:${port}`,
    '--log=stdout',
    '--log-format=json',
    ...option('--url', domain && `https://${domain}`),
    ...option('--config', config),
  ],
  createReader: () => readLine,
  login: {
    zh: '在 ngrok 的网站登录，复制 authtoken，在终端运行 ngrok config add-authtoken <authtoken>，再启动。',
    en: 'Sign in at ngrok’s site, copy the authtoken, run ngrok config add-authtoken <authtoken> in a terminal, and start again.',
  },
}

function readLine(line: string): TunnelSign | null {
  const { message, url, error } = parseLog(line)
  if (message === 'started tunnel' && url !== undefined) return { kind: 'address', url }
  const code = /ERR_NGROK_(\d+)/.exec(error)?.[1]
  if (code === undefined && !error.includes('authtoken')) return null
  const isLogin = code === undefined || LOGIN_CODES.has(code)
  return { kind: 'trouble', code: isLogin ? 'needs-login' : 'refused', said: error.replaceAll(/\s+/g, ' ') }
}

interface LogLine {
  message: string
  url?: string | undefined
  /** Text in which an error may stand; empty for a line that reports none. */
  error: string
}

function parseLog(line: string): LogLine {
  const json = parseObject(line)
  if (json) {
    const { msg, url, lvl, err } = json
    const isError = lvl === 'eror' || lvl === 'error' || lvl === 'crit'
    return {
      message: typeof msg === 'string' ? msg : '',
      url: typeof url === 'string' ? url : undefined,
      error: isError ? `${String(msg)} ${typeof err === 'string' ? err : ''}` : '',
    }
  }
  const [, level, quoted, bare, rest = ''] = LOGFMT.exec(line) ?? []
  // Before its log is open it writes `ERROR: …` to stderr.
  if (level === undefined) return { message: '', error: line.startsWith('ERROR:') ? line : '' }
  const isError = level === 'eror' || level === 'crit'
  return {
    message: quoted ?? bare ?? '',
    url: / url=(\S+)/.exec(rest)?.[1],
    error: isError ? line : '',
  }
}

function parseObject(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return null
  }
}
