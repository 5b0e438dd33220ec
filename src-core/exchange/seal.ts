import { createHmac } from 'node:crypto'
import { encryptMessage } from '../wechat/cipher/encrypt.ts'
import { writeEnvelope, writeJsonEnvelope } from './envelope.ts'
import { parameter } from './incoming.ts'
import type { Genuine } from './receive.ts'

/** Puts a reply's body into the envelope that the request asks for; null if it asks for none. */
export type Seal = (body: string) => string

/**
 * Returns the encryption for the reply to this message: with the key that opened the message, signed over the second of
 * its arrival and its own nonce. Returns null if the message came in the clear or could not be opened. In compatible
 * mode WeChat takes a plain or an encrypted reply; it gets the encrypted one, since the developer's server has to be
 * able to do that.
 *
 * The 16 random bytes come from the reply itself and the key: nobody else can know them, two different replies have
 * different ones, and the preview is byte for byte the reply that is sent.
 *
 * Source: https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function createSeal({ sealed, account, target, incoming, message }: Genuine): Seal | null {
  const { key, decryption } = sealed ?? {}
  if (!key || account.token === '') return null
  const timestamp = String(Math.floor(incoming.receivedAt / 1000))
  const nonce = parameter(target.parameters, 'nonce') ?? ''
  // If the account has no AppID, the message itself says whom it was for.
  const appId = account.appId || decryption?.receiver || ''
  return (body) => {
    const random = createHmac('sha256', key).update(`${timestamp} ${nonce} ${body}`).digest('hex')
    const random16 = Buffer.from(random.slice(0, 16), 'latin1')
    const encrypt = encryptMessage({ message: body, key, appId, random16 })
    const write = message?.format === 'json' ? writeJsonEnvelope : writeEnvelope
    return write({ encrypt, token: account.token, timestamp, nonce })
  }
}
