import type { Account, AccountChange, SecretField } from '../contract/account.ts'
import { CommandFailure } from '../contract/errors.ts'
import { FIELD_CHECKS } from '../contract/field-check.ts'
import type { Milestones } from '../contract/milestones.ts'
import { isOwnAddress } from '../exchange/relay.ts'
import type { Settings, SettingsEditor } from './settings.ts'

/**
 * Letters and digits, since the console takes nothing else in a token; look-alikes are left out for people who type it.
 */
const TOKEN_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'
const TOKEN_LENGTH = 24

type RandomBytes = (length: number) => Uint8Array

/** Returns a token that nobody can guess: about 139 bits. */
export function createToken(randomBytes: RandomBytes): string {
  let token = ''
  while (token.length < TOKEN_LENGTH) {
    for (const byte of randomBytes(TOKEN_LENGTH)) {
      // Higher bytes would favour the first letters of the alphabet.
      if (byte < 256 - (256 % TOKEN_ALPHABET.length) && token.length < TOKEN_LENGTH) {
        token += TOKEN_ALPHABET[byte % TOKEN_ALPHABET.length]
      }
    }
  }
  return token
}

/** Returns the account of a new workbench: nobody needs to fill in anything before the first message. */
export function createFirstAccount(randomBytes: RandomBytes): Account {
  return createAccount('default', 'mpscope', '/wx', createToken(randomBytes))
}

/** Returns an account of which nothing else is known yet. */
export function createAccount(id: string, name: string, path: string, token: string): Account {
  return {
    id,
    name,
    originalId: '',
    appId: '',
    token,
    mode: 'plaintext',
    aesKey: '',
    previousAesKey: '',
    path,
    publicUrl: '',
    tunnel: null,
    policy: { kind: 'fixed', reply: { type: 'success' } },
    rules: [],
    backends: [],
    fans: [],
    duplicates: 'again',
    keep: null,
    milestones: {},
  }
}

/** Returns the account of this id; throws `NOT_FOUND`. */
export function findAccount(settings: Pick<Settings, 'accounts'>, id: string): Account {
  const account = settings.accounts.find((one) => one.id === id)
  if (!account) throw new CommandFailure('NOT_FOUND', `There is no account ${id}.`)
  return account
}

/** Adds an account, with the first free number in its name and path. */
export function addAccount(settings: SettingsEditor, id: string, randomBytes: RandomBytes): Account {
  let number = settings.accounts.length + 1
  while (settings.accounts.some(({ path }) => path === `/wx/${number}`)) number++
  const account = createAccount(id, `mpscope ${number}`, `/wx/${number}`, createToken(randomBytes))
  settings.setAccounts([...settings.accounts, account])
  return account
}

/**
 * Throws `NOT_FOUND` (also if it would relay to a backend that is not there), `PATH_TAKEN` if another account answers
 * at the path, or `BACKEND_LOOP` if a backend is the responder itself, which listens on this port.
 */
export function changeAccount(
  settings: SettingsEditor,
  id: string,
  change: AccountChange,
  responderPort: number,
): Account {
  const before = findAccount(settings, id)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const after: Account = { ...before, ...given }
  checkPath(settings, after)
  checkRelay(after)
  // Only backends in this change are checked: a port that has moved since must not prevent other changes.
  const loop = change.backends?.find(({ url }) => isOwnAddress(url, responderPort))
  if (loop)
    throw new CommandFailure('BACKEND_LOOP', `${loop.url} is the responder itself.`, { url: loop.url })
  settings.setAccounts(settings.accounts.map((one) => (one.id === id ? after : one)))
  return after
}

/** Throws `PATH_TAKEN` if another account answers at this account's path. */
export function checkPath({ accounts }: Pick<Settings, 'accounts'>, { id, path }: Account): void {
  if (accounts.some((one) => one.id !== id && one.path === path))
    throw new CommandFailure('PATH_TAKEN', `Another account has the path ${path}.`, { path })
}

/** Gives the account a new key; the present one, if there is one, becomes the previous one. Throws `NOT_FOUND`. */
export function renewKey(settings: SettingsEditor, id: string, aesKey: string): void {
  const { aesKey: present, previousAesKey } = findAccount(settings, id)
  const keys = { aesKey, previousAesKey: present === '' ? previousAesKey : present }
  settings.setAccounts(settings.accounts.map((one) => (one.id === id ? { ...one, ...keys } : one)))
}

/** Mends a secret and returns the former one. Throws `NOT_FOUND`, or `INVALID_INPUT` if nothing can be mended. */
export function mendSecret(settings: SettingsEditor, id: string, field: SecretField): string {
  const account = findAccount(settings, id)
  const before = account[field]
  const mended = FIELD_CHECKS[field](before, account).find(({ mend }) => mend)?.mend?.value
  if (mended === undefined) throw new CommandFailure('INVALID_INPUT', `There is nothing to fix in ${field}.`)
  setSecret(settings, id, field, mended)
  return before
}

/** Does nothing if the account is gone meanwhile. */
export function setSecret(settings: SettingsEditor, id: string, field: SecretField, secret: string): void {
  settings.setAccounts(settings.accounts.map((one) => (one.id === id ? { ...one, [field]: secret } : one)))
}

/** Adds those of the account's milestones that it has not reached yet. Does nothing if the account is gone. */
export function addMilestones(settings: SettingsEditor, id: string, reached: Milestones): void {
  settings.setAccounts(
    settings.accounts.map((one) =>
      one.id === id ? { ...one, milestones: { ...reached, ...one.milestones } } : one,
    ),
  )
}

/** Does nothing if the account or the rule is gone meanwhile. */
export function switchRuleOff(settings: SettingsEditor, accountId: string, ruleId: string): void {
  settings.setAccounts(
    settings.accounts.map((account) =>
      account.id === accountId
        ? {
            ...account,
            rules: account.rules.map((rule) => (rule.id === ruleId ? { ...rule, enabled: false } : rule)),
          }
        : account,
    ),
  )
}

/** Throws `NOT_FOUND` if the account relays to a backend that it does not have. */
export function checkRelay({ policy, backends }: Account): void {
  if (policy.kind === 'relay' && !backends.some(({ id }) => id === policy.backend)) {
    throw new CommandFailure('NOT_FOUND', `There is no backend ${policy.backend} to relay to.`)
  }
}
