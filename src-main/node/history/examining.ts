import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import { findFacts } from '../../../src-core/query/facts.ts'
import type { Facts } from '../../../src-core/query/facts.ts'
import { listPatterns, matches } from '../../../src-core/query/matches.ts'
import type { Deep } from '../../../src-core/query/matches.ts'
import { createTestPattern } from '../run-pattern.ts'
import type { TestPattern } from '../run-pattern.ts'

/** A regular expression did not come to an end, and would not elsewhere either. */
export class PatternTooSlow extends Error {}

export interface Examined {
  facts: Facts
  message: Deep['message']
}

/** Tells which exchanges match, with all that a question may look into. Throws PatternTooSlow. */
export type Examine = (query: Query, examined: readonly Examined[]) => boolean[]

/** So few texts at a time have time enough for any pattern that comes to an end. */
const FEW_TEXTS = 100

export function createExamine(): Examine {
  /** Made when a question has a pattern: it is slow to make. */
  let testPattern: TestPattern | undefined

  return (query, examined) => {
    const texts = examined.map(({ facts }) => facts.text)
    const found = new Map(
      listPatterns(query).map((pattern) => {
        testPattern ??= createTestPattern()
        const matching = testPattern(pattern, texts) ?? testInParts(testPattern, pattern, texts)
        return [pattern, matching] as const
      }),
    )
    return examined.map(({ facts, message }, index) =>
      matches(query, facts, { message, test: (pattern) => found.get(pattern)![index]! }),
    )
  }
}

export function toExamine(exchange: Exchange): Examined {
  return { facts: findFacts(exchange), message: () => exchange.message }
}

/** The watch over the time costs as much as some dozen texts: so only a slow pattern is given more of it. */
function testInParts(testPattern: TestPattern, pattern: string, texts: readonly string[]): boolean[] {
  const matching: boolean[] = []
  for (let from = 0; from < texts.length; from += FEW_TEXTS) {
    const some = testPattern(pattern, texts.slice(from, from + FEW_TEXTS))
    if (!some) throw new PatternTooSlow()
    matching.push(...some)
  }
  return matching
}
