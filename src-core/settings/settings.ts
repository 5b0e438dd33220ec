import * as v from 'valibot'
import { accountSchema } from '../contract/account.ts'
import type { Account } from '../contract/account.ts'
import { replyTemplateSchema } from '../contract/reply.ts'
import type { ReplyTemplate } from '../contract/reply.ts'
import { DEFAULT_PREFERENCES, preferencesSchema } from '../contract/settings.ts'
import type { Preferences } from '../contract/settings.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Ports, SecretBox, SettingsFile } from '../ports.ts'
import {
  NO_SECRETS,
  openSecrets,
  sealSecrets,
  sealedSecretsSchema,
  withoutSecrets,
} from './sealed-secrets.ts'
import type { SealedSecrets } from './sealed-secrets.ts'

/** What is kept between runs, secrets apart in the form in which the secret box gave them back. */
const settingsSchema = v.object({
  version: v.literal(1),
  accounts: v.pipe(v.array(v.omit(accountSchema, ['token', 'aesKey', 'previousAesKey'])), v.nonEmpty()),
  ...sealedSecretsSchema,
  preferences: preferencesSchema,
  templates: v.optional(v.array(replyTemplateSchema), []),
})

/** What is kept between runs, as the workbench has it. */
interface Kept {
  accounts: readonly Account[]
  preferences: Preferences
  templates: readonly ReplyTemplate[]
}

export interface Settings extends Readonly<Kept> {
  /** The name of a settings file that could not be read; nothing of it was lost. */
  readonly keptAside: string | null
  /** Throws `SETTINGS_NOT_SAVED` and keeps the former value where it cannot be written. */
  setAccounts(accounts: Account[]): void
  setPreferences(preferences: Preferences): void
  setTemplates(templates: ReplyTemplate[]): void
}

type SettingsPorts = Pick<Ports, 'settingsFile' | 'secrets'>

/** Reads the settings, or begins with one account made by `createFirstAccount`. */
export function openSettings(ports: SettingsPorts, createFirstAccount: () => Account): Settings {
  const { loaded, keptAside } = load(ports)
  let kept: Kept = loaded ?? {
    accounts: [createFirstAccount()],
    preferences: DEFAULT_PREFERENCES,
    templates: [],
  }
  let sealed: SealedSecrets = loaded?.sealed ?? NO_SECRETS

  function save(change: Partial<Kept>): void {
    const next = { ...kept, ...change }
    const resealed = sealSecrets(ports.secrets, next.accounts, sealed)
    try {
      ports.settingsFile.write(encodeSettings(next, resealed))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new CommandFailure('SETTINGS_NOT_SAVED', `The settings could not be saved: ${reason}`, { reason })
    }
    kept = next
    sealed = resealed
  }

  // The first account's token must be the same after a restart, or a registered URL would stop working. Where even
  // that cannot be written (a full disk), the workbench still runs.
  if (!loaded) {
    try {
      save({})
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
    }
  }

  return {
    get accounts() {
      return kept.accounts
    },
    get preferences() {
      return kept.preferences
    },
    get templates() {
      return kept.templates
    },
    keptAside,
    setAccounts: (accounts) => save({ accounts }),
    setPreferences: (preferences) => save({ preferences }),
    setTemplates: (templates) => save({ templates }),
  }
}

function load({ settingsFile, secrets }: SettingsPorts) {
  try {
    const text = settingsFile.read()
    return { loaded: text === null ? null : decodeSettings(secrets, text), keptAside: null }
  } catch {
    return { loaded: null, keptAside: keepAside(settingsFile) }
  }
}

/** Null where even that cannot be done: then there is no file there that could be overwritten either. */
function keepAside(settingsFile: SettingsFile): string | null {
  try {
    return settingsFile.keepAside()
  } catch {
    return null
  }
}

function decodeSettings(secrets: SecretBox, text: string) {
  const {
    version: _version,
    accounts,
    preferences,
    templates,
    ...sealed
  } = v.parse(settingsSchema, JSON.parse(text))
  return {
    preferences,
    templates,
    sealed,
    accounts: accounts.map((account) => openSecrets(secrets, account, sealed)),
  }
}

function encodeSettings({ accounts, preferences, templates }: Kept, sealed: SealedSecrets): string {
  const all = { version: 1, accounts: accounts.map(withoutSecrets), ...sealed, preferences, templates }
  return `${JSON.stringify(all, null, 2)}\n`
}
