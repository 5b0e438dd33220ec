import { option } from '../program.ts'
import type { ProgramRules } from '../program.ts'

/**
 * `bin/lt.js` of localtunnel/localtunnel has the texts. `--local-host` is left out: with it the Host header is rewritten.
 *
 * @see https://github.com/localtunnel/localtunnel
 */
export const localtunnel: ProgramRules<'localtunnel'> = {
  createArguments: ({ subdomain, host }, port) => [
    `--port=${port}`,
    ...option('--subdomain', subdomain),
    ...option('--host', host),
  ],
  createReader: () => (line) => {
    const url = /^your url is: (https?:\/\/\S+)$/.exec(line.trim())?.[1]
    return url === undefined ? null : { kind: 'address', url }
  },
  login: { zh: 'localtunnel 不需要登录。', en: 'localtunnel needs no login.' },
}
