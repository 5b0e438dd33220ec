import type { Query } from '../contract/query.ts'

/** Returns the query for the verifications of this account that passed; null stands for no account. */
export function passedVerifications(account: string | null): Query {
  // No other GET is accepted. The condition that it has no message lets the index find it among many.
  return {
    all: [
      { key: 'direction', is: ['in'] },
      { key: 'account', is: [account] },
      { key: 'type', is: [null] },
      { key: 'method', is: ['GET'] },
      { key: 'verdict', is: ['accepted'] },
    ],
  }
}
