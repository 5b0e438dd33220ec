/**
 * One element of a message, ready to be written as XML. `cdata` and `bare` say how WeChat writes the value: text in
 * CDATA, numbers without. Values are always strings: a MsgId has up to 19 digits and `UserCardCode` may start with
 * zeros, and a JavaScript number keeps neither.
 */
export type MessageField = MessageValue | MessageGroup

export interface MessageValue {
  name: string
  kind: 'cdata' | 'bare'
  value: string
}

export interface MessageGroup {
  name: string
  children: MessageField[]
}
