import type { Account } from '../contract/account.ts'
import type { CipherLayers } from '../contract/cipher.ts'
import { decryptWithKeys } from '../wechat/cipher/keys.ts'
import { toCipherLayers } from '../wechat/cipher/layers.ts'
import { decodeKeys } from './unseal.ts'

/** Takes an encrypted text apart with the keys that the account has now; null if it has none. */
export function findLayers(encrypt: string, account: Account): CipherLayers | null {
  const [first, ...others] = decodeKeys(account)
  return first ? toCipherLayers(decryptWithKeys({ encrypt, appId: account.appId }, [first, ...others])) : null
}
