import * as v from 'valibot'
import { command, idSchema, nothing } from './command.ts'
import type { Counterparts } from './conversion.ts'
import type { BackendReply, ExchangeMessage, ExchangeSummary, Finding, Verdict } from './exchange.ts'
import type { PhoneView } from './phone-view.ts'
import { replyDraftSchema } from './reply-draft.ts'
import type { ReplyDraft } from './reply-draft.ts'
import type { Bilingual } from './text.ts'

/** The reply that would be sent, and what WeChat would make of it. */
export interface ReplyPreview {
  /** The body, exactly as it would be sent; null if it cannot be written. `problem` then says why. */
  body: string | null
  problem: Bilingual | null
  /** The exact envelope that goes out instead if the message came encrypted; else null. */
  envelope: string | null
  verdict: Verdict
  findings: Finding[]
  /** The length of a text reply. */
  length: { bytes: number; maxBytes: number; characters: number; safeCharacters: number } | null
  /** The number of articles that WeChat would show in answer to this message; null for anything but news. */
  maxArticles: number | null
  /** The draft of a form that gives the same document as this free XML, CreateTime apart; null if no form can. */
  form: ReplyDraft | null
  /** What the user would see of it; null if it cannot be written. */
  phone: PhoneView | null
}

/** A genuine message that waits for somebody to answer it. */
export interface HeldRequest {
  /** The id of its future exchange. */
  id: string
  account: string
  /** Epoch milliseconds. */
  receivedAt: number
  /** The moment at which `success` goes by itself, in epoch milliseconds. */
  deadlineAt: number
  /** As in the exchange. */
  messageKey: string | null
  /** 1 for the first delivery of this message. */
  attempt: number
  message: ExchangeMessage
  /** The telling part of the message in one line, as in the summary of its exchange. */
  excerpt: string
  /** The draft so far, written here or while an earlier delivery of the message waited; null before the first word. */
  draft: ReplyDraft | null
  /** The answers so far of backends that get a copy. */
  backends: BackendReply[]
  /** What the user would see of each of these answers, by the backend's id. */
  phones: Record<string, PhoneView>
}

/** `gone`: the other side hung up. `ended`: the workbench was closed, or had too many to hold. */
export type ReleaseReason = 'answered' | 'timeout' | 'gone' | 'ended'

/** A reply that was recently sent by hand; newest first, without repetitions. */
export interface RecentReply {
  exchange: ExchangeSummary['id']
  draft: ReplyDraft
}

const draftOf = v.strictObject({ id: idSchema, draft: replyDraftSchema })

export const replyCommands = {
  /** NOT_FOUND: it no longer waits. */
  'request.counterparts': command<Counterparts>()({
    access: 'read',
    says: {
      zh: '给出一条正在等待的消息的 JSON，以及它与 XML 的对应关系。',
      en: 'Gives the JSON of a message that waits, and what belongs together in it and the XML.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  /** NOT_FOUND: it no longer waits. NOT_WRITABLE: the draft cannot be written as XML. */
  'request.answer': command<null>()({
    access: 'send',
    says: {
      zh: '用这份草稿回复一条正在等待的消息。',
      en: 'Replies to a message that waits with this draft.',
    },
    input: draftOf,
  }),
  /**
   * `id` is a request that waits or an exchange in the history. With `account` in its place the reply is to a message
   * that has not come yet: it bears example addresses, and nothing depends on the message. NOT_FOUND: there is none.
   */
  'reply.preview': command<ReplyPreview>()({
    access: 'read',
    says: {
      zh: '给出这份草稿将要发出的完整内容，以及微信会如何处理；不会发送。',
      en: 'Shows the bytes that a draft would send and what WeChat would make of them; nothing is sent.',
    },
    input: v.union([draftOf, v.strictObject({ account: idSchema, draft: replyDraftSchema })]),
  }),
  /** Saves the draft, so that neither a reload nor the deadline loses it. */
  'draft.save': command<null>()({
    access: 'change',
    says: {
      zh: '为一条正在等待或已经超时的消息保存写到一半的回复。',
      en: 'Keeps what has been written so far for a message that waits, or whose time ran out.',
    },
    input: draftOf,
  }),
  'reply.recent': command<RecentReply[]>()({
    access: 'read',
    says: {
      zh: '列出最近手动发出的几条回复。',
      en: 'Lists the replies that were last sent by hand.',
    },
    input: nothing,
  }),
}
