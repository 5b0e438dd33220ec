import { expect, it } from 'vitest'
import type { ExchangeSummary } from '../../../../../src-core/contract/exchange.ts'
import { recentMessages } from '../../../../../src-renderer/screens/send/pick/recent-messages.ts'

const summary = (id: string, more: Partial<ExchangeSummary>): ExchangeSummary => ({
  id,
  receivedAt: 0,
  account: 'a',
  attempt: 1,
  messageKey: null,
  method: 'POST',
  path: '/wx',
  type: 'text',
  event: null,
  from: null,
  excerpt: '',
  status: 200,
  by: 'fixed',
  durationMs: 1,
  verdict: 'accepted',
  findings: [],
  ...more,
})

it('are the messages that were sent from here, each once, the newest first', () => {
  const exchanges = [
    summary('7', { run: 'send-3', messageKey: 'm2' }),
    summary('6', {}),
    summary('5', { run: 'send-2', messageKey: 'm1' }),
    summary('4', { run: 'send-1', messageKey: 'm1' }),
    summary('3', { run: 'replay-1', messageKey: 'm3' }),
    summary('2', { run: 'send-0', account: 'b' }),
    summary('1', { run: 'send-0', type: null }),
  ]
  expect(recentMessages(exchanges, 'a').map(({ id }) => id)).toEqual(['7', '5'])
})
