import { readNgrok1Line } from '../ngrok-1-log.ts'
import { option } from '../program.ts'
import type { ProgramRules } from '../program.ts'

/**
 * With its log on stdout it draws no screen. Its own web page (port 9200) asks for a password, so that only the output
 * tells the address: once for http, once for https.
 *
 * @see https://www.cpolar.com/docs
 */
export const cpolar: ProgramRules<'cpolar'> = {
  createArguments: ({ subdomain, hostname, region, config }, port) => [
    'http',
    '-log=stdout',
    '-log-level=info',
    ...option('-subdomain', subdomain),
    ...option('-hostname', hostname),
    ...option('-region', region),
    ...option('-config', config),
    `127.0.0.1:${port}`,
  ],
  createReader: () => readNgrok1Line,
  login: {
    zh: '在 cpolar 的网站登录，复制 authtoken，在终端运行 cpolar authtoken <authtoken>，再启动。',
    en: 'Sign in at cpolar’s site, copy the authtoken, run cpolar authtoken <authtoken> in a terminal, and start again.',
  },
}
