import * as v from 'valibot'
import type { CipherLayers } from './cipher.ts'
import { command, idSchema, nothing } from './command.ts'
import type { Finding } from './exchange.ts'
import { PASTED_TEXT_MAX } from './pasted-text.ts'
import type { Bilingual } from './text.ts'

/** `value` is null for an account's token: `account.secret` gives it. */
export interface SignaturePart {
  name: string
  value: string | null
}

/** The steps that make a signature; the values are the token and those of the query. */
export interface SignatureSteps {
  parts: SignaturePart[]
  /** The same parts in byte order. */
  sorted: SignaturePart[]
  /** SHA-1 of the sorted values joined, 40 lower-case hex digits. */
  digest: string
}

/** One of a request's two signatures, recomputed and compared. */
export interface SignatureCheck {
  /** Null if timestamp or nonce is missing, or the path belongs to no account. */
  steps: SignatureSteps | null
  received: string | null
  ok: boolean
}

export interface SignatureReport extends SignatureCheck {
  /** `msg_signature`, which covers Encrypt as well; null if the message was not encrypted. */
  msg: SignatureCheck | null
  /** The account's token has changed since, so these steps are not those of the moment of receipt. */
  tokenChanged: boolean
}

/** Kept as typed: people come here to see what is wrong with it. */
const secret = v.pipe(v.string(), v.maxLength(256))
const short = v.pipe(v.string(), v.maxLength(1024))
const long = v.pipe(v.string(), v.maxLength(PASTED_TEXT_MAX))

/** If none of them is given, `token` and the rest are those of `account`. */
const secrets = {
  account: v.optional(idSchema),
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
  /** Timestamp and nonce as in the URL, if they were read from one. */
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
  /** Null if there is nothing to compare with. */
  received: string | null
  ok: boolean
  /** If the signatures differ, the likely mistake of the other side. */
  cause: Bilingual | null
}

/** The languages in which code that verifies a signature can be made. */
export const codeLanguages = ['node', 'php', 'java', 'python', 'go'] as const
export type CodeLanguage = (typeof codeLanguages)[number]

export const signatureOrderSchema = v.strictObject({
  ...secrets,
  timestamp: short,
  nonce: short,
  /** The text of Encrypt; with it the request is an encrypted message. */
  encrypt: v.optional(long),
  /** Without Encrypt, the request is then the GET with which WeChat verifies an address. */
  echostr: v.optional(short),
  /** Where to send it, with or without `http://`; the account's local address if omitted. */
  address: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  /** Writes the token into the code. Only one that is given here: an account's stays where it is. */
  tokenInCode: v.optional(v.boolean(), false),
})
export type SignatureOrder = v.InferOutput<typeof signatureOrderSchema>

/** A request signed as WeChat would sign it, and code that verifies it. */
export interface MadeSignature {
  /** Null if `address` is no address. */
  request: { url: string; curl: string } | null
  /** Reads the token from the environment variable `WECHAT_TOKEN`, unless it was to be written there. */
  code: Record<CodeLanguage, Bilingual>
}

export const cipherOpeningSchema = v.strictObject({
  ...keys,
  /** An envelope, or the text of Encrypt alone. If it is empty, only the keys are checked. */
  text: long,
  /** The values of the query; a reply's envelope has its own. */
  signed: v.optional(v.strictObject({ timestamp: short, nonce: short, msgSignature: short })),
})
export type CipherOpening = v.InferOutput<typeof cipherOpeningSchema>

export interface OpenedCipher {
  /** Why nothing can be taken apart; null if something can. */
  problem: Bilingual | null
  /** Null without Encrypt or without a key. */
  layers: CipherLayers | null
  /** The decrypted text, and its simple view if it is XML. */
  message: string | null
  json: string | null
  /** Null if no `msg_signature` was given. */
  msgSignature: ExplainedSignature | null
  findings: Finding[]
}

export const cipherSealingSchema = v.strictObject({
  ...keys,
  xml: long,
  /** Seconds; the present moment if omitted. */
  timestamp: v.optional(v.pipe(v.string(), v.regex(/^\d{1,13}$/, 'digits'))),
  /** A random one if omitted. */
  nonce: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024))),
})
export type CipherSealing = v.InferOutput<typeof cipherSealingSchema>

export interface SealedCipher {
  /** Null if the key is invalid (`findings` says why) or if there is nothing to encrypt. */
  sealed: { envelope: string; msgSignature: SignatureSteps; layers: CipherLayers } | null
  /** Why WeChat could not read the decrypted text; null if the XML is well-formed. */
  problem: Bilingual | null
  findings: Finding[]
}

export const signingCommands = {
  'cipher.createKey': command<{ aesKey: string }>()({
    access: 'read',
    says: {
      zh: '随机生成一个 EncodingAESKey，不会保存。',
      en: 'Makes a random EncodingAESKey, as the console does, and keeps it nowhere.',
    },
    input: nothing,
  }),
  /** NOT_FOUND: there is no such account. */
  'cipher.open': command<OpenedCipher>()({
    access: 'read',
    says: {
      zh: '把密文信封或单独的 Encrypt 逐层解开，并指出是哪一层不对。',
      en: 'Takes an envelope or a bare Encrypt apart, layer by layer, and names the layer that is wrong.',
    },
    input: cipherOpeningSchema,
  }),
  /** NOT_FOUND as above; NOT_WRITABLE: the nonce cannot stand in XML. */
  'cipher.seal': command<SealedCipher>()({
    access: 'read',
    says: { zh: '加密一份回复并签名；不会发送。', en: 'Encrypts and signs a reply; nothing is sent.' },
    input: cipherSealingSchema,
  }),
  /** NOT_FOUND: there is no such account. */
  'signature.explain': command<SignatureExplanation>()({
    access: 'read',
    says: {
      zh: '列出两个签名的每一步计算；对不上时说明最可能的原因。',
      en: 'Shows each step of both signatures, and why one does not fit.',
    },
    input: signatureQuestionSchema,
  }),
  /** NOT_FOUND as above; NOT_WRITABLE: Encrypt cannot stand in XML. */
  'signature.make': command<MadeSignature>()({
    access: 'read',
    says: {
      zh: '生成签好名的 URL 和 cURL 命令，以及 Node、PHP、Java、Python、Go 的验签代码；不会发送。',
      en: 'Makes a signed URL, a cURL command, and verifying code in Node, PHP, Java, Python and Go; nothing is sent.',
    },
    input: signatureOrderSchema,
  }),
}
