import * as v from 'valibot'
import type { Account } from '../contract/account.ts'
import type { SecretBox } from '../ports.ts'

const sealedSchema = v.object({ box: v.picklist(['keychain', 'file', 'memory']), sealed: v.string() })
type Sealed = v.InferOutput<typeof sealedSchema>

/** By account id: a secret, sealed by the box of that name. */
const sealedByAccountSchema = v.record(v.string(), sealedSchema)

/** The secrets of an account, and where the settings file keeps each. */
const PLACES = { token: 'tokens', aesKey: 'aesKeys', previousAesKey: 'previousAesKeys' } as const
type SecretField = keyof typeof PLACES
const FIELDS = Object.keys(PLACES) as SecretField[]

export const sealedSecretsSchema = {
  tokens: sealedByAccountSchema,
  aesKeys: v.optional(sealedByAccountSchema, {}),
  previousAesKeys: v.optional(sealedByAccountSchema, {}),
}
export type SealedSecrets = Record<(typeof PLACES)[SecretField], Record<string, Sealed>>

/** An account as it may lie about in the clear. */
export type AccountWithoutSecrets = Omit<Account, SecretField>

export const NO_SECRETS: SealedSecrets = { tokens: {}, aesKeys: {}, previousAesKeys: {} }

export function withoutSecrets({
  token: _t,
  aesKey: _k,
  previousAesKey: _p,
  ...rest
}: Account): AccountWithoutSecrets {
  return rest
}

/** A secret that cannot be read here is `''`. */
export function openSecrets(box: SecretBox, account: AccountWithoutSecrets, sealed: SealedSecrets): Account {
  const [token, aesKey, previousAesKey] = FIELDS.map((field) => open(box, sealed[PLACES[field]][account.id]))
  return { ...account, token: token!, aesKey: aesKey!, previousAesKey: previousAesKey! }
}

/** What cannot be read here is kept as it is until another one is typed in. */
export function sealSecrets(
  box: SecretBox,
  accounts: readonly Account[],
  before: SealedSecrets,
): SealedSecrets {
  const seal = (field: SecretField) => {
    const entries = accounts.flatMap((account): [string, Sealed][] => {
      const kept = before[PLACES[field]][account.id]
      if (account[field] !== '') return [[account.id, { box: box.kind, sealed: box.seal(account[field]) }]]
      return kept && open(box, kept) === '' ? [[account.id, kept]] : []
    })
    return Object.fromEntries(entries)
  }
  return { tokens: seal('token'), aesKeys: seal('aesKey'), previousAesKeys: seal('previousAesKey') }
}

/**
 * The secret, or `''` where there is none or it cannot be read: the desktop has sealed it with the keychain, and this
 * is the terminal or the browser shell on the same folder.
 */
function open(box: SecretBox, kept: Sealed | undefined): string {
  if (!kept) return ''
  // One written where there was no keychain is plain text, and stays readable once there is one.
  if (kept.box !== 'keychain') return kept.sealed
  if (box.kind !== 'keychain') return ''
  try {
    return box.open(kept.sealed)
  } catch {
    return ''
  }
}
