import type { Account } from '../contract/account.ts'
import type { ReplyTemplate } from '../contract/template.ts'
import type { Preferences } from '../contract/preferences.ts'
import type { AccountWithoutSecrets, SealedSecrets } from './sealed-secrets.ts'

/** What is kept between runs, as the workbench has it. */
export interface Kept {
  accounts: readonly Account[]
  preferences: Preferences
  templates: readonly ReplyTemplate[]
}

/** The same as the file has it: secrets apart, in the form in which the secret box gave them back. */
export interface KeptSealed {
  accounts: AccountWithoutSecrets[]
  sealed: SealedSecrets
  preferences: Preferences
  templates: ReplyTemplate[]
  /** What could not be read, as in `accounts.0.rules.2`. */
  leftOut: string[]
}

/** The accounts, none of which has the path of an earlier one: it would get no request. */
export function withPathsApart<One extends { path: string }>(accounts: readonly One[]): One[] {
  const taken = new Set<string>()
  return accounts.map((account) => {
    let path = account.path
    for (let number = 2; taken.has(path); number++) path = `/wx/${number}`
    taken.add(path)
    return path === account.path ? account : { ...account, path }
  })
}
