import type { Verdict } from '../../../src-core/contract/exchange.ts'
import type { FilterTally } from '../../../src-core/contract/filter.ts'

type Told = { verdict: Verdict; type: string | null }

/** Counts exchanges by verdict and type; a million of them have few different ones. */
export interface Tallying {
  /** Adds an exchange. Returns the number of its kind, to be given to `remove`. */
  add(told: Told): number
  remove(kind: number): void
  tally(): FilterTally
}

export function createTallying(): Tallying {
  const kinds: (Told & { count: number })[] = []
  const numbers = new Map<string, number>()

  function countBy<Key extends 'verdict' | 'type'>(key: Key): { value: Told[Key]; count: number }[] {
    const counts = new Map<Told[Key], number>()
    for (const kind of kinds)
      if (kind.count > 0) counts.set(kind[key], (counts.get(kind[key]) ?? 0) + kind.count)
    return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count)
  }

  return {
    add({ verdict, type }) {
      const name = `${verdict} ${type === null ? '' : `=${type}`}`
      let kind = numbers.get(name)
      if (kind === undefined) {
        kind = kinds.push({ verdict, type, count: 0 }) - 1
        numbers.set(name, kind)
      }
      kinds[kind]!.count++
      return kind
    },
    remove: (kind) => void kinds[kind]!.count--,
    tally: () => ({ verdicts: countBy('verdict'), types: countBy('type') }),
  }
}
