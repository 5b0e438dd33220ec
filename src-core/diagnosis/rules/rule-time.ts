import type { Finding } from '../../contract/exchange.ts'
import type { AnswerRule } from '../../contract/rules.ts'
import { createFinding } from '../finding.ts'

/** Rules whose regular expressions ran out of time. */
export interface RuleTimes {
  /** Used up its own time without finishing. */
  outOfTime: readonly AnswerRule[]
  /** Not tried, or not finished, since the time of all rules together was used up. */
  untried: readonly AnswerRule[]
  /** Switched off, since this happened again and again. */
  switchedOff: readonly AnswerRule[]
}

const NAMES_SHOWN = 3

/** Says why a rule that might have fitted did not answer. */
export function diagnoseRuleTimes({ outOfTime, untried, switchedOff }: RuleTimes): Finding[] {
  return [
    ...(switchedOff.length > 0 ? [createSwitchedOff(switchedOff)] : []),
    ...(outOfTime.length > 0 ? [createOutOfTime(outOfTime)] : []),
    ...(untried.length > 0 ? [createUntried(untried)] : []),
  ]
}

function createSwitchedOff(rules: readonly AnswerRule[]): Finding {
  const { zh, en } = nameRules(rules)
  return createFinding('rule.switched-off', {
    title: { zh: `规则${zh}已关闭：正则又超时了`, en: `${en} was switched off: out of time once more` },
    detail: {
      zh: '它的正则表达式三次没能在 100 毫秒内得出结果。任何用户都可以发这样的文字，用完所有规则的时间，所以关掉了它。',
      en: 'Three times its regular expression came to no result within 100 ms. Any user can send such a text and use up the time of all rules, so it was switched off.',
    },
    fix: {
      zh: '改写正则：避免 (a+)+、(.*a){20} 这样嵌套的重复，修改后在规则里重新打开。',
      en: 'Rewrite the pattern without nested repetitions such as (a+)+ or (.*a){20}, then switch the rule on again.',
    },
  })
}

function createOutOfTime(rules: readonly AnswerRule[]): Finding {
  const { zh, en } = nameRules(rules)
  return createFinding('rule.out-of-time', {
    title: { zh: `规则${zh}的正则超时，没有匹配`, en: `${en}: the pattern ran out of time and did not fit` },
    detail: {
      zh: '正则表达式在 100 毫秒内没有得出结果，按不匹配处理。满三次就会关闭这条规则。',
      en: 'The regular expression came to no result within 100 ms, which counts as no match. After the third time the rule is switched off.',
    },
    fix: {
      zh: '改写正则：避免 (a+)+、(.*a){20} 这样嵌套的重复。',
      en: 'Rewrite the pattern without nested repetitions such as (a+)+ or (.*a){20}.',
    },
  })
}

function createUntried(rules: readonly AnswerRule[]): Finding {
  const { zh, en } = nameRules(rules)
  return createFinding('rule.untried', {
    title: { zh: `规则${zh}没有试：正则的时间用完了`, en: `${en}: not tried, no time was left for patterns` },
    detail: {
      zh: '所有消息的正则表达式每秒只能用有限的时间，慢的正则已经把它用完。这条消息由不用正则的规则或设定的回复方式来回复。',
      en: 'The patterns of all messages have only so much time in each second, and slow ones had used it up. This message was left to the rules without a pattern and to the kind of reply that is set.',
    },
    fix: {
      zh: '找出超时的规则，改写它的正则，或者关掉它。',
      en: 'Find the rule that runs out of time; rewrite its pattern or switch it off.',
    },
  })
}

function nameRules(rules: readonly AnswerRule[]): { zh: string; en: string } {
  const shown = rules.slice(0, NAMES_SHOWN)
  const more = rules.length - shown.length
  const zh = shown.map(({ name }) => `「${name}」`).join('')
  const en = shown.map(({ name }) => `“${name}”`).join(', ')
  const noun = rules.length === 1 ? 'Rule' : 'Rules'
  return more > 0
    ? { zh: `${zh}等 ${rules.length} 条`, en: `${noun} ${en} and ${more} more` }
    : { zh, en: `${noun} ${en}` }
}
