import { expect, it } from 'vitest'
import type { ExchangeSummary } from '../../../../../src-core/contract/exchange.ts'
import { findSubmission } from '../../../../../src-renderer/screens/live/guide/submission.ts'

function exchange(change: Partial<ExchangeSummary>): ExchangeSummary {
  return {
    id: 'e',
    receivedAt: 100,
    account: 'a',
    attempt: 1,
    messageKey: null,
    standing: 'genuine',
    method: 'GET',
    path: '/wx',
    type: null,
    event: null,
    from: null,
    excerpt: '',
    status: 200,
    by: 'fixed',
    durationMs: 12,
    verdict: 'accepted',
    reply: { kind: 'echo' },
    findings: [],
    ...change,
  }
}

const verified = { exchange: 'e', isVerified: true, durationMs: 12 }
const refused = { ...verified, isVerified: false }

it.each<[what: string, exchanges: Partial<ExchangeSummary>[], expected: object | null]>([
  ['nothing', [], null],
  ['a verification', [{}], verified],
  ['one that came before', [{ receivedAt: 99 }], null],
  ['one of another account', [{ account: 'b' }], null],
  ['one that we sent', [{ direction: 'out' }], null],
  ['a message', [{ method: 'POST' }], null],
  ['a scanner', [{ standing: 'stranger', verdict: 'rejected', reply: { kind: 'other', text: '' } }], null],
  [
    'one with another token',
    [{ standing: 'lookalike', verdict: 'rejected', reply: { kind: 'other', text: '' } }],
    refused,
  ],
  ['the newest of two', [{}, { id: 'f', receivedAt: 100, verdict: 'rejected' }], verified],
  ['a message after it', [{ method: 'POST', receivedAt: 120 }, {}], verified],
])('finds %s', (_what, exchanges, expected) => {
  expect(findSubmission(exchanges.map(exchange), 'a', 100)).toEqual(expected)
})
