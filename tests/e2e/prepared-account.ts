import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from '../../src-core/contract/account.ts'
import type { Preferences } from '../../src-core/contract/preferences.ts'

export const TOKEN = 'journeyToken'
export const ACCOUNT = 'gh_7f083739789a'

/** Writes settings as an earlier start would have left them, so that a test begins with its account set up. */
export function prepareAccount(
  dataDir: string,
  { aesKey = '', ...change }: Partial<Account>,
  preferences: Partial<Preferences> = {},
): void {
  const account = {
    id: 'default',
    name: '测试号',
    originalId: ACCOUNT,
    appId: '',
    mode: 'plaintext',
    path: '/wx',
    policy: { kind: 'fixed', reply: { type: 'success' } },
    ...change,
  }
  const seal = (sealed: string) => (sealed === '' ? {} : { default: { box: 'file', sealed } })
  const settings = {
    version: 1,
    accounts: [account],
    tokens: seal(TOKEN),
    aesKeys: seal(aesKey),
    preferences: { language: 'system', theme: 'system', ...preferences },
  }
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
}
