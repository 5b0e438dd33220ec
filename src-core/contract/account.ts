import * as v from 'valibot'
import { replyDraftSchema } from './reply.ts'

/** Half a second before WeChat hangs up: time for the reply to travel back through the tunnel. */
export const DEFAULT_HOLD_MS = 4500

/**
 * How the account answers. `fixed` sends the same reply to everything. `hand` lets each message wait for somebody;
 * after `holdMs` milliseconds `success` goes by itself. More than WeChat's 5 s is allowed: one's own sender may wait.
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
    holdMs: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(60_000)),
  }),
])
export type AnswerPolicy = v.InferOutput<typeof answerPolicySchema>

/**
 * Any visible text is taken as a token although the console takes only 3–32 letters and digits: people paste wrong
 * ones, and the doctor can only name the mistake in what it has been given.
 */
export const tokenSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(256))

/** `/`, then unreserved URL characters: what every tunnel and console passes on unchanged. */
export const accountPathSchema = v.pipe(
  v.string(),
  v.maxLength(128),
  v.regex(/^\/[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/, 'a path like /wx or /wx/shop'),
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
  /** `''` where the desktop keeps it in the keychain and this shell cannot read it; then no request is genuine. */
  token: v.union([tokenSchema, v.literal('')]),
  mode: v.picklist(['plaintext']),
  /** Where the responder takes this account's requests. */
  path: accountPathSchema,
  policy: answerPolicySchema,
})
export type Account = v.InferOutput<typeof accountSchema>

export const accountChangeSchema = v.partial(
  v.object({ ...v.omit(accountSchema, ['id', 'mode']).entries, token: tokenSchema }),
)
export type AccountChange = v.InferOutput<typeof accountChangeSchema>
