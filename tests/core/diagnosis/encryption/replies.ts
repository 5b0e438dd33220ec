import { openReply } from '../../../../src-core/diagnosis/encryption/encrypted-reply.ts'
import type { ReplySealing } from '../../../../src-core/diagnosis/encryption/encrypted-reply.ts'
import { readBody } from '../../../../src-core/diagnosis/reply/judge-reply.ts'
import type { OpenedReply } from '../../../../src-core/diagnosis/reply/judge-reply.ts'
import { writeEnvelope } from '../../../../src-core/exchange/envelope.ts'
import type { EnvelopeInput } from '../../../../src-core/wechat/cipher/envelope.ts'
import { encryptMessage } from '../../../../src-core/wechat/cipher/encrypt.ts'
import { aesKey, ENCODING_AES_KEY, OTHER_ENCODING_AES_KEY } from '../../wechat/cipher/crypto-vectors.ts'

export const TOKEN = 'pamtest'
const APP_ID = 'wxb11529c136998cb6'
export const REPLY = '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>'
export const REQUEST = { timestamp: '1458300676', nonce: '260774613' }
export const OWN = { timestamp: '1458300677', nonce: '42' }

export function encrypt({
  madeWith = ENCODING_AES_KEY,
  appId = APP_ID,
  message = REPLY,
}: { madeWith?: string; appId?: string; message?: string } = {}): string {
  return encryptMessage({ message, key: aesKey(madeWith), appId, random16: Buffer.alloc(16) })
}

/** Writes an envelope that is right except for the changes. */
export function seal(change: Partial<EnvelopeInput> = {}): string {
  return writeEnvelope({ encrypt: encrypt(), token: TOKEN, ...OWN, ...change })
}

export const RIGHT = seal()

/** Opens a reply; in safe mode unless `change` says otherwise. */
export function openGiven(body: string, change: Partial<ReplySealing> = {}): OpenedReply {
  const read = readBody({ status: 200, headers: [], body: Buffer.from(body), durationMs: 0 })
  if (!read) return { findings: [], inside: null }
  return openReply(read, {
    mode: 'safe',
    ...REQUEST,
    token: TOKEN,
    appId: APP_ID,
    keys: [aesKey(ENCODING_AES_KEY), aesKey(OTHER_ENCODING_AES_KEY)],
    otherAccounts: [],
    ...change,
  })
}
