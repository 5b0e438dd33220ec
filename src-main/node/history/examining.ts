import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import { findFacts } from '../../../src-core/query/facts.ts'
import type { Facts } from '../../../src-core/query/facts.ts'
import { listPatterns, matches } from '../../../src-core/query/matches.ts'
import { createTestPattern } from '../run-pattern.ts'
import type { TestPattern } from '../run-pattern.ts'

/** A regular expression did not come to an end, and would not elsewhere either. */
export class PatternTooSlow extends Error {}

export interface Examined {
  exchange: Exchange
  facts: Facts
}

/** Tells which exchanges match, with all that a question may look into. Throws PatternTooSlow. */
export type Examine = (query: Query, examined: readonly Examined[]) => boolean[]

export function createExamine(): Examine {
  /** Made when a question has a pattern: it is slow to make. */
  let testPattern: TestPattern | undefined

  return (query, examined) => {
    const texts = examined.map(({ facts }) => facts.text)
    const found = new Map(
      listPatterns(query).map((pattern) => {
        testPattern ??= createTestPattern()
        const matching = testPattern(pattern, texts)
        if (!matching) throw new PatternTooSlow()
        return [pattern, matching] as const
      }),
    )
    return examined.map(({ exchange, facts }, index) =>
      matches(query, facts, {
        message: () => exchange.message,
        test: (pattern) => found.get(pattern)![index]!,
      }),
    )
  }
}

export function toExamine(exchange: Exchange): Examined {
  return { exchange, facts: findFacts(exchange) }
}
