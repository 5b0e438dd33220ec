import { expect, it } from 'vitest'
import type { AnswerRule } from '../../../../src-core/contract/rules.ts'
import { diagnoseRuleFault } from '../../../../src-core/diagnosis/rules/rule-fault.ts'

const createRule = (change: Partial<AnswerRule>): AnswerRule => ({
  id: 'a',
  name: '坏后端',
  enabled: true,
  match: {},
  reply: { type: 'success' },
  delayMs: 0,
  fault: 'none',
  ...change,
})

it.each<[string, Partial<AnswerRule>, string]>([
  ['HTTP 500', { fault: 'http-500' }, '500'],
  ['a cut connection', { fault: 'cut' }, '断开'],
  ['garbage', { fault: 'garbage' }, '乱码'],
  ['longer than WeChat waits', { delayMs: 5000 }, '5000 毫秒'],
  ['an earlier delivery without an answer', { fromDelivery: 3 }, '等第 3 次'],
])('%s on purpose is said, by name', (_, change, words) => {
  const [finding, ...others] = diagnoseRuleFault(createRule(change), 2)
  expect(finding).toMatchObject({ code: 'rule.fault', severity: 'info' })
  expect(finding?.title.zh).toContain('坏后端')
  expect(finding?.title.zh).toContain(words)
  expect(others).toEqual([])
})

it.each<[string, AnswerRule | undefined]>([
  ['no rule', undefined],
  ['a rule that answers', createRule({})],
  ['a rule that answers late, but in time', createRule({ delayMs: 4999 })],
  ['a rule whose delivery has come', createRule({ fromDelivery: 2 })],
])('nothing is said of %s', (_, rule) => {
  expect(diagnoseRuleFault(rule, 2)).toEqual([])
})
