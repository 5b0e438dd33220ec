import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const TO_USER_NAME: FieldSpec = {
  name: 'ToUserName',
  kind: 'cdata',
  title: { zh: '接收方（公众号）', en: 'Recipient (the account)' },
  description: {
    zh: '公众号的原始 ID，以 gh_ 开头，不是微信号，也不是 AppID。被动回复时它要填到 FromUserName 里。',
    en: 'The original ID of the account, starting with gh_; neither its WeChat ID nor its AppID. In a passive reply it becomes FromUserName.',
  },
  sample: 'gh_a1b2c3d4e5f6',
}

const FROM_USER_NAME: FieldSpec = {
  name: 'FromUserName',
  kind: 'cdata',
  title: { zh: '发送方（用户）', en: 'Sender (the user)' },
  description: {
    zh: '用户在这个公众号下的 OpenID，同一个人在别的公众号下是另一个值。被动回复时它要填到 ToUserName 里。',
    en: "The user's OpenID with this account; with another account the same person has another one. In a passive reply it becomes ToUserName.",
  },
  sample: 'oHy7c5kQ2mXr9TzVbN4wLpEuYd0A',
}

const CREATE_TIME: FieldSpec = {
  name: 'CreateTime',
  kind: 'integer',
  title: { zh: '创建时间', en: 'Created at' },
  description: {
    zh: '消息创建的时间，Unix 时间戳，单位是秒（10 位），不是毫秒。',
    en: 'When the message was created: Unix time in seconds (10 digits), not milliseconds.',
  },
  sample: '1735689600',
}

const MSG_ID: FieldSpec = {
  name: 'MsgId',
  kind: 'integer',
  title: { zh: '消息 ID', en: 'Message ID' },
  description: {
    zh: '64 位整数，请一直当字符串保存：转成 JavaScript 的 number 会丢掉末几位。重试时 MsgId 不变，用它排重。',
    en: 'A 64-bit integer; keep it a string, because a JavaScript number loses its last digits. Retries carry the same one, so use it to drop duplicates.',
  },
  sample: '23892468385179204',
}

const ARTICLE_FIELDS: FieldSpec[] = [
  {
    name: 'MsgDataId',
    kind: 'text',
    title: { zh: '文章的消息数据 ID', en: 'Article data ID' },
    description: {
      zh: '只有消息来自公众号文章时才有，用来和文章对应。',
      en: 'Only there when the message came from one of your articles; it leads back to that article.',
    },
    optional: true,
    sample: '2247503051',
  },
  {
    name: 'Idx',
    kind: 'text',
    title: { zh: '第几篇文章', en: 'Article position' },
    description: {
      zh: '只有消息来自公众号文章时才有；多图文时表示第几篇，从 1 开始。',
      en: 'Only there when the message came from one of your articles: which article of the set, counted from 1.',
    },
    optional: true,
    sample: '1',
  },
]

function describeMsgType(type: string): FieldSpec {
  return {
    name: 'MsgType',
    kind: 'cdata',
    title: { zh: '消息类型', en: 'Message type' },
    description:
      type === 'event'
        ? {
            zh: '固定为 event，具体是哪个事件看 Event。事件没有 MsgId，排重请用 FromUserName + CreateTime。',
            en: 'Always event; Event says which. Events have no MsgId: drop duplicates by FromUserName + CreateTime.',
          }
        : {
            zh: `固定为 ${type}。`,
            en: `Always ${type}.`,
          },
    sample: type,
  }
}

function describeEvent(event: string): FieldSpec {
  return {
    name: 'Event',
    kind: 'cdata',
    title: { zh: '事件类型', en: 'Event' },
    description: {
      zh: `事件名，这里是 ${event}。官方文档有的全大写、有的全小写，收到什么就按什么显示，比较时请忽略大小写。`,
      en: `The name of the event, here ${event}. WeChat spells some in capitals and some not: keep it as received, and ignore case when comparing.`,
    },
    sample: event,
  }
}

/** The part of a message that a group file states; the fields that all messages share are added here, once. */
type OwnPart = Omit<MessageSpec, 'type' | 'event' | 'fields'> & {
  fields: FieldSpec[]
  /** Fields that the official sample puts after MsgId, MsgDataId and Idx. */
  fieldsAtEnd?: FieldSpec[]
}

/**
 * Describes a message that a user sent: common head, own fields, MsgId, and the fields of one that comes from an
 * article.
 */
export function createMessageSpec(type: string, own: OwnPart): MessageSpec {
  const { fields, fieldsAtEnd = [], ...rest } = own
  const head = [TO_USER_NAME, FROM_USER_NAME, CREATE_TIME, describeMsgType(type)]
  return { type, ...rest, fields: [...head, ...fields, MSG_ID, ...ARTICLE_FIELDS, ...fieldsAtEnd] }
}

/** Describes a message of a kind that never comes from an article: legacy devices, mini programs. */
export function createOtherMessageSpec(type: string, own: Omit<OwnPart, 'fieldsAtEnd'>): MessageSpec {
  const { fields, ...rest } = own
  const head = [TO_USER_NAME, FROM_USER_NAME, CREATE_TIME, describeMsgType(type)]
  return { type, ...rest, fields: [...head, ...fields, MSG_ID] }
}

/** Describes an event: common head with Event, and own fields. Events have no MsgId. */
export function createEventSpec(event: string, own: Omit<OwnPart, 'fieldsAtEnd'>): MessageSpec {
  const { fields, ...rest } = own
  const head = [TO_USER_NAME, FROM_USER_NAME, CREATE_TIME, describeMsgType('event'), describeEvent(event)]
  return { type: 'event', event, ...rest, fields: [...head, ...fields] }
}
