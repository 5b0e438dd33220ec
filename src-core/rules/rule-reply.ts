import type { AnswerRule } from '../contract/rules.ts'
import { createHttpReply, createNoReply, createReply, XML_TYPE } from '../exchange/answer.ts'
import type { Reply } from '../exchange/answer.ts'
import type { Received } from '../exchange/receive.ts'
import { fillDraft } from './template.ts'

/** Returns what a rule sends, its fault included; `groups` are those of its regular expression. */
export function createRuleReply(
  { reply, fault }: AnswerRule,
  received: Received,
  groups: readonly string[],
): Reply {
  const { message } = received
  switch (fault) {
    case 'none':
      return createReply(message ? fillDraft(reply, { message, groups }) : reply, received, 'rule')
    case 'http-500':
      return createHttpReply(500, 'text/plain; charset=utf-8', Buffer.from('Internal Server Error'), 'rule')
    case 'cut':
      return createNoReply('rule')
    case 'garbage':
      return createHttpReply(200, XML_TYPE, GARBAGE, 'rule')
  }
}

/** No XML, no text, not even UTF-8. */
const GARBAGE = Uint8Array.of(0xff, 0xfe, 0x00, 0x3c, 0x78, 0x6d, 0x6c, 0xc3, 0x28, 0x00, 0x9d, 0xff)
