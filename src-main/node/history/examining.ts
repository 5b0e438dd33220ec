import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import { findFacts } from '../../../src-core/query/facts.ts'
import type { Facts } from '../../../src-core/query/facts.ts'
import { matches } from '../../../src-core/query/matches.ts'
import { createRunPattern } from '../run-pattern.ts'
import type { RunPattern } from '../run-pattern.ts'

/** Milliseconds for one text: an ordinary pattern takes a twentieth of one. */
const PATTERN_MS = 20

/** A regular expression did not come to an end on one text, so that it would not on others either. */
export class PatternTooSlow extends Error {}

/** Tells whether an exchange matches, with all that a question may look into. Throws PatternTooSlow. */
export type Examine = (query: Query, exchange: Exchange, facts?: Facts) => boolean

export function createExamine(): Examine {
  /** Made when a question has a pattern: it is slow to make. */
  let runPattern: RunPattern | undefined

  function test(pattern: string, text: string): boolean {
    runPattern ??= createRunPattern()
    const { groups } = runPattern(pattern, text, PATTERN_MS, 'iu')
    if (groups === 'timeout') throw new PatternTooSlow()
    return groups !== null
  }

  return (query, exchange, facts = findFacts(exchange)) =>
    matches(query, facts, { message: () => exchange.message, test })
}
