import type { Account } from '../contract/account.ts'
import type { Counterparts } from '../contract/conversion.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Exchange, ExchangeMessage, Mode } from '../contract/exchange.ts'
import type { RecentReply, ReplyPreview } from '../contract/reply.ts'
import type { ReplyDraft } from '../contract/reply-draft.ts'
import { findCounterparts } from '../conversion/message-counterparts.ts'
import { countArticlesShown } from '../diagnosis/reply/articles.ts'
import { judgeAnswer } from '../diagnosis/answer.ts'
import { createKeylessSealing } from '../diagnosis/encryption/encrypted-reply.ts'
import { readFields, readMode } from '../diagnosis/encryption/mode.ts'
import { createMessageReply } from '../exchange/answer.ts'
import { composeReply } from '../exchange/compose.ts'
import type { ReplyAddress } from '../exchange/compose.ts'
import type { HeldRequests } from './held.ts'
import { readReply } from './draft-from-xml.ts'
import { summarize } from '../exchange/record.ts'
import type { Seal } from '../exchange/seal.ts'
import { createPhoneView } from '../phone/phone-view.ts'
import type { Clock } from '../ports.ts'
import type { History } from '../ports/history.ts'
import { TEXT_REPLY_MAX_BYTES, TEXT_REPLY_SAFE_CHARACTERS } from '../wechat/limits.ts'
import { SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../wechat/samples.ts'
import { parseLenientText } from '../xml/parse/lenient.ts'
import { XmlWriteError } from '../xml/write/check-writable.ts'

/** Answers requests by hand, for the commands. */
export interface HandAnswers {
  /** Throws `NOT_FOUND` if it no longer waits, `NOT_WRITABLE` if XML cannot carry the draft. */
  answer(id: string, draft: ReplyDraft): void
  /** Takes a request that waits or an exchange; throws `NOT_FOUND` if there is neither, or no message in it. */
  preview(id: string, draft: ReplyDraft): ReplyPreview
  /** Previews a reply to a message of this account that has not come yet; throws `NOT_FOUND`. */
  previewAhead(account: string, draft: ReplyDraft): ReplyPreview
  /** Takes a request that waits, or one whose time ran out; throws `NOT_FOUND` for any other. */
  saveDraft(id: string, draft: ReplyDraft): void
  recent(): RecentReply[]
  /** Takes a request that waits; throws `NOT_FOUND` for any other. */
  counterparts(id: string): Counterparts
}

/** So many of the newest replies by hand are searched, since some are alike; and so many are shown. */
const REPLIES_SOUGHT = 500
const RECENT_REPLIES = 9

/** The facts on which a reply depends. */
interface Question {
  /** Null if it has not come yet. */
  message: ExchangeMessage | null
  address: ReplyAddress
  receivedAt: number
  /** 1 for the first delivery of the message. */
  attempt: number
  mode: Mode
  seal: Seal | null
}

export function createHandAnswers(
  held: HeldRequests,
  history: History,
  accounts: () => readonly Account[],
  clock: Clock,
): HandAnswers {
  function findQuestion(id: string): Question {
    const { message = null, receivedAt = 0, attempt = 1 } = held.get(id) ?? history.get(id) ?? {}
    if (!message) throw new CommandFailure('NOT_FOUND', `There is no message ${id}.`)
    const mode = history.get(id)?.mode ?? readMode(readFields(message.json))
    return { message, address: createAddress(message), receivedAt, attempt, mode, seal: held.sealOf(id) }
  }

  function expectQuestion(id: string): Question {
    const account = accounts().find((one) => one.id === id)
    if (!account) throw new CommandFailure('NOT_FOUND', `There is no account ${id}.`)
    const address = { to: SAMPLE_OPEN_ID, from: account.originalId || SAMPLE_ORIGINAL_ID }
    return { message: null, address, receivedAt: clock.now(), attempt: 1, mode: 'plaintext', seal: null }
  }

  /** Composes both what is shown and what is sent. */
  function compose(
    draft: ReplyDraft,
    { address, receivedAt }: Pick<Question, 'address' | 'receivedAt'>,
  ): string | XmlWriteError {
    try {
      return composeReply(draft, address, receivedAt)
    } catch (error) {
      if (error instanceof XmlWriteError) return error
      throw error
    }
  }

  function preview(question: Question, draft: ReplyDraft): ReplyPreview {
    const { message, address, receivedAt, attempt, mode, seal } = question
    const body = compose(draft, question)
    const known = {
      length: draft.type === 'text' ? measure(draft.content) : null,
      maxArticles: draft.type === 'news' && message ? countArticlesShown(message) : null,
      form: draft.type === 'xml' ? readReply(draft.xml, address) : null,
    }
    if (body instanceof XmlWriteError) {
      return {
        body: null,
        problem: body.sentence,
        verdict: 'fault',
        findings: [],
        ...known,
        envelope: null,
        phone: null,
      }
    }
    const { http } = createMessageReply(body, 'hand', seal)
    // A message that came encrypted and has no seal any more may get both: the envelope is made when it is sent.
    const sealing = mode === 'plaintext' ? undefined : createKeylessSealing('compatible')
    const judgement = judgeAnswer({ ...http, durationMs: 0 }, { message, sealing })
    const judged = { ...judgement, body: http.plain ?? http.body }
    return {
      body,
      problem: null,
      verdict: judgement.verdict,
      findings: judgement.findings,
      ...known,
      envelope: http.plain ? Buffer.from(http.body).toString('utf8') : null,
      phone: createPhoneView({ message, receivedAt, attempt }, judged),
    }
  }

  return {
    answer(id, draft) {
      const request = held.get(id)
      const body =
        request && compose(draft, { address: createAddress(request.message), receivedAt: request.receivedAt })
      if (body instanceof XmlWriteError) {
        throw new CommandFailure('NOT_WRITABLE', body.message, { reason: body.sentence })
      }
      if (body === null || !held.answer(id, draft, body)) {
        throw new CommandFailure('NOT_FOUND', `The request ${id} waits no longer.`)
      }
    },
    preview: (id, draft) => preview(findQuestion(id), draft),
    previewAhead: (account, draft) => preview(expectQuestion(account), draft),
    saveDraft(id, draft) {
      if (held.saveDraft(id, draft)) return
      const exchange = history.get(id)
      // The last words typed may arrive just after the time is over.
      if (exchange?.response.by !== 'timeout') {
        throw new CommandFailure('NOT_FOUND', `The request ${id} waits no longer.`)
      }
      const kept: Exchange = { ...exchange, draft }
      history.amend(kept, summarize(kept))
    },
    counterparts(id) {
      const message = held.get(id)?.message
      if (!message) throw new CommandFailure('NOT_FOUND', `The request ${id} waits no longer.`)
      return findCounterparts(message, message.format === 'json' ? null : parseLenientText(message.xml))
    },
    recent() {
      const byHand = history.list({ where: { key: 'by', is: ['hand'] }, limit: REPLIES_SOUGHT }).items
      const replies = new Map<string, RecentReply>()
      for (const { id } of byHand) {
        const draft = history.get(id)?.draft
        const key = JSON.stringify(draft)
        if (draft && !replies.has(key)) replies.set(key, { exchange: id, draft })
        if (replies.size === RECENT_REPLIES) break
      }
      return [...replies.values()]
    },
  }
}

function createAddress({ from, to }: ExchangeMessage): ReplyAddress {
  return { to: from ?? '', from: to ?? '' }
}

function measure(content: string): ReplyPreview['length'] {
  return {
    bytes: Buffer.byteLength(content, 'utf8'),
    maxBytes: TEXT_REPLY_MAX_BYTES,
    characters: [...content].length,
    safeCharacters: TEXT_REPLY_SAFE_CHARACTERS,
  }
}
