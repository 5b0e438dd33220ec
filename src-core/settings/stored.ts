import type { Account } from '../contract/account.ts'
import type { Ports } from '../ports.ts'
import type { Kept } from './kept.ts'
import { openSecrets } from './sealed-secrets.ts'
import type { SealedSecrets } from './sealed-secrets.ts'
import { decodeSettings } from './settings-text.ts'

/** The content of the settings file. */
export interface Stored extends Kept {
  sealed: SealedSecrets
  text: string | null
}

export interface Found {
  /** `damaged` even if most of it could be read; `newer` if a later version wrote it. */
  state: 'whole' | 'none' | 'damaged' | 'newer' | 'unreadable'
  /** Null if nothing can be read. */
  stored: Stored | null
  /** As in `SettingsStatus`. */
  leftOut: string[]
  /** Tokens made in place of those that are lost. */
  newTokens: string[]
  exposed: 'tightened' | 'open' | null
}

/** Reads the settings file. `known` are this run's accounts; `createAccount` replaces what is lost. */
export function readStored(
  { settingsFile, secrets }: Pick<Ports, 'settingsFile' | 'secrets'>,
  known: readonly Account[],
  createAccount: () => Account,
): Found {
  const reading = settingsFile.read()
  const nothing = { stored: null, leftOut: [], newTokens: [], exposed: null }
  if (reading.kind !== 'text')
    return { ...nothing, state: reading.kind, leftOut: reading.kind === 'damaged' ? [''] : [] }
  const { text, exact, exposed } = reading
  const decoded = decodeSettings(text, createAccount())
  if (decoded === 'newer') return { ...nothing, state: decoded, leftOut: ['version'], exposed }
  if (!decoded) return { ...nothing, state: 'damaged', leftOut: [''], exposed }

  const { preferences, templates, samples, sealed } = decoded
  const leftOut = [...(exact ? [] : ['encoding']), ...decoded.leftOut]
  const newTokens: string[] = []
  const accounts = decoded.accounts.map((sealedAccount) => {
    const before = known.find(({ id }) => id === sealedAccount.id)
    const account = openSecrets(secrets, sealedAccount, sealed, before)
    if (!leftOut.includes('tokens') && !leftOut.includes(`tokens.${account.id}`)) return account
    const { token } = createAccount()
    newTokens.push(token)
    return { ...account, token }
  })
  const state = leftOut.length === 0 ? 'whole' : 'damaged'
  return {
    state,
    stored: { accounts, preferences, templates, samples, sealed, text },
    leftOut,
    newTokens,
    exposed,
  }
}
