import { foldKey } from '../../../src-core/query/matches.ts'

/** Values are counted among so many of the newest exchanges: what one looks for came lately. */
export const VALUES_LOOKED_AT = 5000

/** Counts the values that begin so, in whatever case; the most frequent first. */
export function countValues(
  values: Iterable<string>,
  begins: string,
  limit: number,
): { value: string; count: number }[] {
  const wanted = foldKey(begins)
  const counts = new Map<string, number>()
  for (const value of values)
    if (value !== '' && foldKey(value).startsWith(wanted)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, limit)
}
