import { expect, it } from 'vitest'
import type { Finding, Verdict } from '../../../../../src-core/contract/exchange.ts'
import { outcomeOf } from '../../../../../src-renderer/screens/live/compose/preview-outcome.ts'
import type { PreviewOutcome } from '../../../../../src-renderer/screens/live/compose/preview-outcome.ts'

const found = (...severities: Finding['severity'][]) =>
  severities.map((severity) => ({ severity }) as Finding)

it.each<[Verdict, Finding[], PreviewOutcome, attempt?: number]>([
  ['accepted', [], 'accepted'],
  ['accepted', found('info'), 'accepted'],
  ['accepted', found('info', 'warning'), 'partly'],
  // Articles that are cut are an error, and the reply is taken.
  ['accepted', found('error'), 'partly'],
  ['ignored', found('warning'), 'ignored'],
  ['fault', found('error'), 'fault'],
  ['retried', found('error'), 'retried'],
  ['retried', found('error'), 'retried', 2],
  ['retried', found('error'), 'last', 3],
  ['accepted', [], 'accepted', 3],
])('%s with %j: %s', (verdict, findings, outcome, attempt = 1) => {
  expect(outcomeOf({ verdict, findings }, attempt)).toBe(outcome)
})
