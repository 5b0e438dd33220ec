import type { AnswerRule } from '../contract/rules.ts'
import { createHttpReply, createNoReply, createReply, createTextReply, XML_TYPE } from '../exchange/answer.ts'
import type { Reply } from '../exchange/answer.ts'
import type { Genuine } from '../exchange/receive.ts'
import type { Seal } from '../exchange/seal.ts'
import { fillDraft } from './template.ts'

/** Returns the reply of a rule, its fault included; `groups` are those of its regular expression. */
export function createRuleReply(
  { reply, fault }: AnswerRule,
  received: Genuine,
  groups: readonly string[],
  seal: Seal | null,
): Reply {
  const { message } = received
  switch (fault) {
    case 'none':
      return createReply(message ? fillDraft(reply, { message, groups }) : reply, received, 'rule', seal)
    case 'http-500':
      return { by: 'rule', http: createTextReply(500, 'Internal Server Error') }
    case 'cut':
      return createNoReply('rule')
    case 'garbage':
      return { by: 'rule', http: createHttpReply(200, XML_TYPE, GARBAGE) }
  }
}

/** Neither XML, nor text, nor even UTF-8. */
const GARBAGE = Uint8Array.of(0xff, 0xfe, 0x00, 0x3c, 0x78, 0x6d, 0x6c, 0xc3, 0x28, 0x00, 0x9d, 0xff)
