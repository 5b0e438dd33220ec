/**
 * The reply in a few words. `nothing`: none was sent. `echo`: the echostr of a verification. `sealed`: a backend's
 * encrypted reply. `message`: `type` is its MsgType as written, `text` its telling part in one line. `other`: a body that
 * is no message, and its beginning.
 */
export type ReplyBrief =
  | { kind: 'nothing' | 'empty' | 'success' | 'echo' | 'sealed' }
  | { kind: 'message'; type: string; text: string; /** The number of articles of news. */ articles?: number }
  | { kind: 'other'; text: string }
