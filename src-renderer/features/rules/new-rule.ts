import type { ExchangeMessage } from '../../../src-core/contract/exchange.ts'
import { fieldsOf } from '../../../src-core/contract/message-fields.ts'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import { RULE_NAME_MAX, RULE_TEXT_MAX } from '../../../src-core/contract/limits.ts'
import type { AnswerRule, RuleMatch } from '../../../src-core/contract/rules.ts'

/** Returns a rule in which nothing is filled in yet, switched off. */
export function createRule(): AnswerRule {
  return {
    id: createRuleId(),
    name: '',
    enabled: false,
    match: {},
    reply: { type: 'text', content: '' },
    delayMs: 0,
    fault: 'none',
  }
}

/** Returns a copy under a new id, switched off: two rules that fit alike would hide one another. */
export function copyRule(rule: AnswerRule, name: string): AnswerRule {
  return { ...rule, id: createRuleId(), name: toRuleName(name), enabled: false }
}

/** Returns the text in one line, cut to the length of a name without cutting a character in half. */
export function toRuleName(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.slice(0, RULE_NAME_MAX).replace(/[\uD800-\uDBFF]$/, '')
}

/** Returns a rule for messages like this one, from any sender. If `draft` is null, its reply is still to be written. */
export function createRuleFrom(message: ExchangeMessage, draft: ReplyDraft | null): AnswerRule {
  const match = createMatch(message)
  const name = match.text?.value ?? [match.event, match.key].filter(Boolean).join(' ')
  return {
    ...createRule(),
    name: toRuleName(name || message.type),
    match,
    ...(draft && { reply: draft }),
  }
}

/** Uses type, event and key, and the text if there is one: they tell this message from others of its sender. */
function createMatch({ type, event, json }: ExchangeMessage): RuleMatch {
  const key = readText(json, 'EventKey')
  const text = readText(json, 'Content') || readText(json, 'Recognition')
  return {
    ...(type && { type }),
    ...(event && { event }),
    ...(key && { key }),
    ...(text && text.length <= RULE_TEXT_MAX && { text: { how: 'equals', value: text } }),
  }
}

function readText(json: unknown, name: string): string {
  const value = fieldsOf(json)[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Does not use `randomUUID`, which exists only on pages that the browser considers secure. */
function createRuleId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
