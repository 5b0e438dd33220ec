import * as v from 'valibot'
import { accountChangeSchema } from './account.ts'
import type { Account } from './account.ts'
import type { CipherLayers } from './cipher.ts'
import type { AlarmReading } from './alarm.ts'
import type { MessageSpec } from './catalogue.ts'
import { conversionOrderSchema } from './conversion.ts'
import type { Conversion, Counterparts, SampleDocument } from './conversion.ts'
import type { Exchange, ExchangeResponse, ExchangeSummary } from './exchange.ts'
import { replyTemplateSchema } from './reply.ts'
import type { RecentReply, ReplyPreview, ReplyTemplate } from './reply.ts'
import { replyDraftSchema } from './reply-draft.ts'
import { givenRuleSchema } from './rules.ts'
import type { AnswerRule, RuleTrial } from './rules.ts'
import { preferencesSchema } from './settings.ts'
import type { Preferences } from './settings.ts'
import type { SignatureReport } from './signature.ts'
import {
  cipherOpeningSchema,
  cipherSealingSchema,
  pastedTextSchema,
  signatureQuestionSchema,
} from './signing.ts'
import type { CallbackReading, OpenedCipher, SealedCipher, SignatureExplanation } from './signing.ts'
import type { Snapshot } from './workbench.ts'

/** What one may ask of the workbench: decoded with `input` before any handler sees it. */
interface Command<Input extends v.GenericSchema, Result> {
  input: Input
  /** Carries the type only; there is never a value. */
  result?: Result
}

function command<Result>() {
  return <Input extends v.GenericSchema>(input: Input): Command<Input, Result> => ({ input })
}

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64))
const nothing = v.strictObject({})
/** Field values of a message by path, as in `SendPicsInfo/Count`. */
const fieldValues = v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(100_000)))

/**
 * The one table of commands. From it come the types on both sides, the decoding, the allow-list, and the check that
 * every command has a handler (`../app.ts`). Names are `noun.verb`.
 */
export const commands = {
  'workbench.snapshot': command<Snapshot>()(nothing),
  'catalogue.get': command<MessageSpec[]>()(nothing),

  /** Newest first; `before` is the id of the oldest exchange that the asker has. */
  'exchange.list': command<{ items: ExchangeSummary[]; more: boolean }>()(
    v.strictObject({
      before: v.optional(id),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
    }),
  ),
  /** NOT_READABLE: it is in the list, and its record on disk is damaged. */
  'exchange.get': command<Exchange>()(v.strictObject({ id })),
  'exchange.signature': command<SignatureReport>()(v.strictObject({ id })),
  /** With the keys that its account has now; null where it came in the clear, or there is no key. */
  'exchange.layers': command<CipherLayers | null>()(v.strictObject({ id })),
  /** For a message that was received; null where there is none. */
  'exchange.counterparts': command<Counterparts | null>()(v.strictObject({ id })),
  /** Answers a message that waits. NOT_FOUND: it waits no longer. NOT_WRITABLE: the draft cannot be written as XML. */
  'request.answer': command<null>()(v.strictObject({ id, draft: replyDraftSchema })),
  /** What `request.answer` would send now, judged; `id` is a request that waits or an exchange in the history. */
  'reply.preview': command<ReplyPreview>()(v.strictObject({ id, draft: replyDraftSchema })),
  /** Keeps what has been written for a message that waits or waited, so that neither a reload nor the deadline loses it. */
  'draft.save': command<null>()(v.strictObject({ id, draft: replyDraftSchema })),
  'reply.recent': command<RecentReply[]>()(nothing),
  'template.save': command<ReplyTemplate>()(v.omit(replyTemplateSchema, ['id'])),
  'template.remove': command<null>()(v.strictObject({ id })),

  /** Tries a rule on what the account has received. INVALID_INPUT also where its regular expression is none. */
  'rule.try': command<RuleTrial>()(v.strictObject({ account: id, rule: givenRuleSchema })),
  /** The account's rules as the text of a file, JSON for people to read. */
  'rule.export': command<{ text: string }>()(v.strictObject({ account: id })),
  /** Adds the rules of such a file, switched off, behind those that are there. INVALID_INPUT says where it is wrong. */
  'rule.import': command<AnswerRule[]>()(
    v.strictObject({ account: id, text: v.pipe(v.string(), v.maxLength(2_000_000)) }),
  ),

  /** A new EncodingAESKey, as the console makes them. */
  'cipher.createKey': command<{ aesKey: string }>()(nothing),
  /** An envelope or a bare Encrypt, taken apart. NOT_FOUND: there is no such account. */
  'cipher.open': command<OpenedCipher>()(cipherOpeningSchema),
  /** A reply, encrypted and signed. NOT_FOUND as above; NOT_WRITABLE: the nonce cannot stand in XML. */
  'cipher.seal': command<SealedCipher>()(cipherSealingSchema),

  /** Each step of both signatures, and why one does not fit. NOT_FOUND: there is no such account. */
  'signature.explain': command<SignatureExplanation>()(signatureQuestionSchema),
  /** The request that a text holds; null where there is none. */
  'callback.read': command<CallbackReading | null>()(pastedTextSchema),
  /** What an alarm of WeChat's means, and the exchange that it is about; null where the text is no alarm. */
  'alarm.read': command<AlarmReading | null>()(pastedTextSchema),
  /** An exchange as such an alarm would word it. */
  'alarm.write': command<{ line: string }>()(v.strictObject({ id })),

  /**
   * Sends WeChat's verification GET to a backend, signed with the account's token. Its exchange is kept; the verdict is
   * `accepted`, or `rejected`: WeChat would not take the address. NOT_FOUND: there is no such backend.
   */
  'backend.verify': command<Exchange>()(v.strictObject({ account: id, backend: id })),

  /** Everything, or only what strangers sent (`Exchange.standing`). */
  'history.clear': command<{ removed: number }>()(
    v.strictObject({ which: v.optional(v.picklist(['all', 'strangers']), 'all') }),
  ),

  /** A new account with a token, a path and a name of its own, which `account.update` can change. */
  'account.create': command<Account>()(nothing),
  /**
   * `backends` and `policy` have to agree: NOT_FOUND where it relays to none of them, BACKEND_LOOP to ourselves. With
   * `evenIfUnsaved` a change that cannot be saved holds for this run all the same.
   */
  'account.update': command<Account>()(
    v.strictObject({ id, change: accountChangeSchema, evenIfUnsaved: v.optional(v.boolean(), false) }),
  ),
  'account.remove': command<null>()(v.strictObject({ id })),
  'preferences.update': command<Preferences>()(v.partial(preferencesSchema)),

  /** Sends a message to the responder's real socket as WeChat would; the exchange arrives as an event. */
  'message.send': command<SendResult>()(
    v.strictObject({
      account: id,
      type: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
      event: v.optional(v.pipe(v.string(), v.maxLength(64))),
      set: v.optional(fieldValues),
    }),
  ),

  /**
   * `job` names the conversion for `conversion.progressed` and `conversion.cancel`; a cancelled one fails with
   * CANCELLED. Large documents are converted beside everything else, not in its way.
   */
  'conversion.run': command<Conversion>()(v.strictObject({ job: id, order: conversionOrderSchema })),
  'conversion.cancel': command<null>()(v.strictObject({ job: id })),
  'sample.list': command<SampleDocument[]>()(nothing),
}

/** What came back of a message that was sent to the responder. */
export interface SendResult extends Pick<ExchangeResponse, 'status' | 'body' | 'bodyBase64' | 'durationMs'> {
  /** The id of its exchange; null where there is none yet. */
  exchange: string | null
}

export type Commands = typeof commands
export type CommandName = keyof Commands
export type CommandInput<Name extends CommandName> = v.InferInput<Commands[Name]['input']>
export type DecodedInput<Name extends CommandName> = v.InferOutput<Commands[Name]['input']>
export type CommandResult<Name extends CommandName> =
  NonNullable<Commands[Name]['result']> | Extract<Commands[Name]['result'], null>
