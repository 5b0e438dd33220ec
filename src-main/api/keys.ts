import { modes } from '../../src-core/contract/exchange.ts'
import type { PushEncryption } from '../../src-core/delivery/push-request.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { ApiFault } from './fault.ts'
import { choiceOf } from './read-input.ts'
import type { SendInput } from './types.ts'

export const MODE = choiceOf(modes)

/** Returns the 32 bytes of an EncodingAESKey. Throws `INVALID_INPUT`, which says what is wrong and never repeats it. */
export function readAesKey(name: string, aesKey: string): Uint8Array {
  const decoded = decodeAesKey(aesKey)
  if (decoded.ok) return decoded.key
  const { zh, en } = decoded.failure.text
  throw new ApiFault('INVALID_INPUT', { zh: `${name}：aesKey 不能用：${zh}`, en: `${name}: aesKey: ${en}` })
}

/** Returns how a push of this mode is encrypted; undefined in plaintext mode. Throws `INVALID_INPUT`. */
export function readEncryption(
  name: string,
  { mode, aesKey, appId }: Pick<SendInput, 'mode' | 'aesKey' | 'appId'>,
): PushEncryption | undefined {
  const key = aesKey === undefined ? undefined : readAesKey(name, aesKey)
  const chosen = mode ?? (key ? 'safe' : 'plaintext')
  if (chosen === 'plaintext') return undefined
  if (key && appId !== undefined) return { mode: chosen, key, appId }
  throw new ApiFault('INVALID_INPUT', {
    zh: `${name}：${chosen} 模式还需要 aesKey 和 appId。`,
    en: `${name}: the mode ${chosen} needs aesKey and appId as well.`,
  })
}
