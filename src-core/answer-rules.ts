import type { RuleTrial, AnswerRule } from './contract/rules.ts'
import type { Account } from './contract/account.ts'
import { fitRule } from './exchange/rules.ts'
import type { Ports } from './ports.ts'

const EXAMINED = 500
const EXAMPLES = 10

/** What a rule would have done to the newest messages of an account; nothing is sent. */
export function tryRule({ history, matchRegex }: Ports, account: Account, rule: AnswerRule): RuleTrial {
  const trial: RuleTrial = { examined: 0, matched: 0, examples: [], timedOut: 0 }
  for (const summary of history.list({ limit: EXAMINED }).items) {
    const message = summary.account === account.id ? history.get(summary.id)?.message : null
    if (!message) continue
    trial.examined++
    const fit = fitRule(rule.match, message, matchRegex)
    if (!fit.fits) {
      if (fit.timedOut) trial.timedOut++
      continue
    }
    trial.matched++
    if (trial.examples.length < EXAMPLES) trial.examples.push({ exchange: summary, body: null })
  }
  return trial
}
