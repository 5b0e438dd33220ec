import * as v from 'valibot'
import { accountSchema } from '../contract/account.ts'
import { secretFields } from '../contract/secret-fields.ts'
import type { Account } from '../contract/account.ts'
import { ownSampleSchema } from '../contract/sample.ts'
import { replyTemplateSchema } from '../contract/template.ts'
import { preferencesSchema } from '../contract/preferences.ts'
import type { Kept, KeptSealed } from './kept.ts'
import { salvageSettings } from './salvage.ts'
import { sealedSecretsSchema, withoutSecrets } from './sealed-secrets.ts'
import type { SealedSecrets } from './sealed-secrets.ts'

/** The settings file: accounts without their secrets, and these apart. */
const settingsSchema = v.object({
  version: v.literal(1),
  accounts: v.pipe(v.array(v.omit(accountSchema, secretFields)), v.nonEmpty()),
  ...sealedSecretsSchema,
  preferences: preferencesSchema,
  templates: v.optional(v.array(replyTemplateSchema), []),
  samples: v.optional(v.array(ownSampleSchema), []),
})

/** A later version counts on; any other value is damage. */
const newerSchema = v.object({ version: v.pipe(v.number(), v.integer(), v.minValue(2)) })

/** Returns `newer` if a later version wrote it, null if nothing can be read. `blank` replaces an account that is lost. */
export function decodeSettings(text: string, blank: Account): KeptSealed | 'newer' | null {
  const json = parseJson(text)
  if (v.is(newerSchema, json)) return 'newer'
  const whole = v.safeParse(settingsSchema, json)
  if (!whole.success) {
    const salvaged = salvageSettings(json, blank)
    // A value made up for a missing one, such as the one required account, is a difference as well.
    if (salvaged?.leftOut.length === 0) salvaged.leftOut.push(v.getDotPath(whole.issues[0]) ?? '')
    return salvaged
  }
  const { version: _version, accounts, preferences, templates, samples, ...sealed } = whole.output
  return { accounts, sealed, preferences, templates, samples, leftOut: [] }
}

function parseJson(text: string): unknown {
  try {
    // Some editors put a byte order mark in front.
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    // The error is not passed on: the engine repeats the text, which may be a secret.
    return null
  }
}

export function encodeSettings({ accounts, ...others }: Kept, sealed: SealedSecrets): string {
  const { preferences, templates, samples } = others
  const all = {
    version: 1,
    accounts: accounts.map(withoutSecrets),
    ...sealed,
    preferences,
    templates,
    samples,
  }
  return `${JSON.stringify(all, null, 2)}\n`
}
