import type { Account } from '../contract/account.ts'
import type { ExchangeSignature, Mode } from '../contract/exchange.ts'
import { decodeAesKeys } from '../wechat/cipher/aes-key.ts'
import { decryptWithKeys } from '../wechat/cipher/keys.ts'
import type { KeyedDecryption } from '../wechat/cipher/keys.ts'
import type { XmlElement } from '../xml/tree.ts'
import { checkSignature } from './check-signature.ts'
import { isEnvelopeOnly, readEnvelope } from './envelope.ts'
import type { Target } from './incoming.ts'
import { readJsonEnvelope } from './json-push.ts'
import type { ReadBody } from './read-body.ts'

/** The envelope in which a message came encrypted, and the result of opening it. */
export interface Sealed {
  /** `safe` if Encrypt stands alone, `compatible` if it stands beside the plain message. */
  mode: Exclude<Mode, 'plaintext'>
  /** The text of Encrypt. */
  encrypt: string
  msgSignature: ExchangeSignature
  /** Null if the account has no valid key. */
  decryption: KeyedDecryption | null
  /** The key that opened it, with which the reply is encrypted too. Null if no key did. */
  key: Uint8Array | null
}

/**
 * Opens the envelope in a body, with the account's current key and then with the previous one; returns null if the body
 * is no envelope. An envelope with a wrong signature is opened too: the developer wants to see what went wrong, and the
 * sender is told nothing of it.
 *
 * Source: https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function unseal(body: ReadBody, target: Target, account: Account): Sealed | null {
  const { encrypt, names } = findEncrypt(body)
  if (encrypt === null) return null
  const [first, ...others] = decodeKeys(account)
  const decryption = first ? decryptWithKeys({ encrypt, appId: account.appId }, [first, ...others]) : null
  const keyIndex = decryption?.keyIndex ?? null
  return {
    mode: isEnvelopeOnly(names) ? 'safe' : 'compatible',
    encrypt,
    msgSignature: checkSignature(target, account.token, encrypt),
    decryption,
    key: keyIndex === null ? null : [first!, ...others][keyIndex]!,
  }
}

/** Returns the account's AES keys, the current one first. Invalid keys are left out, and the diagnosis says so. */
export function decodeKeys({
  aesKey,
  previousAesKey,
}: Pick<Account, 'aesKey' | 'previousAesKey'>): Uint8Array[] {
  return decodeAesKeys([aesKey, previousAesKey])
}

/** Returns Encrypt, or null if there is none, and the names that stand beside it. */
export function findEncrypt({ parsed, json }: ReadBody): { encrypt: string | null; names: string[] } {
  if (json) {
    const { encrypt } = readJsonEnvelope(json.root)
    return { encrypt, names: json.root.entries.map(({ key }) => key) }
  }
  if (!parsed.ok) return { encrypt: null, names: [] }
  const { root } = parsed.document
  return { encrypt: readEnvelope(root).encrypt, names: namesOf(root) }
}

function namesOf({ children }: XmlElement): string[] {
  return children.flatMap((child) => (child.type === 'element' ? [child.name] : []))
}
