/** More would be the whole list. */
const KEPT = 8

/** Returns the ids used lately, the last one first, after another was used. */
export function withRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, KEPT)
}
