import { createHmac } from 'node:crypto'
import { secretFields } from '../contract/secret-fields.ts'
import { FIELD_CHECKS } from '../contract/field-check.ts'
import type { Account, AccountView, NotedField, SecretField } from '../contract/account.ts'
import type { FieldNote, StoredNote } from '../contract/field-check/kind.ts'
import { withoutSecrets } from './sealed-secrets.ts'

/**
 * Returns the function that makes an account's view: without token and keys, with a mark in the place of each. A mark
 * is the secret hashed with a key of this run, so that nobody can guess secrets by it; the same secret has different
 * marks in different places.
 */
export function createAccountView(runKey: Uint8Array): (account: Account) => AccountView {
  function mark(account: Account, field: SecretField): string | null {
    if (account[field] === '') return null
    const text = JSON.stringify([account.id, field, account[field]])
    return createHmac('sha256', runKey).update(text).digest('base64url').slice(0, 12)
  }
  return (account) => {
    const noted: NotedField[] = [...secretFields, 'publicUrl']
    const notes = noted.map((field) => [
      field,
      FIELD_CHECKS[field](account[field], account).map(withoutValue),
    ])
    const marks = secretFields.map((field) => [field, mark(account, field)])
    return {
      ...withoutSecrets(account),
      secrets: Object.fromEntries(marks) as AccountView['secrets'],
      notes: Object.fromEntries(notes) as AccountView['notes'],
    }
  }
}

/** The mended value is nearly the secret. */
function withoutValue({ mend, ...note }: FieldNote): StoredNote {
  return mend ? { ...note, mend: { label: mend.label } } : note
}
