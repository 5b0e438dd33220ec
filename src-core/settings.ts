import * as v from 'valibot'
import { accountSchema } from './contract/account.ts'
import type { Account } from './contract/account.ts'
import { preferencesSchema } from './contract/settings.ts'
import type { Preferences } from './contract/settings.ts'
import { CommandFailure } from './contract/errors.ts'
import type { Ports } from './ports.ts'

/** What is kept between runs, tokens apart in the form in which the secret box gave them back. */
const settingsSchema = v.object({
  version: v.literal(1),
  accounts: v.pipe(v.array(v.omit(accountSchema, ['token'])), v.nonEmpty()),
  /** By account id: the token, sealed by the box of that name. */
  tokens: v.record(
    v.string(),
    v.object({ box: v.picklist(['keychain', 'file', 'memory']), sealed: v.string() }),
  ),
  preferences: preferencesSchema,
})

export interface Settings {
  readonly accounts: readonly Account[]
  readonly preferences: Preferences
  /** The name of a settings file that could not be read; nothing of it was lost. */
  readonly keptAside: string | null
  /** Throws `SETTINGS_NOT_SAVED` and keeps the former value where it cannot be written. */
  setAccounts(accounts: Account[]): void
  setPreferences(preferences: Preferences): void
}

type SettingsPorts = Pick<Ports, 'settingsFile' | 'secrets'>

/** Reads the settings, or begins with one account made by `createFirstAccount`. */
export function openSettings(ports: SettingsPorts, createFirstAccount: () => Account): Settings {
  const { loaded, keptAside } = load(ports)
  let accounts: readonly Account[] = loaded?.accounts ?? [createFirstAccount()]
  let preferences: Preferences = loaded?.preferences ?? { language: 'system', theme: 'system' }

  function save(next: { accounts: readonly Account[]; preferences: Preferences }): void {
    const text = encodeSettings(ports, next)
    try {
      ports.settingsFile.write(text)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new CommandFailure('SETTINGS_NOT_SAVED', `The settings could not be saved: ${reason}`, { reason })
    }
    ;({ accounts, preferences } = next)
  }

  // The first account's token must be the same after a restart, or a registered URL would stop working. Where even
  // that cannot be written (a full disk), the workbench still runs.
  if (!loaded) {
    try {
      save({ accounts, preferences })
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
    }
  }

  return {
    get accounts() {
      return accounts
    },
    get preferences() {
      return preferences
    },
    keptAside,
    setAccounts: (next) => save({ accounts: next, preferences }),
    setPreferences: (next) => save({ accounts, preferences: next }),
  }
}

function load(ports: SettingsPorts) {
  const text = ports.settingsFile.read()
  if (text === null) return { loaded: null, keptAside: null }
  try {
    return { loaded: decodeSettings(ports, text), keptAside: null }
  } catch {
    return { loaded: null, keptAside: ports.settingsFile.keepAside() }
  }
}

function decodeSettings({ secrets }: SettingsPorts, text: string) {
  const { accounts, tokens, preferences } = v.parse(settingsSchema, JSON.parse(text))
  return {
    preferences,
    accounts: accounts.map((account): Account => {
      const kept = tokens[account.id]
      if (!kept) throw new Error(`no token for account ${account.id}`)
      // A token written where there was no keychain is plain text, and stays readable once there is one.
      return { ...account, token: kept.box === 'keychain' ? secrets.open(kept.sealed) : kept.sealed }
    }),
  }
}

function encodeSettings(
  { secrets }: SettingsPorts,
  settings: Pick<Settings, 'accounts' | 'preferences'>,
): string {
  const tokens = Object.fromEntries(
    settings.accounts.map(({ id, token }) => [id, { box: secrets.kind, sealed: secrets.seal(token) }]),
  )
  const accounts = settings.accounts.map(({ token: _token, ...account }) => account)
  return `${JSON.stringify({ version: 1, accounts, tokens, preferences: settings.preferences }, null, 2)}\n`
}
