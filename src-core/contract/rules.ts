import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { ExchangeSummary } from './exchange.ts'
import { RULE_NAME_MAX, RULE_TEXT_MAX, RULES_MAX } from './limits.ts'
import type { PhoneView } from './phone-view.ts'
import { replyDraftSchema } from './reply-draft.ts'
import type { Undoable } from './undo.ts'

/** The longest condition of a rule besides its text, in UTF-16 units. */
export const RULE_CONDITION_MAX = 500

/** The longest delay of a rule's answer. */
export const RULE_DELAY_MAX_MS = 60_000

/** The last delivery on which a rule can answer: WeChat makes three. */
export const RULE_DELIVERY_MAX = 3

const short = v.pipe(v.string(), v.maxLength(RULE_CONDITION_MAX))

/**
 * The messages that a rule answers. All given conditions have to fit; a rule without conditions fits every message.
 * Types and events are compared without regard to letter case, since WeChat's own spelling varies; everything else
 * exactly.
 */
export const ruleMatchSchema = v.strictObject({
  /** MsgType. */
  type: v.optional(short),
  /** Event. */
  event: v.optional(short),
  /** EventKey. */
  key: v.optional(short),
  /** A text's Content, or the recognised text of a voice message. */
  text: v.optional(
    v.strictObject({
      how: v.picklist(['contains', 'equals', 'regex']),
      value: v.pipe(v.string(), v.nonEmpty(), v.maxLength(RULE_TEXT_MAX)),
    }),
  ),
  /** FromUserName. */
  sender: v.optional(short),
})
export type RuleMatch = v.InferOutput<typeof ruleMatchSchema>

/**
 * Answers some messages by itself. In the texts of `reply`, `{{Content}}` or any other path of the message stands for
 * its value, and `{{1}}` for the first group of the regular expression.
 *
 * `delayMs` and `fault` test the other side: the reply comes late, or is HTTP 500, or the connection is cut without a
 * reply, or the reply is garbage.
 */
export const answerRuleSchema = v.strictObject({
  id: idSchema,
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(RULE_NAME_MAX)),
  enabled: v.boolean(),
  match: ruleMatchSchema,
  reply: replyDraftSchema,
  delayMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(RULE_DELAY_MAX_MS)),
  fault: v.picklist(['none', 'http-500', 'cut', 'garbage']),
  /**
   * The first delivery of a message that is answered; the ones before it get no answer until the sender hangs up. Slow
   * back ends win ten seconds that way. 1 if left out.
   */
  fromDelivery: v.exactOptional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(RULE_DELIVERY_MAX)),
  ),
})
export type AnswerRule = v.InferOutput<typeof answerRuleSchema>

/** The stored rules of an account. */
export const answerRulesSchema = v.pipe(v.array(answerRuleSchema), v.maxLength(RULES_MAX))

/**
 * Refuses an invalid regular expression (ECMAScript, with the flag `u`), with the engine's reason. Only new rules are
 * checked: a newer engine may have taken a stored pattern that this one does not know, and that must not cost the
 * settings file.
 */
export function checkRegex<Rule extends { match: RuleMatch }>() {
  return v.rawCheck<Rule>(({ dataset, addIssue }) => {
    const text = dataset.typed ? dataset.value.match.text : undefined
    const message = text?.how === 'regex' ? explainRegex(text.value) : null
    if (message === null) return
    const at = (input: object, key: string) =>
      ({ type: 'object', origin: 'value', input: { ...input }, key, value: Reflect.get(input, key) }) as const
    const { value } = dataset as { value: Rule }
    addIssue({ message, path: [at(value, 'match'), at(value.match, 'text'), at(text!, 'value')] })
  })
}

function explainRegex(pattern: string): string | null {
  try {
    RegExp(pattern, 'u')
    return null
  } catch (error) {
    // The engine repeats the pattern, which may be long, before its reason.
    return (error as Error).message.split(': ').at(-1)!
  }
}

/** A rule as somebody submits it. */
export const givenRuleSchema = v.pipe(answerRuleSchema, checkRegex())
export const givenRulesSchema = v.pipe(v.array(givenRuleSchema), v.maxLength(RULES_MAX))

/** A stored message, and the answer that a rule would give to it. */
export interface RuleExample {
  exchange: ExchangeSummary
  /** The body that would be sent; null if the draft cannot be written for this message. */
  body: string | null
  /** What the user would see of this body, sent in time; null if there is none. */
  phone: PhoneView | null
}

/** The result of trying a rule on stored messages. */
export interface RuleTrial {
  /** The number of messages looked at, newest first. */
  examined: number
  /** The number of them that fit. */
  matched: number
  /** The number of fitting messages that an earlier, enabled rule would answer instead. */
  answeredBefore: number
  /** The newest that fit. */
  examples: RuleExample[]
  /** The number of messages on which the regular expression ran out of time. They count as not fitting. */
  timedOut: number
  /** Placeholders of the reply that have no value in any example. */
  unknown: string[]
}

export const rulesCommands = {
  /** INVALID_INPUT also if its regular expression is invalid. */
  'rule.try': command<RuleTrial>()({
    access: 'read',
    says: {
      zh: '用账号收到过的消息试一条规则：命中多少条、会怎么回复；什么都不会发出去。',
      en: 'Tries a rule on what the account has received: how many messages fit and what they would get; nothing is sent.',
    },
    input: v.strictObject({ account: idSchema, rule: givenRuleSchema }),
  }),
  'rule.remove': command<Undoable>()({
    access: 'change',
    says: { zh: '删除账号的一条规则。', en: 'Deletes one of an account’s rules.' },
    input: v.strictObject({ account: idSchema, rule: idSchema }),
  }),
  'rule.export': command<{ text: string }>()({
    access: 'read',
    says: {
      zh: '把账号的规则写成一个便于阅读的 JSON 文件。',
      en: 'Writes the account’s rules as the text of a file, JSON for people to read.',
    },
    input: v.strictObject({ account: idSchema }),
  }),
  /** INVALID_INPUT says where the file has a mistake. */
  'rule.import': command<AnswerRule[]>()({
    access: 'change',
    says: {
      zh: '把规则文件里的规则加到账号现有规则的后面，默认不启用。',
      en: 'Adds the rules of such a file behind those that the account has, switched off.',
    },
    input: v.strictObject({ account: idSchema, text: v.pipe(v.string(), v.maxLength(2_000_000)) }),
  }),
}
