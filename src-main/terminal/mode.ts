import { modes } from '../../src-core/contract/exchange.ts'
import type { Mode } from '../../src-core/contract/exchange.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { optional, UsageError } from './command.ts'
import type { OptionValues } from './command.ts'
import type { GivenSecret } from './secret-options.ts'

/** `--mode`; undefined where it was not given. */
export function decodeMode(values: OptionValues): Mode | undefined {
  const given = optional(values, 'mode')
  const mode = modes.find((name) => name === given)
  if (given === undefined || mode) return mode
  throw new UsageError({
    zh: `--mode 应为 plaintext、compatible 或 safe，而不是 ${given}`,
    en: `--mode takes plaintext, compatible or safe, not ${given}`,
  })
}

/** The bytes of the EncodingAESKey, which is never repeated in an error. */
export function decodeAesKeyOption(given: GivenSecret | undefined): Uint8Array | undefined {
  if (given === undefined) return undefined
  const decoded = decodeAesKey(given.value)
  if (decoded.ok) return decoded.key
  const { zh, en } = decoded.failure.text
  throw new UsageError({ zh: `${given.way} 不能用：${zh}`, en: `${given.way} cannot be used: ${en}` })
}
