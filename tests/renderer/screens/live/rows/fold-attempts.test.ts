import { describe, expect, it } from 'vitest'
import type { ExchangeSummary } from '../../../../../src-core/contract/exchange.ts'
import { foldAttempts } from '../../../../../src-renderer/screens/live/rows/fold-attempts.ts'

/** Returns a delivery at `at` seconds, named after its time. */
function delivery(at: number, change: Partial<ExchangeSummary> = {}): ExchangeSummary {
  return {
    id: `e${at}`,
    receivedAt: at * 1000,
    account: 'a',
    messageKey: 'msg:1',
    verdict: 'retried',
    ...change,
  } as ExchangeSummary
}

/** Returns the rows by name: the newest attempt, and the attempts folded into it, oldest first. */
const shape = (exchanges: ExchangeSummary[]) =>
  foldAttempts(exchanges).map(({ newest, attempts }) => [newest.id, attempts.map(({ id }) => id)])

describe('deliveries fold into a row', () => {
  it('with the same key, where the newest stands, oldest first, with the gaps between them', () => {
    const other = delivery(7, { messageKey: 'msg:2' })
    const rows = foldAttempts([delivery(10), other, delivery(5), delivery(0)])
    expect(rows.map(({ newest }) => newest.id)).toEqual(['e10', 'e7'])
    expect(rows[0]).toMatchObject({
      attempts: [{ id: 'e0' }, { id: 'e5' }, { id: 'e10' }],
      gaps: [5000, 5000],
    })
    expect(rows[1]).toMatchObject({ attempts: [{ id: 'e7' }], gaps: [] })
  })

  it('as long as each is within a minute of the one before it', () => {
    expect(shape([delivery(120), delivery(60), delivery(0)])).toEqual([['e120', ['e0', 'e60', 'e120']]])
    expect(shape([delivery(121), delivery(60), delivery(0)])).toEqual([
      ['e121', ['e121']],
      ['e60', ['e0', 'e60']],
    ])
  })

  it('never without a key, and never across accounts', () => {
    const keyless = { messageKey: null }
    expect(shape([delivery(1, keyless), delivery(0, keyless)])).toHaveLength(2)
    expect(shape([delivery(1, { account: null }), delivery(0, { account: null })])).toHaveLength(2)
    expect(shape([delivery(1, { account: 'b' }), delivery(0)])).toHaveLength(2)
  })

  it('never what came in with what went out, or with what was replayed', () => {
    const out = { direction: 'out' as const, run: 'send-1' }
    expect(shape([delivery(2, out), delivery(1, out), delivery(0)])).toEqual([
      ['e2', ['e1', 'e2']],
      ['e0', ['e0']],
    ])
    const first = { parent: 'e0', run: 'replay-1' }
    const second = { parent: 'e0', run: 'replay-2' }
    expect(shape([delivery(3, second), delivery(2, first), delivery(1, first), delivery(0)])).toEqual([
      ['e3', ['e3']],
      ['e2', ['e1', 'e2']],
      ['e0', ['e0']],
    ])
  })

  it('by time of arrival, where an earlier one waited longer and was recorded later', () => {
    const [row] = foldAttempts([delivery(0), delivery(5)])
    expect(row).toMatchObject({ newest: { id: 'e5' }, attempts: [{ id: 'e0' }, { id: 'e5' }], gaps: [5000] })
  })
})

describe('the reply that counted', () => {
  it.each([
    ['the first that was taken', ['retried', 'accepted', 'ignored'], 'e1'],
    ['an acknowledgement is taken, too', ['fault', 'ignored'], 'e1'],
    ['none of them', ['retried', 'fault', 'rejected'], null],
  ] as const)('%s', (_name, verdicts, counted) => {
    const deliveries = verdicts.map((verdict, at) => delivery(at, { verdict }))
    expect(foldAttempts(deliveries.toReversed())[0]!.counted?.id ?? null).toBe(counted)
  })
})
