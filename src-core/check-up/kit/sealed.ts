import { createCipheriv } from 'node:crypto'
import type { HttpRequest } from '../../ports/http.ts'
import { packPlainBuffer, RANDOM_BYTES } from '../../wechat/cipher/plain-buffer.ts'
import { sign } from '../../wechat/signature.ts'
import { readQuery, withBody, withQuery } from './query.ts'

/** Returns the bytes of a message before encryption, with another number in place of its length. */
export function packWithLength(
  message: string,
  { appId, random16, length }: { appId: string; random16: Uint8Array; length: number },
): Uint8Array {
  const plain = Buffer.from(packPlainBuffer(random16, Buffer.from(message), Buffer.from(appId)))
  plain.writeUInt32BE(length, RANDOM_BYTES)
  return plain
}

/** Encrypts whole blocks as they are. */
export function encryptPlain(plain: Uint8Array, key: Uint8Array): string {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}

/** Returns an encrypted request with another text in Encrypt, rightly signed. */
export function withEncrypt(request: HttpRequest, encrypt: string, token: string): HttpRequest {
  const body = Buffer.from(request.body)
    .toString()
    .replace(/<Encrypt><!\[CDATA\[[^\]]*\]\]><\/Encrypt>/, () => `<Encrypt><![CDATA[${encrypt}]]></Encrypt>`)
  const [timestamp, nonce] = [readQuery(request, 'timestamp'), readQuery(request, 'nonce')]
  const msgSignature = sign({ token, timestamp, nonce, encrypt })
  return withBody(withQuery(request, { msg_signature: msgSignature }), Buffer.from(body))
}
