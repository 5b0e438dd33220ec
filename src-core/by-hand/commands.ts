import type { Handlers } from '../contract/command.ts'
import type { replyCommands } from '../contract/reply.ts'
import type { Account } from '../contract/account.ts'
import type { Ports } from '../ports.ts'
import { createHandAnswers } from './hand-answers.ts'
import type { HeldRequests } from './held.ts'

export function createReplyHandlers(
  held: HeldRequests,
  { clock, history }: Pick<Ports, 'clock' | 'history'>,
  accounts: () => readonly Account[],
): Handlers<typeof replyCommands> {
  const byHand = createHandAnswers(held, history, accounts, clock)
  return {
    'request.answer': ({ id, draft }) => {
      byHand.answer(id, draft)
      return null
    },
    'request.counterparts': ({ id }) => byHand.counterparts(id),
    'reply.preview': (asked) =>
      'id' in asked ? byHand.preview(asked.id, asked.draft) : byHand.previewAhead(asked.account, asked.draft),
    'draft.save': ({ id, draft }) => {
      byHand.saveDraft(id, draft)
      return null
    },
    'reply.recent': byHand.recent,
  }
}
