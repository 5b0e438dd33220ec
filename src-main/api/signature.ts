import { sign, verifySignature } from '../../src-core/wechat/signature.ts'
import type { SignatureInput } from './types.ts'
import { optional, readInput, TEXT } from './read-input.ts'

const SIGNED = { token: TEXT, timestamp: TEXT, nonce: TEXT, encrypt: optional(TEXT) }

export function signRequest(input: SignatureInput): string {
  return sign(readInput('sign', input, SIGNED))
}

export function verifyRequest(input: SignatureInput & { signature: string }): boolean {
  const { signature, ...signed } = readInput('verifySignature', input, { ...SIGNED, signature: TEXT })
  return verifySignature(signed, signature)
}
