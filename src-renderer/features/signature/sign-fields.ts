/**
 * Everything typed on the screen. An empty secret is the account's: the workbench has it, and the screen does not need
 * it. Each tab has a timestamp and a nonce of its own, since its request may be another one.
 */
export interface SignFields {
  token: string
  aesKey: string
  previousAesKey: string
  appId: string
  timestamp: string
  nonce: string
  echostr: string
  encrypt: string
  signature: string
  msgSignature: string
  /** The address to which a made request goes; empty for the account's local one. */
  address: string
  envelope: string
  openTimestamp: string
  openNonce: string
  openMsgSignature: string
  xml: string
  sealTimestamp: string
  sealNonce: string
  pasted: string
  alarm: string
}

export const EMPTY_FIELDS: SignFields = {
  token: '',
  aesKey: '',
  previousAesKey: '',
  appId: '',
  timestamp: '',
  nonce: '',
  echostr: '',
  encrypt: '',
  signature: '',
  msgSignature: '',
  address: '',
  envelope: '',
  openTimestamp: '',
  openNonce: '',
  openMsgSignature: '',
  xml: '',
  sealTimestamp: '',
  sealNonce: '',
  pasted: '',
  alarm: '',
}
