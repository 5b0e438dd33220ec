import { hash } from 'node:crypto'
import type { Bilingual } from '../../contract/text.ts'
import { explainSignature, type SignaturePart } from '../../wechat/signature.ts'

/** `code` is stable: the code of the mistake, or the codes of two with a plus between them. */
export interface SignatureDiagnosis {
  code: string
  text: Bilingual
}

/** Another account of the workbench. `name` is shown to the user, `token` never. */
export interface OtherToken {
  name: string
  token: string
}

/** A signature that does not fit, laid out for trying mistakes on it. */
export interface Mismatch {
  /** The parts as WeChat takes them, in the order token, timestamp, nonce and, for `msg_signature`, encrypt. */
  parts: readonly SignaturePart[]
  /** The one of the two signatures that is examined. */
  checked: 'signature' | 'msg_signature'
  signature: string | undefined
  msgSignature: string | undefined
  encrypt: string | undefined
  /** The decrypted content of Encrypt. */
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

/** Parts as the other side may have taken them. */
export interface ChangedParts {
  parts: readonly SignaturePart[]
  detail?: string | undefined
}

/** A text as the other side may have joined it. */
export interface JoinedText {
  text: string
  detail?: string
}

interface Named {
  code: string
  /** The sentence for it. */
  explain(detail: string): Bilingual
}

/** The right recipe over other values. */
export interface PartsMistake extends Named {
  in: 'parts'
  change(mismatch: Mismatch): Iterable<ChangedParts>
}

/** The right values in another order, or with something between them. */
export interface JoinMistake extends Named {
  in: 'join'
  join(parts: readonly SignaturePart[]): Iterable<JoinedText>
  /** The same without sorting first; absent if that makes no difference. */
  joinAsIs?(parts: readonly SignaturePart[]): Iterable<JoinedText>
}

/** The right text with another digest. */
export interface DigestMistake extends Named {
  in: 'digest'
  digest(text: string, parts: readonly SignaturePart[]): Iterable<string>
}

/** A mistake that shows only in both signatures together, or in the way the digits are written. */
export interface WholeMistake extends Named {
  in: 'whole'
  compute(mismatch: Mismatch): Iterable<Trial>
}

/** One row of the tables: a mistake that the other side may have made. */
export type Mistake = PartsMistake | JoinMistake | DigestMistake | WholeMistake

export function sha1(text: string): string {
  return hash('sha1', text, 'hex')
}

export function joinSorted(parts: readonly SignaturePart[]): string {
  return explainSignature(parts).joined
}

export function computeDigest(parts: readonly SignaturePart[]): string {
  return sha1(joinSorted(parts))
}

export function getReceived({ checked, signature, msgSignature }: Mismatch): string {
  return (checked === 'signature' ? signature : msgSignature) ?? ''
}

export function getPart(parts: readonly SignaturePart[], name: string): string {
  return parts.find((part) => part.name === name)?.value ?? ''
}

export function replacePart(parts: readonly SignaturePart[], name: string, value: string): SignaturePart[] {
  return parts.map((part) => (part.name === name ? { name, value } : part))
}
