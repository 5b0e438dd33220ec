/** One side of a comparison. */
export interface Compared {
  id: string
  name: string
}

export type Pair = readonly [left: Compared, right: Compared]

/**
 * Returns what is taken after one more exchange: it waits as the first one, or makes a pair with that. Taking the first
 * one again puts it back.
 */
export function takeExchange(
  first: Compared | null,
  next: Compared,
): { first: Compared | null; pair: Pair | null } {
  if (first === null) return { first: next, pair: null }
  return { first: null, pair: first.id === next.id ? null : [first, next] }
}
