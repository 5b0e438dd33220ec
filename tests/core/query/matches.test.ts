import { describe, expect, it } from 'vitest'
import type { Query } from '../../../src-core/contract/query.ts'
import type { Facts } from '../../../src-core/query/facts.ts'
import { matches } from '../../../src-core/query/matches.ts'
import type { Deep } from '../../../src-core/query/matches.ts'

const facts: Facts = {
  id: 'a',
  receivedAt: 1000,
  account: 'default',
  attempt: 2,
  messageKey: null,
  standing: 'genuine',
  direction: 'in',
  method: 'POST',
  path: '/wx',
  mode: 'plaintext',
  type: 'event',
  event: 'CLICK',
  from: 'oABC',
  to: 'gh_1',
  status: 200,
  by: 'rule',
  durationMs: 3.5,
  run: null,
  verdict: 'fault',
  code: ['reply.not-xml', 'reply.too-late'],
  has: ['finding'],
  text: '我要退款\nclick',
}
const deep: Deep = {
  message: () => ({
    json: { xml: { Content: '我要退款 100', Pics: { Item: [{ Id: '1' }, { Id: '20' }] } } },
  }),
  test: (pattern, text) => new RegExp(pattern, 'iu').test(text),
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
    [{ key: 'standing', is: ['stranger'] }, false],
    [{ key: 'from', begins: 'oab' }, true],
    [{ key: 'from', begins: 'ABC' }, false],
    [{ key: 'event', begins: '' }, true],
    [{ key: 'run', begins: '' }, false],
    [{ key: 'code', begins: 'REPLY.too' }, true],
    [{ key: 'code', begins: 'too' }, false],
    [{ text: '退款' }, true],
    [{ text: 'Click' }, true],
    [{ text: '款\nc' }, true],
    [{ pattern: '^我.*款$' }, false],
    [{ pattern: 'CLI' }, true],
    [{ field: 'content', comparison: 'holds', value: '退款' }, true],
    [{ field: 'Content', comparison: 'is', value: '退款' }, false],
    [{ field: 'Pics', comparison: 'exists', value: '' }, true],
    [{ field: 'Pic', comparison: 'exists', value: '' }, false],
    // Any of the several.
    [{ field: 'Pics.Item.Id', comparison: 'above', value: '9' }, true],
    [{ field: 'Pics.Item.Id', comparison: 'above', value: '20' }, false],
    [{ field: 'Content', comparison: 'above', value: '1' }, false],
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
    expect(matches(query, facts, deep)).toBe(answer)
    expect(matches({ not: query }, facts, deep)).toBe(!answer)
  })
})
