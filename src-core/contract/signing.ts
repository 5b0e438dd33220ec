import * as v from 'valibot'
import type { CipherLayers } from './cipher.ts'
import type { Finding } from './exchange.ts'
import type { SignatureSteps } from './signature.ts'
import type { Bilingual } from './text.ts'

/** As much as the responder reads of a body, in UTF-16 units. */
const LONGEST_TEXT = 1024 * 1024

const accountId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64))
/** As typed: what is wrong with it is what people come here to see. */
const secret = v.pipe(v.string(), v.maxLength(256))
const short = v.pipe(v.string(), v.maxLength(1024))
const long = v.pipe(v.string(), v.maxLength(LONGEST_TEXT))

/** Where nothing is given of them, `token` and the rest are those of `account`. */
const secrets = {
  account: v.optional(accountId),
  token: v.optional(secret),
}
const keys = {
  ...secrets,
  aesKey: v.optional(secret),
  previousAesKey: v.optional(secret),
  appId: v.optional(v.pipe(v.string(), v.maxLength(64))),
}

export const signatureQuestionSchema = v.strictObject({
  ...secrets,
  timestamp: short,
  nonce: short,
  /** The text of Encrypt; with it `msg_signature` is explained as well. */
  encrypt: v.optional(long),
  echostr: v.optional(short),
  received: v.optional(short),
  receivedMsg: v.optional(short),
  /** Timestamp and nonce as they stood in the URL, where they were read from one. */
  raw: v.optional(v.strictObject({ timestamp: v.optional(short), nonce: v.optional(short) })),
})
export type SignatureQuestion = v.InferOutput<typeof signatureQuestionSchema>

export interface SignatureExplanation {
  signature: ExplainedSignature
  /** Null without Encrypt. */
  msgSignature: ExplainedSignature | null
}

export interface ExplainedSignature {
  steps: SignatureSteps
  /** Null where there is nothing to compare with. */
  received: string | null
  ok: boolean
  /** Where it is another one: what the other side most likely did. */
  cause: Bilingual | null
}

export const cipherOpeningSchema = v.strictObject({
  ...keys,
  /** An envelope, or the text of Encrypt alone; without either, the keys alone are looked at. */
  text: long,
  /** What stood in the query; a reply's envelope has its own. */
  signed: v.optional(v.strictObject({ timestamp: short, nonce: short, msgSignature: short })),
})
export type CipherOpening = v.InferOutput<typeof cipherOpeningSchema>

export interface OpenedCipher {
  /** Why there is nothing to take apart; null where there is. */
  problem: Bilingual | null
  /** Null without Encrypt or without a key. */
  layers: CipherLayers | null
  /** What was decrypted, and its simple view where it is XML. */
  message: string | null
  json: string | null
  /** Null where no `msg_signature` was given. */
  msgSignature: ExplainedSignature | null
  findings: Finding[]
}

export const cipherSealingSchema = v.strictObject({
  ...keys,
  xml: long,
  /** Seconds; the present moment where it is not given. */
  timestamp: v.optional(v.pipe(v.string(), v.regex(/^\d{1,13}$/, 'digits'))),
  /** A random one where it is not given. */
  nonce: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024))),
})
export type CipherSealing = v.InferOutput<typeof cipherSealingSchema>

export interface SealedCipher {
  /** Null where the key is none, of which `findings` says why, or where there is nothing to encrypt. */
  sealed: { envelope: string; msgSignature: SignatureSteps; layers: CipherLayers } | null
  /** What WeChat would not be able to read once it is decrypted; null where the XML is well-formed. */
  problem: Bilingual | null
  findings: Finding[]
}

/** Something pasted: a URL, a line of a log, a command, or a page full of them. */
export const pastedTextSchema = v.strictObject({ text: long })

/** What a request of WeChat's carries in its query. */
export const callbackParameters = [
  'signature',
  'timestamp',
  'nonce',
  'echostr',
  'openid',
  'encrypt_type',
  'msg_signature',
] as const
export type CallbackParameter = (typeof callbackParameters)[number]

/** A request of WeChat's as it was found in a text. */
export interface Callback {
  /** Null where there were names and values, but no address. */
  path: string | null
  /** Decoded, as they were signed. */
  values: Partial<Record<CallbackParameter, string>>
  /** The same as they stood in the URL, percent-encoded; empty where there was none. */
  raw: Partial<Record<CallbackParameter, string>>
  /** The XML that followed, as it stood there. */
  body: string | null
  /** How many requests there were; this is the first of those that have most to say. */
  found: number
}

export interface CallbackReading extends Callback {
  /** The text of Encrypt in the body. */
  encrypt: string | null
  /** What a check needs and the text does not have, `Encrypt` included. */
  missing: string[]
  /** Whose it is: the one whose token made the signature, or else the one that answers at this path. */
  account: { id: string; by: 'token' | 'path' } | null
}
