import type { ExchangeMessage, Mode } from '../contract/exchange.ts'
import type { Bilingual } from '../contract/text.ts'
import { decryptWithKeys } from '../wechat/cipher/keys.ts'
import { readBody } from './read-body.ts'
import type { ReadBody } from './read-body.ts'
import { readBodyMessage } from './receive.ts'
import { findEncrypt } from './unseal.ts'

export type AskedMessage = ReadAsked | UnreadableAsked

/** The message of a push, as its body alone tells it. */
export interface ReadAsked {
  ok: true
  message: ExchangeMessage | null
  /** The mode that the body shows. */
  mode: Mode
  /** False if it is encrypted, nothing plain stands beside Encrypt, and there is no key. */
  isOpen: boolean
}

export interface UnreadableAsked {
  ok: false
  /** Why: it is no XML, or no key opens it. */
  text: Bilingual
  /** The place in the XML, from 1; null if it cannot be decrypted. */
  at: { line: number; column: number } | null
}

/** Reads the body of a push, XML or JSON, opened with the keys where it is encrypted. Never throws. */
export function readAskedMessage(
  bytes: Uint8Array,
  { keys: [first, ...others], appId }: { keys: readonly Uint8Array[]; appId: string },
): AskedMessage {
  const outside = readBody(bytes)
  const fault = findFault(outside)
  if (fault) return fault
  const message = readBodyMessage(outside)
  const { encrypt } = findEncrypt(outside)
  if (encrypt === null) return { ok: true, message, mode: 'plaintext', isOpen: true }
  // In compatible mode the plain message stands beside Encrypt.
  if (message && message.type !== '') return { ok: true, message, mode: 'compatible', isOpen: true }
  if (!first) return { ok: true, message, mode: 'safe', isOpen: false }
  const opened = decryptWithKeys({ encrypt, appId }, [first, ...others])
  if (!opened.message) return { ok: false, text: opened.failure!.text, at: null }
  const inside = readBody(opened.message)
  return findFault(inside) ?? { ok: true, message: readBodyMessage(inside), mode: 'safe', isOpen: true }
}

function findFault({ parsed }: ReadBody): UnreadableAsked | null {
  if (!parsed || parsed.ok) return null
  const { line, column, message } = parsed.error
  return { ok: false, text: message, at: { line, column } }
}
