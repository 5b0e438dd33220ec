import { expect, it } from 'vitest'
import type { ExchangeSummary } from '../../../../../src-core/contract/exchange.ts'
import { createRunId } from '../../../../../src-core/contract/run-kind.ts'
import { listedExchanges } from '../../../../../src-renderer/screens/live/rows/listed-exchanges.ts'

const made = (id: string, run?: string) => ({ id, ...(run && { run }) }) as ExchangeSummary

it('leaves out what a check-up or a burst has sent, and nothing else', () => {
  const listed = listedExchanges([
    made('alone'),
    made('sent', createRunId('send', '1')),
    made('checked', createRunId('check-up', '1')),
    made('replayed', createRunId('replay', 'check-up-1')),
    made('burst', createRunId('burst', '1')),
    made('unknown', 'other-1'),
  ])
  expect(listed.map(({ id }) => id)).toEqual(['alone', 'sent', 'replayed', 'unknown'])
})

it('makes no new list if there is nothing to leave out: it is asked for every batch of events', () => {
  const all = [made('alone'), made('sent', createRunId('send', '1'))]
  expect(listedExchanges(all)).toBe(all)
})
