import { ADDRESS_CHECKS } from './arrival/address.ts'
import { CONSOLE_CHECKS } from './arrival/console.ts'
import { ELSEWHERE_CHECKS } from './arrival/elsewhere.ts'
import { HERE_CHECKS } from './arrival/here.ts'
import type { ArrivalRows } from './arrival/kind.ts'
import { SERVER_CHECKS } from './arrival/server.ts'
import type { Bilingual } from './text.ts'

/**
 * What to check when WeChat never calls, in the order of the stations. The page in the workbench and
 * `docs/nothing-arrives.md` are made of this table. A probe that finds one of these out by itself names it by its key.
 */
export const ARRIVAL_CHECKS = {
  ...HERE_CHECKS,
  ...ADDRESS_CHECKS,
  ...SERVER_CHECKS,
  ...CONSOLE_CHECKS,
  ...ELSEWHERE_CHECKS,
} satisfies ArrivalRows

/** The step before all others: it tells on which side of the public address to look. */
export const FIRST_STEP: { text: Bilingual; command: string } = {
  text: {
    zh: '先用一条命令把路分成两半：用另一个网络（例如手机流量），像微信那样访问你的公网地址。列表里出现一行，被拒绝也没关系，说明从公网到这里是通的，从「后台的配置」看起；没有出现，看前面三组。',
    en: 'First split the way in two: from another network, such as a phone’s, call your public address as WeChat does. If a row appears in the list, rejected or not, the way from the internet to here is open: begin with the settings in the console. If none appears, look at the first three groups.',
  },
  command: "curl -i --http1.0 -A 'Mozilla/4.0' 'https://example.com{path}'",
}

/** An address that means the same in every shell: people copy commands and run them. */
const PLAIN_ADDRESS = /^https?:\/\/([\w.-]+)(:\d+)?(\/[\w.~/-]*)?$/

/**
 * Fills an account’s path, the responder’s port and the words that start a command of ours into a command, and the
 * account’s public address if there is one; otherwise `example.com` stands for its host.
 */
export function fillCommand(
  command: string,
  {
    path,
    port,
    program,
    publicUrl = '',
  }: { path: string; port: number; program: string; publicUrl?: string },
): string {
  const [address = 'https://example.com{path}', host = 'example.com'] = PLAIN_ADDRESS.exec(publicUrl) ?? []
  return command
    .replaceAll(/https:\/\/example\.com\{path\}|example\.com/g, (found) =>
      found === 'example.com' ? host : address,
    )
    .replaceAll('{path}', path)
    .replaceAll('{port}', String(port))
    .replaceAll('{program}', program)
}
