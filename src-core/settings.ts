import * as v from 'valibot'
import { accountSchema } from './contract/account.ts'
import type { Account } from './contract/account.ts'
import { replyTemplateSchema } from './contract/reply.ts'
import type { ReplyTemplate } from './contract/reply.ts'
import { preferencesSchema } from './contract/settings.ts'
import type { Preferences } from './contract/settings.ts'
import { CommandFailure } from './contract/errors.ts'
import type { Ports, SecretBox, SettingsFile } from './ports.ts'

const sealedTokenSchema = v.object({ box: v.picklist(['keychain', 'file', 'memory']), sealed: v.string() })
type SealedToken = v.InferOutput<typeof sealedTokenSchema>
/** By account id. */
type SealedTokens = Record<string, SealedToken>

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
    preferences: { language: 'system', theme: 'system' },
    templates: [],
  }
  let tokens: SealedTokens = loaded?.tokens ?? {}

  function save(change: Partial<Kept>): void {
    const next = { ...kept, ...change }
    const sealed = sealTokens(ports.secrets, next.accounts, tokens)
    try {
      ports.settingsFile.write(encodeSettings(next, sealed))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new CommandFailure('SETTINGS_NOT_SAVED', `The settings could not be saved: ${reason}`, { reason })
    }
    kept = next
    tokens = sealed
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
  const { accounts, tokens, preferences, templates } = v.parse(settingsSchema, JSON.parse(text))
  return {
    preferences,
    templates,
    tokens,
    accounts: accounts.map((account): Account => ({
      ...account,
      token: openToken(secrets, tokens[account.id]),
    })),
  }
}

/**
 * The token, or `''` where it cannot be read: the desktop has sealed it with the keychain, and this is the terminal
 * or the browser shell on the same folder. It is then kept as it is until another one is typed in.
 */
function openToken(secrets: SecretBox, kept: SealedToken | undefined): string {
  if (!kept) return ''
  // A token written where there was no keychain is plain text, and stays readable once there is one.
  if (kept.box !== 'keychain') return kept.sealed
  if (secrets.kind !== 'keychain') return ''
  try {
    return secrets.open(kept.sealed)
  } catch {
    return ''
  }
}

function sealTokens(secrets: SecretBox, accounts: readonly Account[], before: SealedTokens): SealedTokens {
  const entries = accounts.map(({ id, token }): [string, SealedToken] => {
    const kept = before[id]
    if (token === '' && kept) return [id, kept]
    return [id, { box: secrets.kind, sealed: secrets.seal(token) }]
  })
  return Object.fromEntries(entries)
}

function encodeSettings({ accounts, preferences, templates }: Kept, tokens: SealedTokens): string {
  const withoutTokens = accounts.map(({ token: _token, ...account }) => account)
  const all = { version: 1, accounts: withoutTokens, tokens, preferences, templates }
  return `${JSON.stringify(all, null, 2)}\n`
}
