import { createHmac } from 'node:crypto'
import { secretFields } from '../contract/account.ts'
import type { Account, AccountView, SecretField } from '../contract/account.ts'
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
    const marks = secretFields.map((field) => [field, mark(account, field)])
    return { ...withoutSecrets(account), secrets: Object.fromEntries(marks) as AccountView['secrets'] }
  }
}
