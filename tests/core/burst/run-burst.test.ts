import { describe, expect, it } from 'vitest'
import { runBurst } from '../../../src-core/burst/run-burst.ts'
import type { BurstReport } from '../../../src-core/contract/burst.ts'
import { createTimedSending } from '../sender/answers-in-time.ts'
import type { TimedAnswer, TimedFailure } from '../sender/answers-in-time.ts'

/** Sends a message for each answer, one after another, and returns the figures. */
async function burst(answers: readonly (TimedAnswer | TimedFailure | 'never')[]) {
  const { sending, pass } = createTimedSending(answers)
  const plan = { messages: answers.length, concurrency: 1, fans: 1, deliveries: 1 }
  const order = {
    run: 'burst-test',
    account: null,
    url: 'http://backend.test/wx',
    token: 'token12345',
    originalId: 'gh_0',
    plan: { ...plan, mix: [{ type: 'text', weight: 1 }] },
  }
  const { signal } = new AbortController()
  const ended: BurstReport[] = []
  const hooks = { signal, tell: () => {}, keep: () => {} }
  void runBurst(sending, order, hooks).then((report) => ended.push(report))
  await pass(20_000)
  return ended[0]!.figures
}

describe('the times of a burst', () => {
  it('are those of whole replies, and of deliveries that nobody replied to in time', async () => {
    const { deliveries, verdicts, latency, histogram } = await burst([
      { status: 200, body: 'success', afterMs: 200 },
      { fails: 'ECONNREFUSED' },
      { status: 500, afterMs: 300 },
      'never',
    ])
    expect([deliveries, verdicts.retried]).toEqual([4, 3])
    expect(latency).toEqual({ p50: 300, p95: 5001, p99: 5001, max: 5001 })
    expect([histogram.reduce((sum, one) => sum + one), histogram.at(-1)]).toEqual([3, 1])
  })

  it('of a delivery that ran into its deadline are never in time, though a timer fires early', async () => {
    expect((await burst([{ fails: 'DEADLINE', afterMs: 4900 }])).histogram.at(-1)).toBe(1)
  })
})
