import { CommandFailure } from './contract/errors.ts'
import type { Exchange, ExchangeMessage } from './contract/exchange.ts'
import type { ReplyDraft, ReplyPreview } from './contract/reply.ts'
import { isAcknowledgement } from './diagnosis/verdict.ts'
import { composeReply } from './exchange/compose.ts'
import { createMessageReply } from './exchange/answer.ts'
import type { HeldRequests } from './exchange/held.ts'
import type { Clock } from './ports.ts'
import { TEXT_REPLY_MAX_BYTES } from './wechat/limits.ts'
import { XmlWriteError } from './xml/build/check-writable.ts'

/** Answering by hand as the commands offer it. */
export interface HandAnswers {
  /** Throws `NOT_FOUND` where it waits no longer, `NOT_WRITABLE` where XML cannot carry the draft. */
  answer(id: string, draft: ReplyDraft): void
  /** Of a request that waits or of an exchange; throws `NOT_FOUND` where there is neither, or no message in it. */
  preview(id: string, draft: ReplyDraft): ReplyPreview
}

export function createHandAnswers(
  clock: Clock,
  held: HeldRequests,
  findExchange: (id: string) => Exchange | null,
): HandAnswers {
  function findMessage(id: string): ExchangeMessage {
    const message = held.get(id)?.message ?? findExchange(id)?.message
    if (!message) throw new CommandFailure('NOT_FOUND', `There is no message ${id}.`)
    return message
  }

  /** One function for what is shown and what is sent. */
  function compose(draft: ReplyDraft, { from, to }: ExchangeMessage): string | XmlWriteError {
    try {
      return composeReply(draft, { to: from ?? '', from: to ?? '' }, clock.now())
    } catch (error) {
      if (error instanceof XmlWriteError) return error
      throw error
    }
  }

  return {
    answer(id, draft) {
      const request = held.get(id)
      const body = request && compose(draft, request.message)
      if (body instanceof XmlWriteError) {
        throw new CommandFailure('NOT_WRITABLE', body.message, { reason: body.sentence })
      }
      if (body === null || !held.answer(id, body)) {
        throw new CommandFailure('NOT_FOUND', `The request ${id} waits no longer.`)
      }
    },
    preview(id, draft) {
      const message = findMessage(id)
      const body = compose(draft, message)
      const length = draft.type === 'text' ? measure(draft.content) : null
      if (body instanceof XmlWriteError) {
        return { body: null, problem: body.sentence, verdict: 'fault', findings: [], length }
      }
      const verdict = isAcknowledgement(createMessageReply(body, 'hand').body) ? 'ignored' : 'accepted'
      return { body, problem: null, verdict, findings: [], length }
    },
  }
}

function measure(content: string): ReplyPreview['length'] {
  return {
    bytes: Buffer.byteLength(content, 'utf8'),
    maxBytes: TEXT_REPLY_MAX_BYTES,
    characters: [...content].length,
  }
}
