import { createHmac } from 'node:crypto'
import { secretFields } from '../contract/account.ts'
import type { Account, AccountView, SecretField } from '../contract/account.ts'
import { withoutSecrets } from './sealed-secrets.ts'

/**
 * Returns how accounts are shown: token and keys apart, a mark in the place of each. A mark is the secret hashed with a
 * key of this run, so that nobody can try secrets on it; the same secret has another one in another place.
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
