import { hasTerm, toggleTerm } from '../filter/filter-terms.ts'

/** Returns the term that finds the exchanges of an issue: in quotes, since one code may begin another. */
function termOf(code: string): string {
  return `code:"${code}"`
}

/** Returns true if the filter shows this issue. */
export function showsIssue(filter: string, code: string): boolean {
  return hasTerm(filter, termOf(code))
}

/** Makes the filter show this issue alone, or no issue if it shows this one already; the rest of it stays. */
export function toggleIssue(filter: string, code: string): string {
  const rest = withoutIssues(filter)
  return showsIssue(filter, code) ? rest : toggleTerm(rest, termOf(code))
}

/**
 * Takes the terms of issues away, so that the panel speaks of all issues while the list shows one. A term that `or` or `not`
 * joins to another is a part of a condition, and stays.
 */
export function withoutIssues(filter: string): string {
  const whole = ` ${filter} `
  return whole
    .replace(/ code:"[\w.-]+"(?= )/g, (term, at: number) => {
      const isJoined =
        /\s(?:or|\||not)$/i.test(whole.slice(0, at)) || /^\s(?:or|\|)\s/i.test(whole.slice(at + term.length))
      return isJoined ? term : ''
    })
    .trim()
}
