import { BACKENDS_MAX } from '../contract/account.ts'
import type { Account, Backend } from '../contract/account.ts'
import { CommandFailure } from '../contract/errors.ts'
import { RULES_MAX } from '../contract/limits.ts'
import type { AnswerRule } from '../contract/rules.ts'
import { checkPath, checkRelay, findAccount } from './accounts.ts'
import type { SealedSecrets } from './sealed-secrets.ts'
import type { SettingsEditor } from './settings.ts'

/** An item taken out of a list, with the ids of those that stood before it. */
export interface Removed<Item> {
  item: Item
  before: readonly string[]
}

/** Takes an item out of a list. Throws `NOT_FOUND`. */
export function takeOut<Item extends { id: string }>(
  list: readonly Item[],
  id: string,
): { rest: Item[]; removed: Removed<Item> } {
  const index = list.findIndex((one) => one.id === id)
  const item = list[index]
  if (!item) throw new CommandFailure('NOT_FOUND', `There is no ${id}.`)
  return {
    rest: list.toSpliced(index, 1),
    removed: { item, before: list.slice(0, index).map((one) => one.id) },
  }
}

/**
 * Puts an item back: behind the last of those before it that is still there, whatever has changed meanwhile. Does
 * nothing if it is there already. Throws `TOO_MANY` if the list holds `max` items.
 */
export function putBack<Item extends { id: string }>(
  list: readonly Item[],
  { item, before }: Removed<Item>,
  max = Infinity,
): Item[] {
  if (list.some(({ id }) => id === item.id)) return [...list]
  if (list.length >= max) throw new CommandFailure('TOO_MANY', `There are ${max} already.`)
  const index = list.findLastIndex(({ id }) => before.includes(id)) + 1
  return list.toSpliced(index, 0, item)
}

export interface RemovedAccount extends Removed<Account> {
  /** Its secrets as the file had them: this shell may not be able to open them. */
  sealed: SealedSecrets
}

/** Throws `NOT_FOUND`, or `LAST_ACCOUNT`: there is always one to receive with. Its exchanges are kept. */
export function removeAccount(settings: SettingsEditor, id: string): RemovedAccount {
  const { rest, removed } = takeOut(settings.accounts, id)
  if (rest.length === 0) throw new CommandFailure('LAST_ACCOUNT', 'The last account cannot be removed.')
  settings.setAccounts(rest)
  return { ...removed, sealed: settings.sealed }
}

/** Throws `PATH_TAKEN` if another account has its path meanwhile. */
export function restoreAccount(settings: SettingsEditor, { sealed, ...removed }: RemovedAccount): void {
  checkPath(settings, removed.item)
  settings.setAccounts(putBack(settings.accounts, removed), sealed)
}

const MAX = { rules: RULES_MAX, backends: BACKENDS_MAX }
type Part = { rules: AnswerRule; backends: Backend }

/**
 * Removes a rule or a backend of an account. Throws `NOT_FOUND`; for a backend that answers, too: another way to answer
 * has to be chosen first.
 */
export function removePart<Name extends keyof Part>(
  settings: SettingsEditor,
  accountId: string,
  name: Name,
  id: string,
): Removed<Part[Name]> {
  const account = findAccount(settings, accountId)
  const { rest, removed } = takeOut(account[name] as Part[Name][], id)
  const after = { ...account, [name]: rest }
  checkRelay(after)
  replaceAccount(settings, after)
  return removed
}

/** Throws `NOT_FOUND` if the account is gone, or `TOO_MANY` if it has too many meanwhile. */
export function restorePart<Name extends keyof Part>(
  settings: SettingsEditor,
  accountId: string,
  name: Name,
  removed: Removed<Part[Name]>,
): void {
  const account = findAccount(settings, accountId)
  replaceAccount(settings, {
    ...account,
    [name]: putBack(account[name] as Part[Name][], removed, MAX[name]),
  })
}

function replaceAccount(settings: SettingsEditor, account: Account): void {
  settings.setAccounts(settings.accounts.map((one) => (one.id === account.id ? account : one)))
}
