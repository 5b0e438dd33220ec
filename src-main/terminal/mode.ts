import { modes } from '../../src-core/contract/exchange.ts'
import type { Mode } from '../../src-core/contract/exchange.ts'
import type { PushEncryption } from '../../src-core/delivery/push-request.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import type { GivenSecret, OptionSpec } from './option.ts'
import { UsageError } from './usage-error.ts'

export const MODE = {
  kind: 'choice',
  value: 'MODE',
  choices: modes,
  text: { zh: '消息加解密方式', en: 'how messages are encrypted' },
} as const satisfies OptionSpec

/** Returns the bytes of the EncodingAESKey, which is never repeated in an error. */
export function decodeAesKeyOption(given: GivenSecret | undefined): Uint8Array | undefined {
  if (given === undefined) return undefined
  const decoded = decodeAesKey(given.value)
  if (decoded.ok) return decoded.key
  const { zh, en } = decoded.failure.text
  throw new UsageError({ zh: `${given.way} 不能用：${zh}`, en: `${given.way} cannot be used: ${en}` })
}

/**
 * Returns how messages are encrypted; undefined in plaintext mode, which is meant without a mode and a key. Throws a
 * UsageError if key or AppID are missing.
 */
export function decodeEncryption(
  given: { 'aes-key'?: GivenSecret | undefined; 'app-id'?: string | undefined },
  chosen?: Mode,
): PushEncryption | undefined {
  const key = decodeAesKeyOption(given['aes-key'])
  const appId = given['app-id']
  const mode = chosen ?? (key ? 'safe' : 'plaintext')
  if (mode === 'plaintext') return undefined
  if (key && appId !== undefined) return { mode, key, appId }
  throw new UsageError(
    key
      ? {
          zh: '有 --aes-key 时还需要 --app-id：加密的内容里有它',
          en: '--aes-key needs --app-id as well: it stands in what is encrypted',
        }
      : {
          zh: `--mode ${mode} 还需要 --aes-key 和 --app-id`,
          en: `--mode ${mode} needs --aes-key and --app-id as well`,
        },
  )
}
