import * as v from 'valibot'
import { command, idSchema, nothing } from './command.ts'
import { modes } from './exchange.ts'
import type { StoredNote } from './field-check/kind.ts'
import { ACCOUNT_PATH } from './field-check/path.ts'
import { milestonesSchema } from './milestones.ts'
import { PREFERENCE_RANGES } from './preference-ranges.ts'
import { within } from './preferences.ts'
import { replyDraftSchema } from './reply-draft.ts'
import { answerRulesSchema, givenRulesSchema } from './rules.ts'
import { secretFields } from './secret-fields.ts'
import { serverUrlSchema } from './target.ts'
import { accountTunnelSchema } from './tunnel.ts'
import { takesSchema } from './takes.ts'
import type { Undoable } from './undo.ts'

/** The range of times that a message may wait to be answered by hand, in milliseconds. */
export const HOLD_MS = { min: 100, max: 60_000 }

/**
 * The account's answer to every message that no rule answers. `fixed` sends the same reply to everything. `hand` lets
 * each message wait for somebody; after `holdMs` milliseconds, or as long as the preferences say if that is left out,
 * `success` goes by itself. More than WeChat's 5 s is allowed: one's own sender may wait. `relay` passes each request on to a backend and its reply back; with `guard`,
 * `success` goes back if WeChat would not take that reply or it does not come in time.
 */
export const answerPolicySchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('fixed'),
    reply: v.pipe(
      replyDraftSchema,
      v.check((reply) => reply.type !== 'text' || reply.content !== '', 'a text reply needs a text'),
    ),
  }),
  v.strictObject({
    kind: v.literal('hand'),
    holdMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(HOLD_MS.min), v.maxValue(HOLD_MS.max))),
  }),
  v.strictObject({ kind: v.literal('relay'), backend: idSchema, guard: v.boolean() }),
])
export type AnswerPolicy = v.InferOutput<typeof answerPolicySchema>

/**
 * A server of the developer's own, or a colleague's workbench. A backend that gets copies is sent each message; its
 * reply is shown but not sent on. The first one that takes a message answers it.
 */
export const backendSchema = v.strictObject({
  id: idSchema,
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(64)),
  url: serverUrlSchema,
  copies: v.boolean(),
  takes: v.exactOptional(takesSchema),
})
export type Backend = v.InferOutput<typeof backendSchema>

/** A user in whose name messages are sent: `FromUserName`, and a name for people. */
export const fanSchema = v.strictObject({
  openId: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(64)),
  name: v.pipe(v.string(), v.trim(), v.maxLength(64)),
})
export type Fan = v.InferOutput<typeof fanSchema>

/** How long an account's exchanges are kept, and how many of them; 0 sets no bound. */
export const keptSchema = v.strictObject({
  days: within(PREFERENCE_RANGES.keepDays),
  rows: within(PREFERENCE_RANGES.keepRows),
})

/** The most fans that an account may have. */
export const FANS_MAX = 50

/** The most backends that an account may have. */
export const BACKENDS_MAX = 20

/**
 * The answer to a second delivery of a message: an answer like any other (`again`), the first delivery's answer
 * (`same`), or `success`.
 */
export const duplicatePolicySchema = v.picklist(['again', 'same', 'success'])
export type DuplicatePolicy = v.InferOutput<typeof duplicatePolicySchema>

/**
 * Any visible text is taken as a token although the console takes only 3–32 letters and digits: people paste wrong
 * ones, and the doctor can only name a mistake in a token that it has.
 */
export const tokenSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(256))

/** As with the token, a wrong key is taken: the diagnosis can only name a mistake in a key that it has. */
const aesKeySchema = v.pipe(v.string(), v.maxLength(256))

export const accountPathSchema = v.pipe(
  v.string(),
  v.maxLength(128),
  v.regex(ACCOUNT_PATH, 'a path like /wx or /wx/shop'),
)

const nameSchema = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(64))

export const accountSchema = v.object({
  /** Stable, never shown. */
  id: v.pipe(v.string(), v.nonEmpty()),
  name: nameSchema,
  /** `gh_…`, or `''` until it is known. */
  originalId: v.pipe(v.string(), v.maxLength(64)),
  /** `wx…`, or `''` until it is known. */
  appId: v.pipe(v.string(), v.maxLength(64)),
  /** `''` if the desktop keeps it in the keychain and this shell cannot read it; then no request is genuine. */
  token: v.union([tokenSchema, v.literal('')]),
  /** 消息加解密方式, as set in WeChat's console. Each request says itself which mode it really uses. */
  mode: v.picklist(modes),
  /** EncodingAESKey, 43 letters and digits; `''` if there is none, or none that this shell can read. */
  aesKey: aesKeySchema,
  /** The previous key. Messages may still come with it for a while after a change. */
  previousAesKey: aesKeySchema,
  /** The path at which the responder takes this account's requests. */
  path: accountPathSchema,
  /** The whole address that the console has, as in `https://example.com/wx`; `''` until it is known. Taken as typed. */
  publicUrl: v.optional(v.pipe(v.string(), v.maxLength(2000)), ''),
  /** Null until a program is chosen. No import brings one: its values become arguments of a program. */
  tunnel: v.optional(v.nullable(accountTunnelSchema), null),
  policy: answerPolicySchema,
  /** In order: the first rule that is enabled and fits answers, whatever the policy. */
  rules: v.optional(answerRulesSchema, []),
  backends: v.optional(v.pipe(v.array(backendSchema), v.maxLength(BACKENDS_MAX)), []),
  fans: v.optional(v.pipe(v.array(fanSchema), v.maxLength(FANS_MAX)), []),
  duplicates: v.optional(duplicatePolicySchema, 'again'),
  /** The bounds of its own; null if the general ones are for it, too. */
  keep: v.optional(v.nullable(keptSchema), null),
  /** Noted by the workbench, not changed by hand. */
  milestones: v.optional(milestonesSchema, () => ({})),
})
export type Account = v.InferOutput<typeof accountSchema>

export type SecretField = (typeof secretFields)[number]
export type NotedField = SecretField | 'publicUrl'

/**
 * An account as screens and agents get it: without token and keys, since screens are shared and answers kept.
 * `account.secret` gives one of them when somebody asks for it.
 */
export interface AccountView extends Omit<Account, SecretField> {
  /**
   * Null if there is none, or none that this shell can read; otherwise a mark, which changes only when the secret
   * changes.
   */
  secrets: Record<SecretField, string | null>
  /**
   * What is odd about each secret, and about the public address: a page shows at its start how far the account is, and
   * need not have the checks for that. The other fields a page can check itself.
   */
  notes: Record<NotedField, StoredNote[]>
}

export const accountChangeSchema = v.partial(
  v.object({
    ...v.omit(accountSchema, [
      'id',
      'publicUrl',
      'tunnel',
      'rules',
      'backends',
      'fans',
      'duplicates',
      'keep',
      'milestones',
    ]).entries,
    token: tokenSchema,
    // These have no defaults, unlike in the settings file: an omitted field is not changed.
    publicUrl: v.pipe(v.string(), v.maxLength(2000)),
    tunnel: v.nullable(accountTunnelSchema),
    rules: givenRulesSchema,
    backends: v.pipe(v.array(backendSchema), v.maxLength(BACKENDS_MAX)),
    fans: v.pipe(v.array(fanSchema), v.maxLength(FANS_MAX)),
    duplicates: duplicatePolicySchema,
    keep: v.nullable(keptSchema),
  }),
)
export type AccountChange = v.InferOutput<typeof accountChangeSchema>

export const accountCommands = {
  /** The new account's name, path and token can be changed by `account.update`. */
  'account.create': command<AccountView>()({
    access: 'change',
    says: {
      zh: '新建一个账号，名称、路径和 Token 由调试台给出。',
      en: 'Creates a new account with a name, a path and a token of its own.',
    },
    input: nothing,
  }),
  /**
   * `backends` and `policy` have to agree: NOT_FOUND if the policy relays to none of them, BACKEND_LOOP if a backend is
   * ourselves. With `evenIfUnsaved` a change that cannot be saved holds for this run all the same.
   */
  'account.update': command<AccountView>()({
    access: 'change',
    says: {
      zh: '修改账号：名称、路径、Token 和密钥、加解密方式、回复方式、规则、后端、隧道。',
      en: 'Changes an account: name, path, token and keys, encryption mode, kind of reply, rules, backends or tunnel.',
    },
    input: v.strictObject({
      id: idSchema,
      change: accountChangeSchema,
      evenIfUnsaved: v.optional(v.boolean(), false),
    }),
  }),
  /** The current key becomes the previous one, as in the console: messages made with it may still be on their way. */
  'account.renewKey': command<AccountView>()({
    access: 'change',
    says: {
      zh: '给账号换一个新的 EncodingAESKey，现在的留作上一个密钥。',
      en: 'Gives an account a new EncodingAESKey and keeps the present one as the previous key.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  /** INVALID_INPUT if there is nothing that can be mended. */
  'account.mend': command<Undoable>()({
    access: 'change',
    says: {
      zh: '修复账号的一项机密里复制时带上的空白、引号、全角字符或等号，可以撤销。',
      en: 'Fixes a secret of an account: blanks, quotes, full-width characters or an equals sign that were copied along.',
    },
    input: v.strictObject({ id: idSchema, field: v.picklist(secretFields) }),
  }),
  /** Empty if there is none, or none that this shell can read. */
  'account.secret': command<{ secret: string }>()({
    access: 'reveal',
    says: {
      zh: '显示账号的一项机密的原文：Token、EncodingAESKey 或上一个 EncodingAESKey。',
      en: 'Shows one secret of an account in the clear: its token, its EncodingAESKey or the previous key.',
    },
    input: v.strictObject({ id: idSchema, field: v.picklist(secretFields) }),
  }),
  'account.remove': command<Undoable>()({
    access: 'change',
    says: {
      zh: '删除一个账号，它收到过的消息会保留；最后一个账号不能删除。',
      en: 'Deletes an account and keeps what it has received; the last one cannot be deleted.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  /** NOT_FOUND also for a backend that answers: another way to answer has to be chosen first. */
  'backend.remove': command<Undoable>()({
    access: 'change',
    says: { zh: '删除账号的一个后端。', en: 'Deletes one of an account’s backends.' },
    input: v.strictObject({ account: idSchema, backend: idSchema }),
  }),
}
