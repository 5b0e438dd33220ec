import { hash } from 'node:crypto'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import type { Signing } from './field-case.ts'

/** The account that all cases are about. */
export const TOKEN = 'mytoken'
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
export const APP_ID = 'wx0123456789abcdef'
export const KEY_OPTIONS = ['--aes-key', AES_KEY, '--app-id', APP_ID]

export const sha1 = (text: string) => hash('sha1', text, 'hex')

/** Returns the 32 bytes of the account's key. */
export function readKey(): Uint8Array {
  const decoded = decodeAesKey(AES_KEY)
  if (!decoded.ok) throw new Error(decoded.failure.text.en)
  return decoded.key
}

/** Encrypts as WeChat does; `random` are the 16 characters in front. */
export function encrypt(message: string, { appId = APP_ID, random = '0123456789abcdef' } = {}): string {
  return encryptMessage({ message, key: readKey(), appId, random16: Buffer.from(random) })
}

/** Returns an encrypted reply; its signature fits whatever `encrypted` is. */
export function createReplyEnvelope(encrypted: string): string {
  const [timestamp, nonce] = ['1770000001', '987654321']
  const signature = sign({ token: TOKEN, timestamp, nonce, encrypt: encrypted })
  return (
    `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
  )
}

/** Returns the query of a push, of an encrypted one if there is an Encrypt. */
export function createQuery(signing: Signing, encrypted?: string, msgSignature?: string): string {
  const { timestamp, nonce } = signing
  const query = new URLSearchParams({ signature: sign(signing), timestamp, nonce, openid: 'oUserA' })
  if (encrypted !== undefined) {
    query.set('encrypt_type', 'aes')
    query.set('msg_signature', msgSignature ?? sign({ ...signing, encrypt: encrypted }))
  }
  return query.toString()
}
