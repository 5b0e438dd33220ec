import * as v from 'valibot'
import { secretFields } from '../contract/secret-fields.ts'
import type { Account, SecretField } from '../contract/account.ts'
import type { SecretBox } from '../ports.ts'

export const sealedSchema = v.object({ box: v.picklist(['keychain', 'file', 'memory']), sealed: v.string() })
export type Sealed = v.InferOutput<typeof sealedSchema>

/** By account id: a secret, sealed by the box of that name. */
const sealedByAccountSchema = v.record(v.string(), sealedSchema)

/** The place of each secret in the settings file. */
const PLACES = {
  token: 'tokens',
  aesKey: 'aesKeys',
  previousAesKey: 'previousAesKeys',
} as const satisfies Record<SecretField, string>

export const sealedSecretsSchema = {
  tokens: sealedByAccountSchema,
  aesKeys: v.optional(sealedByAccountSchema, {}),
  previousAesKeys: v.optional(sealedByAccountSchema, {}),
}
export type SealedSecrets = Record<(typeof PLACES)[SecretField], Record<string, Sealed>>

/** An account that may be stored unencrypted. */
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

/**
 * Returns the account with its secrets. A secret that cannot be read here is taken from `known`, or is `''`: the
 * desktop has sealed it with the keychain, and this is the terminal or the browser shell on the same folder.
 */
export function openSecrets(
  box: SecretBox,
  account: AccountWithoutSecrets,
  sealed: SealedSecrets,
  known?: Account,
): Account {
  const [token, aesKey, previousAesKey] = secretFields.map((field) => {
    const found = find(sealed, field, account.id)
    return found ? (open(box, found) ?? known?.[field] ?? '') : ''
  })
  return { ...account, token: token!, aesKey: aesKey!, previousAesKey: previousAesKey! }
}

/**
 * Returns the secrets for the file. An unchanged secret stays sealed as it is, even if it cannot be read here; but
 * plain text goes into the keychain if there is one.
 */
export function sealSecrets(
  box: SecretBox,
  accounts: readonly Account[],
  before: { accounts: readonly Account[]; sealed: SealedSecrets },
): SealedSecrets {
  const seal = (field: SecretField) => {
    const entries = accounts.flatMap((account): [string, Sealed][] => {
      const { id, [field]: secret } = account
      const kept = find(before.sealed, field, id)
      const isChanged = before.accounts.find((one) => one.id === id)?.[field] !== secret
      if (kept && !isChanged && (kept.box === box.kind || kept.box === 'keychain')) return [[id, kept]]
      return secret === '' ? [] : [[id, { box: box.kind, sealed: box.seal(secret) }]]
    })
    return Object.fromEntries(entries)
  }
  return { tokens: seal('token'), aesKeys: seal('aesKey'), previousAesKeys: seal('previousAesKey') }
}

/**
 * Returns the accounts and secrets of the file, with those of accounts that come back as if they had never been gone: a
 * secret that cannot be read here stays sealed as it was.
 */
export function withReturning(
  before: { accounts: readonly Account[]; sealed: SealedSecrets },
  accounts: readonly Account[],
  returning: SealedSecrets,
): { accounts: readonly Account[]; sealed: SealedSecrets } {
  const back = accounts.filter(({ id }) => !before.accounts.some((one) => one.id === id))
  const sealed = structuredClone(before.sealed)
  for (const { id } of back)
    for (const field of secretFields) {
      const found = find(returning, field, id)
      if (found) sealed[PLACES[field]][id] = found
    }
  return { accounts: [...before.accounts, ...back], sealed }
}

function find(sealed: SealedSecrets, field: SecretField, id: string): Sealed | undefined {
  const place = sealed[PLACES[field]]
  // An account's id may be `constructor`.
  return Object.hasOwn(place, id) ? place[id] : undefined
}

/** Returns the secret, or null if it cannot be read here. */
function open(box: SecretBox, kept: Sealed): string | null {
  // A secret written without a keychain is plain text, and stays readable once there is one.
  if (kept.box !== 'keychain') return kept.sealed
  if (box.kind !== 'keychain') return null
  try {
    return box.open(kept.sealed)
  } catch {
    return null
  }
}
