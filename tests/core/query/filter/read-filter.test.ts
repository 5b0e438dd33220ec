import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Query } from '../../../../src-core/contract/query.ts'
import { filterKeyNames } from '../../../../src-core/contract/filter.ts'
import { FILTER_KEYS } from '../../../../src-core/query/filter/filter-keys.ts'
import { readFilter } from '../../../../src-core/query/filter/read-filter.ts'
import { runs } from '../../xml/runs.ts'

const NOW = new Date(2026, 10, 27, 12, 30).getTime()
const context = {
  now: NOW,
  accounts: [
    { id: 'a1', name: '测试号', originalId: 'gh_abc' },
    { id: 'a2', name: 'Shop', originalId: '' },
  ],
}
const read = (text: string) => readFilter(text, context)

/** The terms of a filter without a fault. */
function termsOf(text: string): readonly Query[] {
  const { query, faults } = read(text)
  expect(faults).toEqual([])
  return (query as { all: readonly Query[] }).all
}

const at = (...date: [number, number, number, number?, number?]) => new Date(...date).getTime()

describe('a filter', () => {
  it.each<[string, Query[]]>([
    ['', []],
    ['  ', []],
    ['type:text', [{ key: 'type', begins: 'text' }]],
    ['TYPE:text', [{ key: 'type', begins: 'text' }]],
    ['from:oABC*', [{ key: 'from', begins: 'oABC' }]],
    ['event:"CLICK"', [{ key: 'event', is: ['CLICK'] }]],
    ['event:*', [{ key: 'event', begins: '' }]],
    ['verdict:fault', [{ key: 'verdict', is: ['fault'] }]],
    ['verdict:提示故障', [{ key: 'verdict', is: ['fault'] }]],
    [
      'verdict:fault,retried',
      [
        {
          any: [
            { key: 'verdict', is: ['fault'] },
            { key: 'verdict', is: ['retried'] },
          ],
        },
      ],
    ],
    ['took:3000', [{ key: 'durationMs', atLeast: 3000, atMost: 3000 }]],
    ['took:>=3s', [{ key: 'durationMs', atLeast: 3000 }]],
    ['took:1..2.5s', [{ key: 'durationMs', atLeast: 1000, atMost: 2500 }]],
    ['status:5xx', [{ key: 'status', atLeast: 500, atMost: 599 }]],
    ['attempt:..2', [{ key: 'attempt', atMost: 2 }]],
    ['after:30m', [{ key: 'receivedAt', atLeast: NOW - 30 * 60_000 }]],
    ['before:10:30', [{ key: 'receivedAt', atMost: at(2026, 10, 27, 10, 30) - 1 }]],
    ['after:2026-11-02', [{ key: 'receivedAt', atLeast: at(2026, 10, 2) }]],
    ['after:11-02T08:05', [{ key: 'receivedAt', atLeast: at(2026, 10, 2, 8, 5) }]],
    ['after:1700000000', [{ key: 'receivedAt', atLeast: 1_700_000_000_000 }]],
    [
      'account:测试',
      [
        {
          any: [
            { key: 'account', is: ['a1'] },
            { key: 'account', begins: '测试' },
          ],
        },
      ],
    ],
    [
      'account:GH_',
      [
        {
          any: [
            { key: 'account', is: ['a1'] },
            { key: 'account', begins: 'gh_' },
          ],
        },
      ],
    ],
    ['json:Content~"退 款"', [{ field: 'Content', comparison: 'holds', value: '退 款' }]],
    ['json:Pics.Count>=2', [{ field: 'Pics.Count', comparison: 'atLeast', value: '2' }]],
    ['json:MsgId', [{ field: 'MsgId', comparison: 'exists', value: '' }]],
    ['退款', [{ text: '退款' }]],
    ['"a \\"b\\" c"', [{ text: 'a "b" c' }]],
    ['/退.款/', [{ pattern: '退.款' }]],
    ['/a\\/b/', [{ pattern: 'a\\/b' }]],
    // A path is no regular expression.
    ['/wechat/push', [{ text: '/wechat/push' }]],
    ['http://example.com', [{ text: 'http://example.com' }]],
    ['10:30', [{ text: '10:30' }]],
    ['a-b', [{ text: 'a-b' }]],
    ['-type:text', [{ not: { key: 'type', begins: 'text' } }]],
    ['not 退款', [{ not: { text: '退款' } }]],
    ['notes', [{ text: 'notes' }]],
    ['- x', [{ text: '-' }, { text: 'x' }]],
    ['a or b', [{ any: [{ all: [{ text: 'a' }] }, { all: [{ text: 'b' }] }] }]],
    ['a and b', [{ text: 'a' }, { text: 'b' }]],
    ['a b OR c', [{ any: [{ all: [{ text: 'a' }, { text: 'b' }] }, { all: [{ text: 'c' }] }] }]],
    ['x (a | b)', [{ text: 'x' }, { all: [{ any: [{ all: [{ text: 'a' }] }, { all: [{ text: 'b' }] }] }] }]],
    // As a Chinese keyboard writes it.
    ['（verdict：fault）', [{ all: [{ key: 'verdict', is: ['fault'] }] }]],
    ['json：Content＝“好”', [{ field: 'Content', comparison: 'is', value: '好' }]],
    [
      'type：text，event',
      [
        {
          any: [
            { key: 'type', begins: 'text' },
            { key: 'type', begins: 'event' },
          ],
        },
      ],
    ],
  ])('%j is read', (text, expected) => {
    expect(termsOf(text)).toEqual(expected)
  })

  it('takes only more than the number, and only less', () => {
    const [above, below] = termsOf('took:>3000 took:＜3000') as unknown as {
      atLeast?: number
      atMost?: number
    }[]
    expect(above!.atLeast).toBeGreaterThan(3000)
    expect(above!.atLeast).toBeLessThan(3000.000001)
    expect(below!.atMost).toBeLessThan(3000)
    expect(below!.atMost).toBeGreaterThan(2999.999999)
  })

  it.each<[string, number, number, RegExp]>([
    ['verdict:bad', 8, 3, /one of accepted, ignored, retried, fault, rejected/],
    ['a verdict:', 2, 8, /verdict: needs a value, such as verdict:fault/],
    ['foo:bar', 0, 4, /no key foo:/],
    ['verdct:x', 0, 7, /did you mean verdict:/],
    ['took:many', 5, 4, /no number/],
    ['took:>', 5, 1, /no number/],
    ['took:9..', 0, 0, /^$/],
    ['status:3s', 7, 2, /no number/],
    ['after:25:00', 6, 5, /no time/],
    ['after:2026-02-30', 6, 10, /no time/],
    ['json:', 0, 5, /name of a field/],
    ['json:Content~', 5, 8, /json:Content~ needs a value/],
    ['json:Count>x', 11, 1, /cannot be compared by size/],
    ['"open', 0, 5, /quote does not end/],
    ['(a', 0, 1, /bracket does not close/],
    ['a)', 1, 1, /closes nothing/],
    ['a or', 2, 2, /both sides/],
    ['or a', 0, 2, /both sides/],
    ['a or or b', 5, 2, /both sides/],
    ['/(/', 0, 3, /regular expression is wrong/],
    ['not', 0, 3, /left out/],
    ['x'.repeat(2001), 2000, 1, /at most 2000/],
    [`${'('.repeat(1000)}a${')'.repeat(900)}`, 50, 1, /50 deep/],
    [`${'-('.repeat(400)}a`, 50, 1, /50 deep/],
  ])('%j has a fault where it is', (text, start, length, says) => {
    const { query, faults } = read(text)
    if (length === 0) return expect(faults).toEqual([])
    expect(query).toBeNull()
    expect(faults[0]).toMatchObject({ at: start, length, says: { en: expect.stringMatching(says) } })
    expect(faults[0]!.says.zh).toMatch(/[一-鿿]/)
  })

  it('says each fault of several, and keeps what is right', () => {
    const { faults, terms } = read('verdict:x type:text took:y')
    expect(faults.map((fault) => fault.at)).toEqual([8, 25])
    expect(terms).toHaveLength(3)
  })

  it('is never thrown by, whatever is written', () => {
    const part = fc.constantFrom(
      ...filterKeyNames.map((name) => `${name}:`),
      ...'()-"/,:|><=~. \\',
      'or',
      'not',
      'text',
      '退款',
      '3',
      '（',
      '：',
      '“',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.array(part, { maxLength: 30 }).map((all) => all.join('')),
        ),
        (text) => {
          const { query, faults, terms } = read(text)
          expect(query === null).toBe(faults.length > 0)
          for (const one of [...faults, ...terms]) {
            expect(one.at).toBeGreaterThanOrEqual(0)
            expect(one.at + one.length).toBeLessThanOrEqual(text.length)
          }
        },
      ),
      runs(500),
    )
  })

  it('reads the example of every key, with a value where it has none', () => {
    for (const name of filterKeyNames) {
      const { example } = FILTER_KEYS[name]
      expect(example.startsWith(`${name}:`)).toBe(true)
      expect([name, read(/[~:]$/.test(example) ? `${example}1` : example).faults]).toEqual([name, []])
    }
  })
})
