import type { Account, AccountView } from '../contract/account.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { WorkbenchFact } from '../contract/events.ts'
import type { OwnSample } from '../contract/sample.ts'
import type { ReplyTemplate } from '../contract/template.ts'
import { DEFAULT_PREFERENCES } from '../contract/preferences.ts'
import type { Preferences } from '../contract/preferences.ts'
import type { SettingsConflict, SettingsStatus } from '../contract/workbench.ts'
import type { Ports } from '../ports.ts'
import { createAccountView } from './account-view.ts'
import type { Kept } from './kept.ts'
import { listChanges, mergeSettings } from './merge.ts'
import type { ChangePath } from './merge.ts'
import { NO_SECRETS, sealSecrets, withReturning } from './sealed-secrets.ts'
import type { SealedSecrets } from './sealed-secrets.ts'
import { encodeSettings } from './settings-text.ts'
import { readStored } from './stored.ts'
import type { Found, Stored } from './stored.ts'

export interface Settings extends Readonly<Kept> {
  /** Returns an account for screens. */
  view(account: Account): AccountView
  readonly status: SettingsStatus
  /**
   * Runs `work` on the settings as they are now, with other workbenches' saved changes, and saves the result. Rejects
   * with the error of `work`, or with `SETTINGS_NOT_SAVED` if it cannot be written; the former value then stays. If
   * nothing can be kept anyway, or with `evenIfUnsaved`, the change holds for this run instead.
   */
  change<Result>(
    work: (editor: SettingsEditor) => Result,
    options?: { evenIfUnsaved?: boolean },
  ): Promise<Result>
  /** Stops noticing what other workbenches save. */
  close(): void
}

/** The settings in the middle of a change. */
export interface SettingsEditor extends Readonly<Kept> {
  /** The secrets of all accounts as the file has them. */
  readonly sealed: SealedSecrets
  /** `sealed` are secrets as the file had them once, of accounts that come back. */
  setAccounts(accounts: Account[], sealed?: SealedSecrets): void
  setPreferences(preferences: Preferences): void
  setTemplates(templates: ReplyTemplate[]): void
  setSamples(samples: OwnSample[]): void
}

type SettingsPorts = Pick<Ports, 'settingsFile' | 'secrets' | 'randomBytes'>

/**
 * Reads the settings, or begins with one account made by `createFirstAccount`. Calls `announce` with every change, also
 * with those of another workbench on the same folder. Never fails: if nothing can be read or kept, the status says so.
 */
export async function openSettings(
  ports: SettingsPorts,
  createFirstAccount: () => Account,
  announce: (fact: WorkbenchFact) => void,
): Promise<Settings> {
  const { settingsFile: file, secrets } = ports
  const view = createAccountView(ports.randomBytes(32))
  const first = createFirstAccount()
  let kept: Kept = {
    accounts: [first],
    preferences: DEFAULT_PREFERENCES,
    templates: [],
    samples: [],
  }
  // The initial settings are nobody's change: the file's settings win whenever the file can be read.
  let stored: Stored = { ...kept, sealed: NO_SECRETS, text: null }
  /** Tokens made in place of those that could not be read. */
  const newTokens = new Set<string>()
  /** The changes made here in this run: each `ChangePath` as JSON. */
  const changedHere = new Set<string>()
  const isKept = { kept: file.kind, reason: file.kind === 'memory' ? 'ephemeral' : null } as const
  let state: Omit<SettingsStatus, 'newToken'> = {
    ...isKept,
    keptAside: null,
    leftOut: [],
    exposed: null,
    conflict: null,
  }
  const getStatus = (): SettingsStatus => ({ ...state, newToken: newTokens.has(kept.accounts[0]!.token) })

  /** Takes in what another workbench has saved. A file that cannot be read whole has nothing that this run does not know. */
  function takeIn(): Found['state'] {
    const found = readStored(ports, kept.accounts, createFirstAccount)
    if (found.exposed) state = { ...state, exposed: found.exposed }
    if (found.state !== 'whole' || !found.stored || found.stored.text === stored.text) return found.state
    const changes = listChanges(stored, found.stored)
    kept = mergeSettings(stored, kept, found.stored)
    stored = found.stored
    if (state.reason === 'unreadable') assess(() => file.checkWritable())
    const both = changes.filter((path) => changedHere.has(JSON.stringify(path)))
    if (both.length > 0) state = { ...state, conflict: describeConflict('there', both, kept) }
    return found.state
  }

  /** Sets the status of the settings: they are kept if `keep` works, else the status says why not. */
  function assess(keep: () => void): void {
    try {
      keep()
      state = { ...state, ...isKept }
    } catch (error) {
      state = { ...state, ...notKept(error) }
    }
  }

  function write(next: Kept, found: Found['state'], returning = NO_SECRETS): void {
    // A file that may not be read must not be overwritten.
    if (found === 'unreadable') throw Object.assign(new Error('it may not be read'), { reason: found })
    const sealed = sealSecrets(secrets, next.accounts, withReturning(stored, next.accounts, returning))
    const text = encodeSettings(next, sealed)
    if (found === 'damaged') state = { ...state, keptAside: file.replace(text) }
    else if (found === 'newer') state = { ...state, keptAside: file.replace(text), leftOut: ['version'] }
    else file.write(text)
    stored = { ...next, sealed, text }
  }

  /** Announces everything that `work` changes. */
  function announcing<Result>(work: () => Result): Result {
    const [before, statusBefore] = [kept, JSON.stringify(getStatus())]
    try {
      return work()
    } finally {
      const { accounts, templates, samples, preferences } = kept
      if (accounts !== before.accounts) announce({ type: 'accounts.changed', accounts: accounts.map(view) })
      if (templates !== before.templates) announce({ type: 'templates.changed', templates: [...templates] })
      if (samples !== before.samples) announce({ type: 'samples.changed', samples: [...samples] })
      if (preferences !== before.preferences) announce({ type: 'preferences.changed', preferences })
      if (JSON.stringify(getStatus()) !== statusBefore)
        announce({ type: 'settings.changed', settings: getStatus() })
    }
  }

  await file.locked(() => {
    const found = readStored(ports, [], createFirstAccount)
    state = { ...state, leftOut: found.leftOut, exposed: found.exposed }
    if (found.stored) kept = stored = found.stored
    const lost = found.stored ? found.newTokens : found.state === 'none' ? [] : [first.token]
    for (const token of lost) newTokens.add(token)
    // The first account's token must be the same after a restart, or a registered URL would stop working.
    assess(() => (found.state === 'whole' ? file.checkWritable() : write(kept, found.state)))
  })

  const stopWatching = file.watch(() => announcing(takeIn))

  return {
    view,
    get accounts() {
      return kept.accounts
    },
    get preferences() {
      return kept.preferences
    },
    get templates() {
      return kept.templates
    },
    get samples() {
      return kept.samples
    },
    get status() {
      return getStatus()
    },
    change: (work, { evenIfUnsaved = false } = {}) =>
      file.locked(() =>
        announcing(() => {
          const known = kept
          const found = takeIn()
          const fresh = kept
          let set = fresh
          let returning = NO_SECRETS
          const result = work({
            // What was set before in the same change is what the next step finds.
            get accounts() {
              return set.accounts
            },
            get preferences() {
              return set.preferences
            },
            get templates() {
              return set.templates
            },
            get samples() {
              return set.samples
            },
            sealed: stored.sealed,
            setAccounts(accounts, sealed = NO_SECRETS) {
              set = { ...set, accounts }
              returning = sealed
            },
            setPreferences: (preferences) => void (set = { ...set, preferences }),
            setTemplates: (templates) => void (set = { ...set, templates }),
            setSamples: (samples) => void (set = { ...set, samples }),
          })
          // A screen sends whole lists, and may not have seen the newest ones.
          const next = { ...set, ...(fresh !== known && mergeSettings(known, set, fresh)) }
          try {
            write(next, found, returning)
            state = { ...state, ...isKept }
          } catch (error) {
            if (!evenIfUnsaved && state.kept === 'file') throw createFailure(error)
            state = { ...state, ...notKept(error) }
          }
          kept = next
          const own = listChanges(fresh, next).map((path) => JSON.stringify(path))
          for (const path of own) changedHere.add(path)
          const both = listChanges(known, fresh).filter((path) => own.includes(JSON.stringify(path)))
          if (both.length > 0) state = { ...state, conflict: describeConflict('here', both, next) }
          return result
        }),
      ),
    close: stopWatching,
  }
}

function describeConflict(
  winner: SettingsConflict['winner'],
  paths: ChangePath[],
  { accounts }: Kept,
): SettingsConflict {
  const fields = paths.map(([root = '', id, field]) =>
    root === 'accounts'
      ? { account: accounts.find((one) => one.id === id)?.name ?? id!, field: field! }
      : { account: null, field: root === 'preferences' ? id! : root },
  )
  const once = new Map(fields.map((one) => [JSON.stringify(one), one]))
  return { winner, fields: [...once.values()] }
}

function createFailure(error: unknown): CommandFailure {
  const reason = error instanceof Error ? error.message : String(error)
  return new CommandFailure('SETTINGS_NOT_SAVED', `The settings could not be saved: ${reason}`, { reason })
}

function notKept(error: unknown): Pick<SettingsStatus, 'kept' | 'reason'> {
  const { code = '', reason } = error as { code?: string; reason?: 'unreadable' }
  if (reason) return { kept: 'memory', reason }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return { kept: 'memory', reason: 'read-only' }
  return { kept: 'memory', reason: ['ENOSPC', 'EDQUOT'].includes(code) ? 'full' : 'failed' }
}
