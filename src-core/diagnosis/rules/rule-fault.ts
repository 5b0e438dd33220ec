import type { Finding } from '../../contract/exchange.ts'
import type { AnswerRule } from '../../contract/rules.ts'
import type { Bilingual } from '../../contract/text.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import { createFinding } from '../finding.ts'

const SENT: Record<Exclude<AnswerRule['fault'], 'none'>, Bilingual> = {
  'http-500': { zh: '按设置返回了 HTTP 500', en: 'returned HTTP 500' },
  cut: { zh: '按设置断开了连接，没有回复', en: 'cut the connection without a reply' },
  garbage: { zh: '按设置回复了一段乱码', en: 'sent bytes that are no reply' },
}

/**
 * Says that a rule misbehaved on purpose, so that nobody looks for the mistake elsewhere. `rule` is the one that
 * answered delivery `attempt`; a delay counts only if it takes longer than WeChat waits.
 */
export function diagnoseRuleFault(rule: AnswerRule | undefined, attempt: number): Finding[] {
  const what = rule && explainFault(rule, attempt)
  if (!what) return []
  return [
    createFinding('rule.fault', {
      title: {
        zh: `规则「${rule.name}」${what.zh}`,
        en: `The rule “${rule.name}” ${what.en}, as it was told to`,
      },
      detail: {
        zh: '这是规则里设定的测试行为，不是故障。其余诊断说明微信会怎样看待它。',
        en: 'The rule does so to test with; nothing is broken. The other findings say what WeChat makes of it.',
      },
      fix: {
        zh: '不再需要时，在规则里改掉「等待」「推送次数」和「模拟故障」，或关闭这条规则。',
        en: 'When you are done, change “Wait”, “From delivery” and “Simulated fault” of the rule, or switch it off.',
      },
    }),
  ]
}

function explainFault({ fault, delayMs, fromDelivery = 1 }: AnswerRule, attempt: number): Bilingual | null {
  if (attempt < fromDelivery)
    return {
      zh: `按设置不回复第 ${attempt} 次推送，等第 ${fromDelivery} 次`,
      en: `left delivery ${attempt} without a reply and waits for delivery ${fromDelivery}`,
    }
  if (fault !== 'none') return SENT[fault]
  if (delayMs < REPLY_DEADLINE_MS) return null
  return { zh: `按设置等了 ${delayMs} 毫秒才回复`, en: `waited ${delayMs} ms before it replied` }
}
