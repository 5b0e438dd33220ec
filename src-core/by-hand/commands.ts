import type { Handlers } from '../contract/command.ts'
import type { replyCommands } from '../contract/reply.ts'
import type { History } from '../ports.ts'
import { createHandAnswers } from './hand-answers.ts'
import type { HeldRequests } from './held.ts'

export function createReplyHandlers(held: HeldRequests, history: History): Handlers<typeof replyCommands> {
  const byHand = createHandAnswers(held, history)
  return {
    'request.answer': ({ id, draft }) => {
      byHand.answer(id, draft)
      return null
    },
    'request.counterparts': ({ id }) => byHand.counterparts(id),
    'reply.preview': ({ id, draft }) => byHand.preview(id, draft),
    'draft.save': ({ id, draft }) => {
      byHand.saveDraft(id, draft)
      return null
    },
    'reply.recent': byHand.recent,
  }
}
