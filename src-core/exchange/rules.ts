import type { ExchangeMessage } from '../contract/exchange.ts'
import type { AnswerRule, RuleMatch } from '../contract/rules.ts'
import type { Clock, MatchRegex } from '../ports.ts'
import { readField } from './receive.ts'
import type { TimeBudget } from './time-budget.ts'

/** A pattern that takes longer on one message is not going to answer it in time. */
const REGEX_TIMEOUT_MS = 100

/** What all patterns together may take of one message: nothing else is answered meanwhile. */
const MESSAGE_REGEX_MS = 200

/** What a pattern may take without its counting: to run one at all takes a part of it. */
const ORDINARY_MS = 1

/**
 * How a rule and a message fit; `groups` are those of the regular expression, the whole match first. Where it came to no
 * end, `late` says whose time was up: its own (`timeout`), or that of all together (`no-time`).
 */
export type Fit = { fits: true; groups: string[] } | { fits: false; late: 'timeout' | 'no-time' | null }

/** As the port has it, with a bound on all calls together: beyond it the result is `no-time`. */
export type LimitedMatch = (...question: Parameters<MatchRegex>) => ReturnType<MatchRegex> | 'no-time'

const NO_FIT: Fit = { fits: false, late: null }

/** Whether all that the rule asks for is so. A regular expression that is none, or takes too long, does not fit. */
export function fitRule(match: RuleMatch, message: ExchangeMessage, matchRegex: LimitedMatch): Fit {
  if (match.type !== undefined && !isSameName(match.type, message.type)) return NO_FIT
  if (match.event !== undefined && !isSameName(match.event, message.event ?? '')) return NO_FIT
  if (match.key !== undefined && match.key !== readField(message.json, 'EventKey')) return NO_FIT
  if (match.sender !== undefined && match.sender !== message.from) return NO_FIT
  if (match.text === undefined) return { fits: true, groups: [] }
  const text = readField(message.json, 'Content') ?? readField(message.json, 'Recognition')
  return text === null ? NO_FIT : fitText(match.text, text, matchRegex)
}

function fitText(
  { how, value }: NonNullable<RuleMatch['text']>,
  text: string,
  matchRegex: LimitedMatch,
): Fit {
  if (how !== 'regex') {
    const fits = how === 'equals' ? text === value : text.includes(value)
    return fits ? { fits, groups: [value] } : NO_FIT
  }
  try {
    const groups = matchRegex(value, text, REGEX_TIMEOUT_MS)
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

/** Patterns that have `totalMs` together: those that follow are not tried. */
export function limitRegexTime(matchRegex: MatchRegex, clock: Clock, totalMs: number): LimitedMatch {
  let left = totalMs
  return (pattern, text, timeoutMs) => {
    // The engine counts in whole milliseconds.
    const timeout = Math.min(timeoutMs, Math.floor(left))
    if (timeout < 1) return 'no-time'
    const startedAt = clock.monotonic()
    try {
      const groups = matchRegex(pattern, text, timeout)
      return groups === 'timeout' && timeout < timeoutMs ? 'no-time' : groups
    } finally {
      left -= clock.monotonic() - startedAt
    }
  }
}

/** Patterns that have, besides, what is left of a budget of all messages. */
export function limitMessageRegexTime(
  { matchRegex, clock }: { matchRegex: MatchRegex; clock: Clock },
  budget: TimeBudget,
): LimitedMatch {
  const counted: MatchRegex = (...question) => {
    const startedAt = clock.monotonic()
    try {
      return matchRegex(...question)
    } finally {
      budget.spend(Math.max(0, clock.monotonic() - startedAt - ORDINARY_MS))
    }
  }
  const left = budget.left()
  // With less than one pattern may take, a slow one would never be seen to be at fault.
  return limitRegexTime(counted, clock, left < REGEX_TIMEOUT_MS ? 0 : Math.min(MESSAGE_REGEX_MS, left))
}

/** What looking for a rule came to. */
export interface RuleSearch {
  found: { rule: AnswerRule; groups: string[] } | null
  /** Whose pattern had its time and came to no end: it counts as not fitting. */
  outOfTime: AnswerRule[]
  /** For whose pattern there was no time left. */
  untried: AnswerRule[]
}

/** The first rule that is switched on and fits. */
export function findRule(
  rules: readonly AnswerRule[],
  message: ExchangeMessage,
  matchRegex: LimitedMatch,
): RuleSearch {
  const search: RuleSearch = { found: null, outOfTime: [], untried: [] }
  for (const rule of rules) {
    const fit: Fit = rule.enabled ? fitRule(rule.match, message, matchRegex) : NO_FIT
    if (fit.fits) return { ...search, found: { rule, groups: fit.groups } }
    if (fit.late === 'timeout') search.outOfTime.push(rule)
    if (fit.late === 'no-time') search.untried.push(rule)
  }
  return search
}
