import { modes } from '../../src-core/contract/exchange.ts'
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
