import type { Bilingual } from '../contract/text.ts'
import { explainSignature, type SignaturePart } from '../wechat/signature.ts'

/** Another account of the workbench. `name` is shown to the user, `token` never. */
export interface OtherToken {
  name: string
  token: string
}

/** A signature that does not fit, laid out for trying mistakes on it. */
export interface Mismatch {
  /** The parts as WeChat takes them, in the order token, timestamp, nonce and, for `msg_signature`, encrypt. */
  parts: readonly SignaturePart[]
  /** Which of the two signatures is looked at. */
  checked: 'signature' | 'msg_signature'
  signature: string | undefined
  msgSignature: string | undefined
  encrypt: string | undefined
  /** What Encrypt holds, decrypted. */
  plaintext: string | undefined
  echostr: string | undefined
  /** Values by part name as they stand in the URL, still percent-encoded. */
  raw: Readonly<Record<string, string | undefined>>
  otherAccounts: readonly OtherToken[]
}

/** One wrong computation: the signature it gives, and a name to put into the explanation. Never a secret. */
export interface Trial {
  digest: string
  detail?: string
}

/** One row of the tables: how the other side may have computed, and the sentence for it. */
export interface Mistake {
  code: string
  compute(mismatch: Mismatch): Iterable<Trial>
  explain(detail: string): Bilingual
}

export function computeDigest(parts: readonly SignaturePart[]): string {
  return explainSignature(parts).digest
}

export function getPart(parts: readonly SignaturePart[], name: string): string {
  return parts.find((part) => part.name === name)?.value ?? ''
}

export function replacePart(parts: readonly SignaturePart[], name: string, value: string): SignaturePart[] {
  return parts.map((part) => (part.name === name ? { name, value } : part))
}
