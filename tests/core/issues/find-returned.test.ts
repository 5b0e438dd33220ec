import { describe, expect, it } from 'vitest'
import { ABSENT_EXCHANGES } from '../../../src-core/contract/issue-bounds.ts'
import { createReturning } from '../../../src-core/issues/find-returned.ts'
import type { Surveyed } from '../../../src-core/ports/history.ts'
import { createSurveyed } from './surveyed.ts'

/** `x`: an exchange with the issue. `.`: a genuine one without. `~`: one that is not genuine. `|`: the moment of the mark. */
function isBack(drawn: string): boolean {
  const exchanges: Surveyed[] = []
  let markedAt = 0
  for (const [n, sign] of [...drawn].entries()) {
    if (sign === '|') markedAt = n * 1000
    else
      exchanges.push(
        createSurveyed(n, { codes: sign === 'x' ? ['reply.not-xml'] : [], genuine: sign !== '~' }),
      )
  }
  const returning = createReturning(new Map([['reply.not-xml', markedAt]]))
  for (const one of exchanges.toReversed()) returning.add(one)
  return returning.returned.has('reply.not-xml')
}

const without = (count: number, sign = '.') => sign.repeat(count)
const ENOUGH = ABSENT_EXCHANGES

describe('an issue that was understood', () => {
  it.each([
    ['after 20 without it', `x|${without(ENOUGH)}x`, true],
    ['after 19 without it', `x|${without(ENOUGH - 1)}x`, false],
    ['if it goes on as before', `x|${'x.'.repeat(60)}`, false],
    ['if it has not come again', `x|${without(100)}`, false],
    ['if some of the 20 came before the mark', `x.|${without(ENOUGH - 1)}x`, false],
    ['if the 20 are not in a row', `x|${without(10)}x${without(10)}x`, false],
    ['if it came back earlier and goes on since', `x|${without(ENOUGH)}${'x'.repeat(50)}`, true],
    ['after 20 of which one is not genuine', `x|${without(ENOUGH - 1)}~x`, false],
    ['after 20, with others among them that are not genuine', `x|~${without(10)}~~${without(10)}x`, true],
    ['if what comes after the last one is long without it', `x|${without(5)}x${without(50)}`, false],
  ])('is back %s: %s is %s', (_what, drawn, expected) => {
    expect(isBack(drawn)).toBe(expected)
  })

  it('is looked for no further than it takes, each by its own mark', () => {
    const returning = createReturning(
      new Map([
        ['reply.not-xml', 0],
        ['reply.too-late', 5000],
      ]),
    )
    const both = createSurveyed(40, { codes: ['reply.not-xml', 'reply.too-late'] })
    const older = Array.from({ length: 40 }, (_, n) => createSurveyed(39 - n))
    const goesOn = [both, ...older].map((one) => returning.add(one))
    expect(goesOn.indexOf(false)).toBe(ENOUGH)
    expect([...returning.returned]).toEqual(['reply.not-xml', 'reply.too-late'])
  })
})
