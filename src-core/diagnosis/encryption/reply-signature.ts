import type { Bilingual } from '../../contract/text.ts'
import type { KeyedDecryption } from '../../wechat/cipher/keys.ts'
import { sign, verifySignature } from '../../wechat/signature.ts'
import { diagnoseSignature, MAX_EXAMINED } from '../signature/doctor.ts'
import type { EnvelopeTexts } from './reply-envelope-texts.ts'

interface SignedReply {
  encrypt: string
  msgSignature: string
  timestamp: string
  nonce: string
}

/** The request's own values, and the account's token. */
interface SignedRequest {
  timestamp: string
  nonce: string
  token: string
}

/** Says why the MsgSignature of a reply is wrong; returns nothing if it is right. */
export function findSignatureFault(
  { encrypt, msgSignature, timestamp, nonce }: SignedReply,
  { token, ...request }: SignedRequest,
  { message, misencoding }: KeyedDecryption,
): EnvelopeTexts[] {
  if (verifySignature({ token, timestamp, nonce, encrypt }, msgSignature)) return []
  // Once the encoding is mended, the signature fits.
  if (misencoding && verifySignature({ token, timestamp, nonce, encrypt: misencoding.encrypt }, msgSignature))
    return []
  const ofRequest = sign({ token, timestamp: request.timestamp, nonce: request.nonce, encrypt })
  return [{ ...SIGNATURE_WRONG, fix: ofRequest === msgSignature ? SIGNED_WITH_REQUEST : nameMistake() }]

  function nameMistake(): Bilingual {
    if (encrypt.length > MAX_EXAMINED) return BACKEND_TOKEN
    const named = diagnoseSignature({
      checked: 'msg_signature',
      token,
      query: { msg_signature: msgSignature, timestamp, nonce },
      encrypt,
      plaintext: message ? new TextDecoder().decode(message) : undefined,
    })
    return named?.text ?? BACKEND_TOKEN
  }
}

const SIGNATURE_WRONG = {
  title: { zh: '回复的 MsgSignature 不对（-40001）', en: 'MsgSignature of the reply is wrong (-40001)' },
  detail: {
    zh: 'MsgSignature 要用回复自己的 TimeStamp、Nonce、Encrypt 和 Token 计算。',
    en: 'MsgSignature is made of the reply’s own TimeStamp, Nonce and Encrypt, and the token.',
  },
}

const SIGNED_WITH_REQUEST: Bilingual = {
  zh: '后端用请求的 timestamp 和 nonce 签了名，却在回复里写了另外的值；两处请用同一组。',
  en: 'The backend signed the request’s timestamp and nonce but wrote others into the reply; use one pair for both.',
}

const BACKEND_TOKEN: Bilingual = {
  zh: '逐一试过常见错误，都得不到这个值；请核对后端的 Token，以及签名时用的 Encrypt 是不是写进回复的那一份。',
  en: 'No known mistake gives this value; check the backend’s token, and that it signed the very Encrypt that it wrote into the reply.',
}
