import type { Account } from '../../../src-core/contract/account.ts'

/** Creates an account of which only the id matters, but for what is changed. */
export function createAccount(id: string, change: Partial<Account> = {}): Account {
  return {
    id,
    name: id,
    originalId: '',
    appId: '',
    token: '',
    mode: 'plaintext',
    aesKey: '',
    previousAesKey: '',
    path: `/${id}`,
    policy: { kind: 'fixed', reply: { type: 'success' } },
    rules: [],
    backends: [],
    fans: [],
    publicUrl: '',
    duplicates: 'again',
    keep: null,
    tunnel: null,
    milestones: {},
    ...change,
  }
}
