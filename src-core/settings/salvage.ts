import * as v from 'valibot'
import { accountSchema, BACKENDS_MAX, backendSchema } from '../contract/account.ts'
import { secretFields } from '../contract/secret-fields.ts'
import type { Account } from '../contract/account.ts'
import { ownSampleSchema } from '../contract/sample.ts'
import { replyTemplateSchema } from '../contract/template.ts'
import { RULES_MAX } from '../contract/limits.ts'
import { answerRuleSchema } from '../contract/rules.ts'
import { DEFAULT_PREFERENCES, preferencesSchema } from '../contract/preferences.ts'
import type { Preferences } from '../contract/preferences.ts'
import { withPathsApart } from './kept.ts'
import type { KeptSealed } from './kept.ts'
import { sealedSchema, withoutSecrets } from './sealed-secrets.ts'
import type { AccountWithoutSecrets, Sealed } from './sealed-secrets.ts'

type Json = Record<string, unknown>

/** Reads what it can, and adds the paths of the rest to `leftOut`. */
interface Reader {
  leftOut: string[]
  value<Schema extends v.GenericSchema>(
    schema: Schema,
    value: unknown,
    path: string,
    otherwise: v.InferOutput<Schema>,
  ): v.InferOutput<Schema>
  /** Returns the readable items, `max` at most. A missing list has none, and is no damage. */
  list<Schema extends v.GenericSchema>(
    schema: Schema,
    value: unknown,
    path: string,
    max?: number,
  ): v.InferOutput<Schema>[]
}

/**
 * Returns the readable part of damaged settings: one bad rule must not cost the account, nor one account the tokens.
 * `blank` replaces an account that is lost. Null if there are no settings of this version.
 */
export function salvageSettings(json: unknown, blank: Account): KeptSealed | null {
  if (!isObject(json) || json['version'] !== 1) return null
  const reader = createReader()
  const sealed = {
    tokens: readSecrets(reader, json['tokens'] ?? null, 'tokens'),
    aesKeys: readSecrets(reader, json['aesKeys'] ?? {}, 'aesKeys'),
    previousAesKeys: readSecrets(reader, json['previousAesKeys'] ?? {}, 'previousAesKeys'),
  }
  const accounts = reader
    .list(v.unknown(), json['accounts'] ?? null, 'accounts')
    .map((one, i) => readAccount(reader, one, `accounts.${i}`, blank))
    .filter((one) => one !== null)
  // If the account cannot be read, its token still can: each token belongs to an account.
  const ids = new Set([...accounts.map(({ id }) => id), ...Object.keys(sealed.tokens)])
  const all = [...ids].map((id) => accounts.find((one) => one.id === id) ?? { ...withoutSecrets(blank), id })

  const found = isObject(json['preferences']) ? json['preferences'] : {}
  const preferences = Object.entries(preferencesSchema.entries).map(([name, schema]) => {
    const usual = DEFAULT_PREFERENCES[name as keyof Preferences]
    return [name, reader.value(schema, found[name], `preferences.${name}`, usual)]
  })
  return {
    sealed,
    accounts: withPathsApart(all.length > 0 ? all : [withoutSecrets(blank)]),
    preferences: Object.fromEntries(preferences) as Preferences,
    templates: reader.list(replyTemplateSchema, json['templates'], 'templates'),
    samples: reader.list(ownSampleSchema, json['samples'], 'samples'),
    leftOut: reader.leftOut,
  }
}

/** Returns null if it has no id: no secret can belong to it then. */
function readAccount(
  reader: Reader,
  value: unknown,
  path: string,
  blank: Account,
): AccountWithoutSecrets | null {
  const found = isObject(value) ? value : {}
  if (!v.is(accountSchema.entries.id, found['id'])) {
    reader.leftOut.push(path)
    return null
  }
  const { rules: _rules, backends: _backends, ...schemas } = v.omit(accountSchema, secretFields).entries
  const fields = Object.entries(schemas).map(([name, schema]) => [
    name,
    reader.value(schema, found[name], `${path}.${name}`, blank[name as keyof typeof schemas]),
  ])
  const account: AccountWithoutSecrets = {
    ...withoutSecrets(blank),
    ...Object.fromEntries(fields),
    rules: reader.list(answerRuleSchema, found['rules'], `${path}.rules`, RULES_MAX),
    backends: reader.list(backendSchema, found['backends'], `${path}.backends`, BACKENDS_MAX),
  }
  const { policy, backends } = account
  if (policy.kind !== 'relay' || backends.some(({ id }) => id === policy.backend)) return account
  reader.leftOut.push(`${path}.policy`)
  return { ...account, policy: blank.policy }
}

function readSecrets(reader: Reader, value: unknown, path: string): Record<string, Sealed> {
  const found = reader.value(v.record(v.string(), v.unknown()), value, path, {})
  const entries = Object.entries(found).flatMap(([id, one]): [string, Sealed][] => {
    const result = v.safeParse(sealedSchema, one)
    if (result.success) return [[id, result.output]]
    reader.leftOut.push(`${path}.${id}`)
    return []
  })
  return Object.fromEntries(entries)
}

function createReader(): Reader {
  const leftOut: string[] = []
  return {
    leftOut,
    value(schema, value, path, otherwise) {
      const result = v.safeParse(schema, value)
      if (result.success) return result.output
      leftOut.push(path)
      return otherwise
    },
    list(schema, value, path, max = Infinity) {
      if (value === undefined) return []
      if (!Array.isArray(value)) {
        leftOut.push(path)
        return []
      }
      return value.flatMap((item: unknown, i) => {
        const result = v.safeParse(schema, item)
        if (result.success && i < max) return [result.output]
        leftOut.push(`${path}.${i}`)
        return []
      })
    },
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
