import { describe, expect, it } from 'vitest'
import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import { matches } from '../../../src-core/query/matches.ts'

const summary: ExchangeSummary = {
  id: 'a',
  receivedAt: 1000,
  account: 'default',
  attempt: 2,
  messageKey: null,
  method: 'POST',
  path: '/wx',
  type: 'event',
  event: 'CLICK',
  from: 'oABC',
  excerpt: '',
  status: 200,
  by: 'rule',
  durationMs: 3,
  verdict: 'fault',
  findings: ['reply.not-xml', 'reply.too-late'],
}

describe('a query', () => {
  it.each<[Query, boolean]>([
    [{ key: 'id', is: ['b', 'a'] }, true],
    [{ key: 'id', is: ['b'] }, false],
    [{ key: 'id', is: [] }, false],
    [{ key: 'account', is: ['default'] }, true],
    [{ key: 'messageKey', is: [null] }, true],
    [{ key: 'messageKey', is: ['msg:1'] }, false],
    [{ key: 'method', is: ['post' as 'POST'] }, false],
    [{ key: 'type', is: ['event', null] }, true],
    [{ key: 'event', is: ['CLICK'] }, true],
    [{ key: 'from', is: ['oABC'] }, true],
    [{ key: 'by', is: ['hand', 'rule'] }, true],
    [{ key: 'verdict', is: ['accepted'] }, false],
    [{ key: 'attempt', is: [2] }, true],
    [{ key: 'attempt', atLeast: 2, atMost: 2 }, true],
    [{ key: 'attempt', atLeast: 3 }, false],
    [{ key: 'receivedAt', atMost: 999 }, false],
    [{ key: 'receivedAt' }, true],
    // An absent property has a value all the same.
    [{ key: 'direction', is: ['in'] }, true],
    [{ key: 'standing', is: ['genuine'] }, true],
    [{ key: 'standing', is: ['stranger'] }, false],
    // Any of the findings.
    [{ key: 'code', is: ['reply.too-late'] }, true],
    [{ key: 'code', is: ['reply'] }, false],
    [{ not: { key: 'code', is: ['reply.too-late'] } }, false],
    [{ not: { key: 'messageKey', is: ['msg:1'] } }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [
      {
        all: [
          { key: 'by', is: ['rule'] },
          { key: 'attempt', is: [1] },
        ],
      },
      false,
    ],
    [
      {
        any: [
          { key: 'by', is: ['hand'] },
          { key: 'attempt', is: [2] },
        ],
      },
      true,
    ],
  ])('%j is answered with %s', (query, answer) => {
    expect(matches(query, summary)).toBe(answer)
    expect(matches({ not: query }, summary)).toBe(!answer)
  })
})
