import type { Account } from '../contract/account.ts'
import type { ExchangeMessage } from '../contract/exchange.ts'
import type { AnswerRule } from '../contract/rules.ts'
import type { RuleTimes } from '../diagnosis/rules/rule-time.ts'
import { findRule, limitPatterns } from './match.ts'
import type { RuleSearch } from './match.ts'
import { createTimeBudget } from '../time-budget.ts'
import type { Ports } from '../ports.ts'

/**
 * Milliseconds in each second that patterns may take beyond the ordinary, and that all patterns may take on one
 * message. Any follower of an account can send the text on which a pattern runs on, as often as they like.
 */
const PATTERN_MS_PER_SECOND = 250
const MESSAGE_PATTERN_MS = 200

/** The number of times that a rule may run out of time before it is switched off. */
const STRIKES = 3

export type FindRule = (
  account: Account,
  message: ExchangeMessage,
) => Promise<{ found: RuleSearch['found']; times: RuleTimes }>

/** Finds the rule that answers a message. `switchOff` is called with a rule that has run out of time too often. */
export function createRuleFinder(
  ports: Pick<Ports, 'clock' | 'patterns'>,
  switchOff: (account: Account, rule: AnswerRule) => void,
): FindRule {
  const budget = createTimeBudget(ports.clock, PATTERN_MS_PER_SECOND)
  const strikes = new Map<string, number>()

  /** Returns true if that was once too often. A changed pattern in the same rule starts from zero. */
  function strike(account: Account, { id, match }: AnswerRule): boolean {
    const key = JSON.stringify([account.id, id, match.text?.value])
    const count = (strikes.get(key) ?? 0) + 1
    if (count < STRIKES) strikes.set(key, count)
    else strikes.delete(key)
    return count >= STRIKES
  }

  return async (account, message) => {
    const own = createTimeBudget(ports.clock, 0, MESSAGE_PATTERN_MS)
    const { found, ...late } = await findRule(
      account.rules,
      message,
      limitPatterns(ports.patterns, own, budget),
    )
    const switchedOff = late.outOfTime.filter((rule) => strike(account, rule))
    for (const rule of switchedOff) switchOff(account, rule)
    const outOfTime = late.outOfTime.filter((rule) => !switchedOff.includes(rule))
    return { found, times: { outOfTime, untried: late.untried, switchedOff } }
  }
}
