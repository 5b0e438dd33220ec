import { command, nothing } from './command.ts'
import type { Bilingual } from './text.ts'

/**
 * The catalogue's description of one kind of message. Plain data: it goes to the screen as JSON.
 *
 * `type` is the MsgType as WeChat spells it; of an event it is `event` and `event` holds the Event's name, also as
 * WeChat spells it. Pushes of the open platform have neither: their `type` is empty and `infoType` names them.
 */
export interface MessageSpec {
  type: string
  event?: string
  infoType?: string
  group: MessageGroupName
  title: Bilingual
  /** When WeChat sends it. */
  summary: Bilingual
  /** Address of the official page; if the message has no page of its own, of the page for events in general. */
  source: string
  /**
   * `shown` if a passive reply reaches the user. For events this is only a hint: people report it, and no official page
   * promises it. Left out if nobody knows.
   */
  replyEffect?: 'shown' | 'ignored'
  /** `err-code` if it is answered with an ErrCode, in the format of the push: `{"ErrCode":0,"ErrMsg":"success"}`. */
  answer?: 'err-code'
  /** In the order of the official sample. */
  fields: FieldSpec[]
  /** Occasions with a name of their own, on which the same message comes with other fields. */
  variants?: MessageVariant[]
}

/** `set` has values by field name, as `message.send` takes them. */
export interface MessageVariant {
  title: Bilingual
  set: Record<string, string>
}

export type MessageGroupName =
  | 'message'
  | 'basic'
  | 'menu'
  | 'send-result'
  | 'customer-service'
  | 'verification'
  | 'card'
  | 'invoice'
  | 'authorization'
  | 'store'
  | 'device'
  | 'mini-program'
  | 'open-platform'

/**
 * One element. `kind` tells how WeChat writes the value: `cdata` in CDATA; `integer`, `decimal` and `text` bare;
 * `children` holds elements instead of a value. A number that WeChat puts in CDATA is `cdata`, too.
 */
export interface FieldSpec {
  name: string
  kind: 'cdata' | 'integer' | 'decimal' | 'text' | 'children'
  title: Bilingual
  description: Bilingual
  /** Some messages of this kind lack it; a sample leaves it out unless it is asked for. */
  optional?: boolean
  /** May occur several times in a row. */
  repeated?: boolean
  children?: FieldSpec[]
  /** A believable value; empty for a field with children. */
  sample: string
}

/** The day on which the catalogue was last compared with the official pages and with what other projects know. */
export const CATALOGUE_SINCE = '2026-11-26'

/** A document to start from: every message, event and reply that the catalogue knows. */
export interface SampleDocument {
  group: string
  title: Bilingual
  xml: string
}

export const catalogueCommands = {
  'catalogue.get': command<MessageSpec[]>()({
    access: 'read',
    says: {
      zh: '列出微信会推送的每种消息和事件，以及各字段的含义。',
      en: 'Lists every message and event that WeChat pushes, with the meaning of each field.',
    },
    input: nothing,
  }),
  'sample.list': command<SampleDocument[]>()({
    access: 'read',
    says: {
      zh: '给出每种消息、事件和被动回复的示例 XML。',
      en: 'Gives a sample XML of every message, event and passive reply.',
    },
    input: nothing,
  }),
}
