import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { ExchangeSummary } from './exchange.ts'
import { replyDraftSchema } from './reply-draft.ts'

/** How long a rule's name, the text that it compares with, and any other condition may be, in UTF-16 units. */
export const RULE_NAME_MAX = 64
export const RULE_TEXT_MAX = 1000
export const RULE_CONDITION_MAX = 500

/** How late a rule may answer. */
export const RULE_DELAY_MAX_MS = 60_000

const short = v.pipe(v.string(), v.maxLength(RULE_CONDITION_MAX))

/**
 * Which messages a rule answers: all that is given has to fit; a rule in which nothing is given fits every message.
 * Types and events are compared without regard to letter case, since WeChat's own spelling varies; all else exactly.
 */
export const ruleMatchSchema = v.strictObject({
  /** MsgType. */
  type: v.optional(short),
  /** Event. */
  event: v.optional(short),
  /** EventKey. */
  key: v.optional(short),
  /** A text's Content, or what speech recognition made of a voice message. */
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
 * `delayMs` and `fault` are there to test the other side with: the reply comes late, or is HTTP 500, or the connection
 * is cut without one, or it is bytes that are no reply.
 */
export const answerRuleSchema = v.strictObject({
  id: idSchema,
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(RULE_NAME_MAX)),
  enabled: v.boolean(),
  match: ruleMatchSchema,
  reply: replyDraftSchema,
  delayMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(RULE_DELAY_MAX_MS)),
  fault: v.picklist(['none', 'http-500', 'cut', 'garbage']),
})
export type AnswerRule = v.InferOutput<typeof answerRuleSchema>

/** How many rules an account has at most. */
export const RULES_MAX = 200

/** Rules as they are kept. */
export const answerRulesSchema = v.pipe(v.array(answerRuleSchema), v.maxLength(RULES_MAX))

/**
 * Refuses a regular expression that is none (ECMAScript, with the flag `u`), with the engine's reason. Whoever hands
 * in a rule is told; what is kept is not refused, since a newer engine may have taken what this one does not know, and
 * a settings file must not be lost over that.
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
    // The engine repeats the pattern, which may be long, before it comes to the point.
    return (error as Error).message.split(': ').at(-1)!
  }
}

/** A rule as somebody hands it in. */
export const givenRuleSchema = v.pipe(answerRuleSchema, checkRegex())
export const givenRulesSchema = v.pipe(v.array(givenRuleSchema), v.maxLength(RULES_MAX))

/** What a rule would have done to messages that are stored. */
export interface RuleTrial {
  /** How many messages were looked at, the newest first. */
  examined: number
  /** How many of them fit. */
  matched: number
  /** How many of those that fit an earlier rule answers, since it is switched on and fits them, too. */
  answeredBefore: number
  /** The newest that fit, each with the body that would be sent; null where the draft cannot be written for it. */
  examples: { exchange: ExchangeSummary; body: string | null }[]
  /** The regular expression ran out of time on this many: they count as not fitting. */
  timedOut: number
  /** Placeholders of the reply for which none of the examples has a value. */
  unknown: string[]
}

export const rulesCommands = {
  /** INVALID_INPUT also where its regular expression is none. */
  'rule.try': command<RuleTrial>()({
    access: 'read',
    says: {
      zh: '用账号收到过的消息试一条规则：命中多少条、会怎么回复；什么都不会发出去。',
      en: 'Tries a rule on what the account has received: how many messages fit and what they would get; nothing is sent.',
    },
    input: v.strictObject({ account: idSchema, rule: givenRuleSchema }),
  }),
  'rule.export': command<{ text: string }>()({
    access: 'read',
    says: {
      zh: '把账号的规则写成一个便于阅读的 JSON 文件。',
      en: 'Writes the account’s rules as the text of a file, JSON for people to read.',
    },
    input: v.strictObject({ account: idSchema }),
  }),
  /** INVALID_INPUT says where the file is wrong. */
  'rule.import': command<AnswerRule[]>()({
    access: 'change',
    says: {
      zh: '把规则文件里的规则加到账号现有规则的后面，默认不启用。',
      en: 'Adds the rules of such a file behind those that the account has, switched off.',
    },
    input: v.strictObject({ account: idSchema, text: v.pipe(v.string(), v.maxLength(2_000_000)) }),
  }),
}
