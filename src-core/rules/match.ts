import type { ExchangeMessage } from '../contract/exchange.ts'
import type { AnswerRule, RuleMatch } from '../contract/rules.ts'
import type { PatternRun, Patterns } from '../ports.ts'
import { readField } from '../exchange/receive.ts'
import type { TimeBudget } from '../time-budget.ts'

/** A pattern that takes longer than this on one message will not answer it in time. */
const PATTERN_TIMEOUT_MS = 100

/** Milliseconds of a run that do not count: starting a pattern alone takes a part of them. */
const ORDINARY_MS = 1

/**
 * Says whether a rule fits a message; `groups` are those of the regular expression, the whole match first. If it did
 * not finish, `late` says whose time was up: its own (`timeout`), or that of all together (`no-time`).
 */
export type Fit = { fits: true; groups: string[] } | { fits: false; late: 'timeout' | 'no-time' | null }

/** Throws a SyntaxError for an invalid pattern. `no-time`: other patterns have used up the time of all. */
export type MatchPattern = (pattern: string, text: string) => Promise<PatternRun['groups'] | 'no-time'>

const NO_FIT: Fit = { fits: false, late: null }

/** Finds out whether a message meets all the rule's conditions. An invalid or slow regular expression does not fit. */
export async function fitRule(
  match: RuleMatch,
  message: ExchangeMessage,
  matchPattern: MatchPattern,
): Promise<Fit> {
  if (match.type !== undefined && !isSameName(match.type, message.type)) return NO_FIT
  if (match.event !== undefined && !isSameName(match.event, message.event ?? '')) return NO_FIT
  if (match.key !== undefined && match.key !== readField(message.json, 'EventKey')) return NO_FIT
  if (match.sender !== undefined && match.sender !== message.from) return NO_FIT
  if (match.text === undefined) return { fits: true, groups: [] }
  const text = readField(message.json, 'Content') ?? readField(message.json, 'Recognition')
  return text === null ? NO_FIT : fitText(match.text, text, matchPattern)
}

async function fitText(
  { how, value }: NonNullable<RuleMatch['text']>,
  text: string,
  matchPattern: MatchPattern,
): Promise<Fit> {
  if (how !== 'regex') {
    const fits = how === 'equals' ? text === value : text.includes(value)
    return fits ? { fits, groups: [value] } : NO_FIT
  }
  try {
    const groups = await matchPattern(value, text)
    if (groups === 'timeout' || groups === 'no-time') return { fits: false, late: groups }
    return groups ? { fits: true, groups } : NO_FIT
  } catch (error) {
    if (error instanceof SyntaxError) return NO_FIT
    throw error
  }
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/**
 * Matches while there is time, both in `own` and in `all`, which patterns share. Nearly all patterns finish at once;
 * the others begin anew apart from everything else.
 */
export function limitPatterns(patterns: Patterns, own: TimeBudget, all?: TimeBudget): MatchPattern {
  function spend(ms: number): void {
    own.spend(ms)
    all?.spend(ms)
  }

  return async (pattern, text) => {
    // A pattern begins only with its full time: with less, a slow one would never be recognised as such.
    if (own.left() < 1 || (all && all.left() < PATTERN_TIMEOUT_MS)) return 'no-time'
    const quick = patterns.runQuickly(pattern, text)
    if (quick.groups !== 'timeout') {
      own.spend(quick.ms)
      all?.spend(Math.max(0, quick.ms - ORDINARY_MS))
      return quick.groups
    }
    spend(quick.ms)
    // The engine counts in whole milliseconds.
    const timeoutMs = Math.floor(Math.min(PATTERN_TIMEOUT_MS, own.left()))
    const slow = await patterns.run(pattern, text, () => (all && all.left() <= 0 ? 0 : timeoutMs))
    if (!slow) return 'no-time'
    spend(slow.ms)
    return slow.groups === 'timeout' && timeoutMs < PATTERN_TIMEOUT_MS ? 'no-time' : slow.groups
  }
}

/** The result of looking for a rule. */
export interface RuleSearch {
  found: { rule: AnswerRule; groups: string[] } | null
  /** Rules whose patterns had their full time and did not finish: they count as not fitting. */
  outOfTime: AnswerRule[]
  /** Rules for whose patterns no time was left. */
  untried: AnswerRule[]
}

/** Returns the first rule that is enabled and fits. */
export async function findRule(
  rules: readonly AnswerRule[],
  message: ExchangeMessage,
  matchPattern: MatchPattern,
): Promise<RuleSearch> {
  const search: RuleSearch = { found: null, outOfTime: [], untried: [] }
  for (const rule of rules) {
    const fit: Fit = rule.enabled ? await fitRule(rule.match, message, matchPattern) : NO_FIT
    if (fit.fits) return { ...search, found: { rule, groups: fit.groups } }
    if (fit.late === 'timeout') search.outOfTime.push(rule)
    if (fit.late === 'no-time') search.untried.push(rule)
  }
  return search
}
