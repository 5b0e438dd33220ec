import * as v from 'valibot'
import type { Bilingual } from './text.ts'
import type { BackendReply, ExchangeMessage, ExchangeSummary, Finding, Verdict } from './exchange.ts'
import { replyDraftSchema } from './reply-draft.ts'
import type { ReplyDraft } from './reply-draft.ts'

/** What would be sent, and what WeChat would make of it. */
export interface ReplyPreview {
  /** The body exactly as it would be sent; null where it cannot be written, and `problem` says why. */
  body: string | null
  problem: Bilingual | null
  /** What goes out in its place where the message came encrypted, to the byte; else null. */
  envelope: string | null
  verdict: Verdict
  findings: Finding[]
  /** Of a text reply. */
  length: { bytes: number; maxBytes: number; characters: number; safeCharacters: number } | null
  /** How many articles WeChat would show in answer to this message; null for anything but news. */
  maxArticles: number | null
  /** Of free XML: the draft of a form that gives the same document, CreateTime apart; null where no form can. */
  form: ReplyDraft | null
}

/** A genuine message that waits for somebody to answer it. */
export interface HeldRequest {
  /** The id that its exchange will have. */
  id: string
  account: string
  /** Epoch milliseconds. */
  receivedAt: number
  /** When `success` goes by itself, in epoch milliseconds. */
  deadlineAt: number
  /** As in the exchange. */
  messageKey: string | null
  /** 1 for the first delivery of this message. */
  attempt: number
  message: ExchangeMessage
  /** The telling part of the message in one line, as in the summary of its exchange. */
  excerpt: string
  /** What has been written so far, here or while an earlier delivery of the message waited; null before the first word. */
  draft: ReplyDraft | null
  /** What backends that get a copy have answered so far. */
  backends: BackendReply[]
}

/** `gone`: the other side hung up. `ended`: the workbench was closed, or had too many to hold. */
export type ReleaseReason = 'answered' | 'timeout' | 'gone' | 'ended'

/** A reply kept under a name, to answer with again. */
export const replyTemplateSchema = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(64)),
  draft: replyDraftSchema,
})
export type ReplyTemplate = v.InferOutput<typeof replyTemplateSchema>

/** A reply that was sent by hand not long ago; newest first, the same one only once. */
export interface RecentReply {
  exchange: ExchangeSummary['id']
  draft: ReplyDraft
}
