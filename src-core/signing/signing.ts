import type { Account } from '../contract/account.ts'
import { findByPath } from '../contract/app-id-mark.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Callback, CallbackReading } from '../contract/callback.ts'
import type { Finding } from '../contract/exchange.ts'
import type { ExplainedSignature, SignatureExplanation, SignatureQuestion } from '../contract/signing.ts'
import type { Bilingual } from '../contract/text.ts'
import { createSignatureMismatch } from '../diagnosis/encryption/encryption.ts'
import { createFinding } from '../diagnosis/finding.ts'
import { diagnoseSignature, explainUnknown } from '../diagnosis/signature/doctor.ts'
import { findEnvelope, readEnvelope } from '../exchange/envelope.ts'
import { readCallback } from '../wechat/callback-url.ts'
import { isSameSignature, showSteps, verifySignature } from '../wechat/signature.ts'
import { parseLenient } from '../xml/parse/lenient.ts'

/**
 * Explains `signature` and, with Encrypt, `msg_signature`: the steps, whether they fit, and if not, why. `plaintext` is
 * the decrypted text of Encrypt, if known.
 */
export function explainSignatures(
  question: SignatureQuestion,
  accounts: readonly Account[],
  plaintext?: string,
): SignatureExplanation {
  const { encrypt } = question
  const token = question.token ?? ownerOf(question.account, accounts)?.token ?? ''
  return {
    signature: explain('signature', question, token, { accounts, plaintext }),
    msgSignature:
      encrypt === undefined ? null : explain('msg_signature', question, token, { accounts, plaintext }),
  }
}

/** Returns the account of this id; undefined if no id is given. Throws NOT_FOUND if there is no such account. */
export function ownerOf(id: string | undefined, accounts: readonly Account[]): Account | undefined {
  const account = accounts.find((one) => one.id === id)
  if (id !== undefined && !account) throw new CommandFailure('NOT_FOUND', `There is no account ${id}.`)
  return account
}

interface Known {
  accounts: readonly Account[]
  plaintext: string | undefined
}

function explain(
  checked: 'signature' | 'msg_signature',
  question: SignatureQuestion,
  token: string,
  known: Known,
): ExplainedSignature {
  const { timestamp, nonce, encrypt } = question
  const input = { token, timestamp, nonce, encrypt: checked === 'signature' ? undefined : encrypt }
  const given = checked === 'signature' ? question.received : question.receivedMsg
  const received = given === undefined || given === '' ? null : given
  const steps = showSteps(input, { isTokenShown: question.token !== undefined })
  // Anyone can make the signature of an empty token.
  const ok = received !== null && token !== '' && isSameSignature(steps.digest, received)
  return {
    steps,
    received,
    ok,
    cause: ok || received === null ? null : findCause(checked, question, token, known),
  }
}

/** Returns the finding for a signature that differs, with the likely mistake as its advice; none if it fits. */
export function diagnoseExplained(
  checked: 'signature' | 'msg_signature',
  { cause }: Pick<ExplainedSignature, 'cause'>,
): Finding[] {
  if (!cause) return []
  if (checked === 'msg_signature') return [createSignatureMismatch(cause)]
  return [createFinding('signature.mismatch', { ...DIFFERS, fix: cause }, { in: 'query', key: 'signature' })]
}

const DIFFERS = {
  title: { zh: '签名不对', en: 'The signature is wrong' },
  detail: {
    zh: '用 token、timestamp 和 nonce 算出的签名与收到的不同。',
    en: 'The signature computed of token, timestamp and nonce differs from the one received.',
  },
}

const NO_TOKEN: Bilingual = {
  zh: '还没有填 Token，所以没有签名能通过。',
  en: 'No token has been entered, so no signature can fit.',
}

function findCause(
  checked: 'signature' | 'msg_signature',
  { timestamp, nonce, encrypt, echostr, received, receivedMsg, raw }: SignatureQuestion,
  token: string,
  { accounts, plaintext }: Known,
): Bilingual {
  if (token === '') return NO_TOKEN
  const named = diagnoseSignature({
    checked,
    token,
    query: { timestamp, nonce, echostr, signature: received, msg_signature: receivedMsg },
    rawQuery: raw ?? {},
    encrypt,
    plaintext,
    otherAccounts: accounts.filter((one) => one.token !== token),
  })
  return (named ?? explainUnknown((checked === 'signature' ? received : receivedMsg) ?? '', token)).text
}

/** Returns the request in a text, its account, and what it lacks; null if there is none. */
export function findCallback(text: string, accounts: readonly Account[]): CallbackReading | null {
  const callback = readCallback(text)
  if (!callback) return null
  const encrypt = readEncrypt(callback.body)
  return {
    ...callback,
    encrypt,
    missing: findMissing(callback, encrypt),
    account: findOwner(callback, accounts),
  }
}

function readEncrypt(body: string | null): string | null {
  if (body === null) return null
  const parsed = parseLenient(new TextEncoder().encode(body))
  const envelope = parsed.ok ? findEnvelope(parsed.document) : null
  return envelope && readEnvelope(envelope).encrypt
}

function findMissing({ values }: Callback, encrypt: string | null): string[] {
  const always = ['signature', 'timestamp', 'nonce'] as const
  const missing: string[] = always.filter((name) => !values[name])
  const isEncrypted = values.encrypt_type === 'aes' || values.msg_signature !== undefined || encrypt !== null
  if (!isEncrypted) return missing
  return [
    ...missing,
    ...(values.msg_signature ? [] : ['msg_signature']),
    ...(encrypt === null ? ['Encrypt'] : []),
  ]
}

function findOwner({ values, path }: Callback, accounts: readonly Account[]): CallbackReading['account'] {
  const { timestamp = '', nonce = '', signature = '' } = values
  const signer = accounts.find(
    ({ token }) => token !== '' && verifySignature({ token, timestamp, nonce }, signature),
  )
  if (signer) return { id: signer.id, by: 'token' }
  const owner = path === null ? null : findByPath(accounts, path)
  return owner ? { id: owner.id, by: 'path' } : null
}
