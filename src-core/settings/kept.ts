import type { Account } from '../contract/account.ts'
import type { OwnSample } from '../contract/sample.ts'
import type { ReplyTemplate } from '../contract/template.ts'
import type { Preferences } from '../contract/preferences.ts'
import type { AccountWithoutSecrets, SealedSecrets } from './sealed-secrets.ts'

/** The settings that are kept between runs, as the workbench has them. */
export interface Kept {
  accounts: readonly Account[]
  preferences: Preferences
  templates: readonly ReplyTemplate[]
  samples: readonly OwnSample[]
}

/** The same as in the file: secrets apart, in the form in which the secret box returned them. */
export interface KeptSealed {
  accounts: AccountWithoutSecrets[]
  sealed: SealedSecrets
  preferences: Preferences
  templates: ReplyTemplate[]
  samples: OwnSample[]
  /** The paths that could not be read, as in `accounts.0.rules.2`. */
  leftOut: string[]
}

/** Returns the accounts; one with the path of an earlier one gets another path, or no request would reach it. */
export function withPathsApart<One extends { path: string }>(accounts: readonly One[]): One[] {
  const taken = new Set<string>()
  return accounts.map((account) => {
    let path = account.path
    for (let number = 2; taken.has(path); number++) path = `/wx/${number}`
    taken.add(path)
    return path === account.path ? account : { ...account, path }
  })
}
