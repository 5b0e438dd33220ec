import { describe, expect, it } from 'vitest'
import type { PhoneOutcome } from '../../../../../src-core/contract/phone-view.ts'
import type { SentDelivery } from '../../../../../src-core/contract/sending.ts'
import { faultPromptOf, withDelivery } from '../../../../../src-renderer/screens/send/conversation/turn.ts'
import type { Answer } from '../../../../../src-renderer/screens/send/conversation/turn.ts'

const delivery = (attempt: number, status = 200): SentDelivery => ({
  attempt,
  status,
  sentAt: 0,
  body: '',
  durationMs: 1,
  exchange: null,
  verdict: null,
})
const retried = (isLast: boolean): PhoneOutcome => ({ kind: 'retried', likely: false, isLast })

it('a delivery that is told twice is there once, in its place', () => {
  const all = withDelivery(withDelivery([delivery(1)], delivery(3)), delivery(1, 500))
  expect(all.map(({ attempt, status }) => [attempt, status])).toEqual([
    [1, 500],
    [3, 200],
  ])
})

describe('the fault prompt', () => {
  it.each<
    [ended: Answer['ended'], deliveries: number, outcome: PhoneOutcome | null, prompt: 'now' | 'then' | null]
  >([
    ['given-up', 3, retried(false), 'now'],
    ['given-up', 1, retried(false), 'then'],
    ['given-up', 1, retried(true), 'now'],
    [null, 1, retried(false), 'then'],
    ['stopped', 2, retried(false), 'then'],
    ['taken', 2, retried(false), null],
    ['muted', 0, null, null],
    ['given-up', 3, null, null],
    ['given-up', 3, { kind: 'unknown', why: 'unjudged' }, null],
  ])('after %s and %i deliveries, the last %o: %s', (ended, count, outcome, prompt) => {
    const deliveries = Array.from({ length: count }, (_, index) => delivery(index + 1))
    expect(faultPromptOf({ ended, deliveries }, outcome)).toBe(prompt)
  })
})
