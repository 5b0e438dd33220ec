import type { ExchangeMessage } from '../contract/exchange.ts'
import type { AnswerRule, RuleMatch } from '../contract/rules.ts'
import type { Clock, MatchRegex } from '../ports.ts'
import { readField } from './receive.ts'

/** A pattern that takes longer on one message is not going to answer it in time. */
const REGEX_TIMEOUT_MS = 100

/** What all patterns together may take of one message: nothing else is answered meanwhile. */
const MESSAGE_REGEX_MS = 200

/** How a rule and a message fit; `groups` are those of the regular expression, the whole match first. */
export type Fit = { fits: true; groups: string[] } | { fits: false; timedOut: boolean }

const NO_FIT: Fit = { fits: false, timedOut: false }

/** Whether all that the rule asks for is so. A regular expression that is none, or takes too long, does not fit. */
export function fitRule(match: RuleMatch, message: ExchangeMessage, matchRegex: MatchRegex): Fit {
  if (match.type !== undefined && !isSameName(match.type, message.type)) return NO_FIT
  if (match.event !== undefined && !isSameName(match.event, message.event ?? '')) return NO_FIT
  if (match.key !== undefined && match.key !== readField(message.json, 'EventKey')) return NO_FIT
  if (match.sender !== undefined && match.sender !== message.from) return NO_FIT
  if (match.text === undefined) return { fits: true, groups: [] }
  const text = readField(message.json, 'Content') ?? readField(message.json, 'Recognition')
  return text === null ? NO_FIT : fitText(match.text, text, matchRegex)
}

function fitText({ how, value }: NonNullable<RuleMatch['text']>, text: string, matchRegex: MatchRegex): Fit {
  if (how !== 'regex') {
    const fits = how === 'equals' ? text === value : text.includes(value)
    return fits ? { fits, groups: [value] } : NO_FIT
  }
  try {
    const groups = matchRegex(value, text, REGEX_TIMEOUT_MS)
    if (groups === 'timeout') return { fits: false, timedOut: true }
    return groups ? { fits: true, groups } : NO_FIT
  } catch (error) {
    if (error instanceof SyntaxError) return NO_FIT
    throw error
  }
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** Patterns that have `totalMs` together: once it is used up, each that follows is out of time at once. */
export function limitRegexTime(matchRegex: MatchRegex, clock: Clock, totalMs: number): MatchRegex {
  let left = totalMs
  return (pattern, text, timeoutMs) => {
    // The engine counts in whole milliseconds.
    const timeout = Math.min(timeoutMs, Math.floor(left))
    if (timeout < 1) return 'timeout'
    const startedAt = clock.monotonic()
    try {
      return matchRegex(pattern, text, timeout)
    } finally {
      left -= clock.monotonic() - startedAt
    }
  }
}

/** The first rule that is switched on and fits; one whose pattern is out of time does not. */
export function findRule(
  rules: readonly AnswerRule[],
  message: ExchangeMessage,
  ports: { matchRegex: MatchRegex; clock: Clock },
): { rule: AnswerRule; groups: string[] } | null {
  const matchRegex = limitRegexTime(ports.matchRegex, ports.clock, MESSAGE_REGEX_MS)
  for (const rule of rules) {
    const fit: Fit = rule.enabled ? fitRule(rule.match, message, matchRegex) : NO_FIT
    if (fit.fits) return { rule, groups: fit.groups }
  }
  return null
}
