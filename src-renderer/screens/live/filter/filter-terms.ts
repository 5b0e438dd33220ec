/** Returns true if this term stands alone in the filter. */
export function hasTerm(filter: string, term: string): boolean {
  return ` ${filter} `.includes(` ${term} `)
}

/** Adds the term, or takes it away if it is there. An `or` is put in brackets, or the term would belong to one side. */
export function toggleTerm(filter: string, term: string): string {
  if (hasTerm(filter, term)) return ` ${filter} `.replace(` ${term} `, ' ').trim()
  const whole = /(?:^|\s)(?:or|\|)(?:\s|$)/i.test(filter) ? `(${filter.trim()})` : filter.trim()
  return `${whole} ${term}`.trim()
}
