import { describe, expect, it } from 'vitest'
import {
  compareReplies,
  compareRequests,
  markDifference,
} from '../../../../src-renderer/features/reach/compare-ends.ts'
import type { EndsRow } from '../../../../src-renderer/features/reach/compare-ends.ts'

const SENT = {
  line: 'GET /wx?nonce=1 HTTP/1.1',
  headers: [
    ['Host', 'a.example.com'],
    ['Connection', 'close'],
    ['Pragma', 'no-cache'],
  ] as [string, string][],
  body: '',
}

const brief = (rows: EndsRow[]) =>
  rows.map(({ part, name, left, right, differs }) => [name || part, left, right, differs])

describe('the two ends of a request', () => {
  it('are the same, whatever one hop does for itself', () => {
    const headers: [string, string][] = [
      ['host', 'a.example.com'],
      ['Connection', 'keep-alive'],
      ['Pragma', 'no-cache'],
    ]
    expect(brief(compareRequests(SENT, { ...SENT, headers })).map(([, , , differs]) => differs)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })

  it('differ where a line, a value or a body was changed, lost or added', () => {
    const arrived = {
      line: 'GET /wx HTTP/1.1',
      headers: [
        ['Host', '127.0.0.1:7788'],
        ['Connection', 'close'],
        ['X-Forwarded-For', '1.2.3.4'],
      ] as [string, string][],
      body: 'x',
    }
    expect(brief(compareRequests(SENT, arrived))).toEqual([
      ['line', 'GET /wx?nonce=1 HTTP/1.1', 'GET /wx HTTP/1.1', true],
      ['Host', 'a.example.com', '127.0.0.1:7788', true],
      ['Connection', 'close', 'close', false],
      ['Pragma', 'no-cache', null, true],
      ['X-Forwarded-For', null, '1.2.3.4', true],
      ['requestBody', '', 'x', true],
    ])
  })

  it('are one end only if nothing arrived', () => {
    expect(compareRequests(SENT, null).every(({ right }) => right === null)).toBe(true)
  })
})

it('pairs several headers of one name in their order', () => {
  const reply = (...values: string[]) => ({
    status: 200,
    headers: values.map((value): [string, string] => ['Set-Cookie', value]),
    body: 'success',
  })
  expect(brief(compareReplies(reply('a', 'b'), reply('a', 'c', 'd')))).toEqual([
    ['status', '200', '200', false],
    ['Set-Cookie', 'a', 'a', false],
    ['Set-Cookie', 'b', 'c', true],
    ['Set-Cookie', null, 'd', true],
    ['replyBody', 'success', 'success', false],
  ])
})

it.each([
  ['abc', 'abc', ['abc', '', '']],
  ['aXc', 'abc', ['a', 'X', 'c']],
  ['abc', 'ac', ['a', 'b', 'c']],
  ['ac', 'abc', ['a', '', 'c']],
  ['aa', 'aaa', ['aa', '', '']],
  ['abc', '', ['', 'abc', '']],
])('in %j, compared with %j, marks %j', (text, other, expected) => {
  expect(markDifference(text, other)).toEqual(expected)
})
