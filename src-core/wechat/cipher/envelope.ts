import type { MessageField } from '../message-field.ts'
import { sign } from '../signature.ts'

export interface EnvelopeInput {
  /** From `encryptMessage`. */
  encrypt: string
  token: string
  /** Seconds, as text; may be the request's or fresh. */
  timestamp: string
  nonce: string
}

/**
 * Returns the fields of an encrypted reply. MsgSignature covers the envelope's own TimeStamp and Nonce, whatever those
 * of the request were.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function createEnvelope({ encrypt, token, timestamp, nonce }: EnvelopeInput): MessageField[] {
  return [
    { name: 'Encrypt', kind: 'cdata', value: encrypt },
    { name: 'MsgSignature', kind: 'cdata', value: sign({ token, timestamp, nonce, encrypt }) },
    { name: 'TimeStamp', kind: 'bare', value: timestamp },
    { name: 'Nonce', kind: 'cdata', value: nonce },
  ]
}
