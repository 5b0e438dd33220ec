import type { Account } from '../contract/account.ts'
import type { CipherLayers } from '../contract/cipher.ts'
import type { Exchange } from '../contract/exchange.ts'
import { decryptWithKeys } from '../wechat/cipher/keys.ts'
import { toCipherLayers } from '../wechat/cipher/layers.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import { readEnvelope } from './envelope.ts'
import { decodeKeys } from './unseal.ts'

/** The text of Encrypt in what was received; null where there is none. */
export function readStoredEncrypt({ request }: Pick<Exchange, 'request'>): string | null {
  const parsed = parseLenient(
    Buffer.from(request.bodyBase64 ?? request.body, request.bodyBase64 ? 'base64' : 'utf8'),
  )
  return parsed.ok ? readEnvelope(parsed.document.root).encrypt : null
}

/** What came encrypted, taken apart with the keys that its account has now; null where nothing was, or there is no key. */
export function findLayers(exchange: Exchange, accounts: readonly Account[]): CipherLayers | null {
  const account = accounts.find(({ id }) => id === exchange.account)
  const encrypt = account ? readStoredEncrypt(exchange) : null
  const [first, ...others] = account ? decodeKeys(account) : []
  if (!account || encrypt === null || !first) return null
  return toCipherLayers(decryptWithKeys({ encrypt, appId: account.appId }, [first, ...others]))
}
