import type { Account } from '../contract/account.ts'
import type { Exchange, ExchangeMessage } from '../contract/exchange.ts'
import type { PhoneView } from '../contract/phone-view.ts'
import type { Query } from '../contract/query.ts'
import type { AnswerRule, RuleTrial } from '../contract/rules.ts'
import { judgeAnswer } from '../diagnosis/answer.ts'
import { createMessageReply } from '../exchange/answer.ts'
import { composeFor } from '../exchange/compose.ts'
import { createPhoneView } from '../phone/phone-view.ts'
import { findRule, fitRule, limitPatterns } from './match.ts'
import { fillDraft, findUnknownPlaceholders } from './template.ts'
import { createTimeBudget } from '../time-budget.ts'
import type { Ports } from '../ports.ts'

const EXAMINED = 500
const EXAMPLES = 10

/** The time that a pattern may take on all messages together, and the time after which others get a turn. */
const TRIAL_PATTERN_MS = 1000
const TURN_MS = 20

/**
 * Returns what a rule would have done to the newest messages of an account. Counts each message once; sends nothing.
 */
export async function tryRule(ports: Ports, account: Account, rule: AnswerRule): Promise<RuleTrial> {
  const { clock } = ports
  const matchPattern = limitPatterns(ports.patterns, createTimeBudget(clock, 0, TRIAL_PATTERN_MS))
  const trial: RuleTrial = {
    examined: 0,
    matched: 0,
    answeredBefore: 0,
    examples: [],
    timedOut: 0,
    unknown: [],
  }
  const unknown: string[][] = []
  const place = account.rules.findIndex(({ id }) => id === rule.id)
  const earlier = place === -1 ? account.rules : account.rules.slice(0, place)
  let turnBegan = clock.monotonic()
  for (const { message, summary, receivedAt } of listMessages(ports, account)) {
    trial.examined++
    const fit = await fitRule(rule.match, message, matchPattern)
    if (!fit.fits) {
      if (fit.late) trial.timedOut++
    } else {
      trial.matched++
      const { found } = await findRule(earlier, message, matchPattern)
      if (found) trial.answeredBefore++
    }
    if (fit.fits && trial.matched <= EXAMPLES) {
      const values = { message, groups: fit.groups }
      const body = composeFor(fillDraft(rule.reply, values), message, receivedAt)
      trial.examples.push({
        exchange: summary,
        body,
        phone: body === null ? null : foresee(body, message, receivedAt),
      })
      unknown.push(findUnknownPlaceholders(rule.reply, values))
    }
    if (clock.monotonic() - turnBegan > TURN_MS) {
      await new Promise<void>((resolve) => clock.after(0, resolve))
      turnBegan = clock.monotonic()
    }
  }
  const [first = [], ...others] = unknown
  trial.unknown = first.filter((name) => others.every((names) => names.includes(name)))
  return trial
}

/** Returns what the user would see of a body that is sent in the clear and in time. */
function foresee(body: string, message: ExchangeMessage, receivedAt: number): PhoneView | null {
  const { http } = createMessageReply(body, 'rule', null)
  const judgement = judgeAnswer({ ...http, durationMs: 0 }, { message })
  return createPhoneView({ message, receivedAt, attempt: 1 }, { ...judgement, body: http.body })
}

/** Yields genuine messages of the account, newest first, without retries or damaged records. */
function* listMessages({ history }: Ports, account: Account) {
  const where: Query = {
    all: [
      { key: 'direction', is: ['in'] },
      { key: 'account', is: [account.id] },
      { key: 'attempt', is: [1] },
      { not: { key: 'verdict', is: ['rejected'] } },
      { not: { key: 'type', is: [null] } },
    ],
  }
  for (const summary of history.list({ where, limit: EXAMINED }).items) {
    const { message, receivedAt }: Partial<Exchange> = history.get(summary.id) ?? {}
    if (message && receivedAt !== undefined) yield { message, summary, receivedAt }
  }
}
