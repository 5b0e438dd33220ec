import { findTokenShape } from '../../contract/field-check/token.ts'
import { createSignatureParts } from '../../wechat/signature.ts'
import { DIGEST_MISTAKES } from './digest-mistakes.ts'
import { computeDigest } from './mistake.ts'
import type { Mismatch, Mistake, OtherToken, SignatureDiagnosis } from './mistake.ts'
import { ORDER_MISTAKES } from './order-mistakes.ts'
import { findPair } from './pairs.ts'
import { PART_MISTAKES } from './part-mistakes.ts'
import { TELLING_DIGESTS } from './telling-digests.ts'
import { TOKEN_MISTAKES } from './token-mistakes.ts'
import { tryMistake } from './trials.ts'

/**
 * A request whose signature does not fit, and the facts that we know. `token` is what the user typed into the
 * workbench; the received value was computed by the other side, with its own idea of the token and of the recipe.
 */
export interface SignatureCase {
  /** The one of the two signatures that is to be explained. */
  checked: 'signature' | 'msg_signature'
  token: string
  /** Decoded query values by name: signature, timestamp, nonce, and, if present, msg_signature and echostr. */
  query: Readonly<Record<string, string | undefined>>
  /** The same values as they stand in the URL. */
  rawQuery?: Readonly<Record<string, string | undefined>>
  /** The text of `<Encrypt>`; without it a `msg_signature` cannot be explained. */
  encrypt?: string | undefined
  /** The content of Encrypt, if it could be decrypted: some developers sign that instead. */
  plaintext?: string | undefined
  otherAccounts?: readonly OtherToken[]
}

export type { OtherToken, SignatureDiagnosis } from './mistake.ts'

/**
 * All known mistakes, in the order in which they are tried. The most frequent mistakes come first; of two mistakes that
 * give the same value, the one that says more comes first (a swap before a part left out).
 */
export const SIGNATURE_MISTAKES: readonly Mistake[] = [
  ...TOKEN_MISTAKES,
  ...PART_MISTAKES,
  ...ORDER_MISTAKES,
  ...DIGEST_MISTAKES,
  ...TELLING_DIGESTS,
]

/** The text for a wrong signature if too many come in to examine each. */
export const NOT_EXAMINED = {
  text: {
    zh: '同时有大量签名不对的请求，没有逐条查找原因；让对方慢下来再发一次，这里就会说明。',
    en: 'Too many requests with wrong signatures are coming in to look into each; send one again when it is calmer.',
  },
}

/** The text for a signature that no known mistake explains. */
const TOKENS_DIFFER: SignatureDiagnosis = {
  code: 'tokens-differ',
  text: {
    zh: '逐一试过常见错误，都得不到收到的签名，两边的 Token 多半不同；微信用公众号后台「服务器配置」里保存的 Token 签名，请到那里复制一份填到这里。',
    en: 'No known mistake gives the received signature, so the two tokens most likely differ; WeChat signs with the token saved under the server configuration of its console, so copy that one here.',
  },
}

/** The text for a value that no SHA-1 can have: it tells nothing about the token. */
const NO_DIGEST: SignatureDiagnosis = {
  code: 'no-digest',
  text: {
    zh: '收到的不是 40 位小写的十六进制数，不可能是 SHA-1 签名：看看是不是复制少了，或复制了别的参数。',
    en: 'The value received does not have 40 lower-case hex digits, so it is no SHA-1: it was copied in part, or is another parameter.',
  },
}

/** Explains a received value that no known mistake gives: it is no digest, or the token is another. */
export function explainUnknown(received: string, token: string): SignatureDiagnosis {
  if (!/^[0-9a-f]{40}$/.test(received)) return NO_DIGEST
  return hintTokenShape(token) ?? TOKENS_DIFFER
}

/**
 * The longest Encrypt, in characters, of which a wrong signature is examined. Each of the thousands of hashes reads all
 * of it, and anyone who has seen one signed URL can send a megabyte at a time; a real message has a few thousand.
 */
export const MAX_EXAMINED = 64 * 1024

/**
 * Names the first known mistake that reproduces the received signature, or the first two that do so together.
 * Undefined when the signature is missing or right, or when none does (then say `explainUnknown`). The text never
 * contains a token.
 *
 * Costs some thousand hashes, about 10 ms: call it after the reply has left, not on the way to it.
 */
export function diagnoseSignature(request: SignatureCase): SignatureDiagnosis | undefined {
  const { checked, token, query, rawQuery = {}, encrypt, plaintext, otherAccounts = [] } = request
  const received = checked === 'signature' ? query['signature'] : query['msg_signature']
  if (received === undefined || received === '') return undefined
  if (checked === 'msg_signature' && encrypt === undefined) return undefined
  const mismatch: Mismatch = {
    parts: createSignatureParts({
      token,
      timestamp: query['timestamp'] ?? '',
      nonce: query['nonce'] ?? '',
      encrypt: checked === 'msg_signature' ? encrypt : undefined,
    }),
    checked,
    signature: query['signature'],
    msgSignature: query['msg_signature'],
    encrypt,
    plaintext,
    echostr: query['echostr'],
    raw: { timestamp: rawQuery['timestamp'], nonce: rawQuery['nonce'] },
    otherAccounts,
  }
  // Some wrong recipes give the right value by chance, such as no sorting if the parts stood in order already.
  if (received === computeDigest(mismatch.parts)) return undefined
  for (const mistake of SIGNATURE_MISTAKES) {
    for (const trial of tryMistake(mistake, mismatch)) {
      if (trial.digest === received) return { code: mistake.code, text: mistake.explain(trial.detail ?? '') }
    }
  }
  return findPair(mismatch, SIGNATURE_MISTAKES)
}

/** Says when the token looks like something else, whatever the signature. Undefined when nothing is odd. */
export function hintTokenShape(token: string): SignatureDiagnosis | undefined {
  const shape = findTokenShape(token)
  return shape ? { code: shape.code, text: shape.text } : undefined
}
