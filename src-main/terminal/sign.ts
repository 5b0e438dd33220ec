import { createSignatureParts, explainSignature, verifySignature } from '../../src-core/wechat/signature.ts'
import { optional, required, UsageError } from './command.ts'
import type { TerminalCommand } from './command.ts'
import { oneLine } from './one-line.ts'
import { readSecrets, requireSecret, tokenOptions } from './secret-options.ts'

export const signCommand: TerminalCommand = {
  usage: 'sign (--token T | --token-file F) --timestamp S --nonce N [--encrypt E] [--explain | --verify SIG]',
  summary: { zh: '计算、讲解或核对签名', en: 'compute, explain or verify a signature' },
  options: {
    ...tokenOptions,
    timestamp: { type: 'string' },
    nonce: { type: 'string' },
    encrypt: { type: 'string' },
    explain: { type: 'boolean' },
    verify: { type: 'string' },
  },
  async run(values, terminal) {
    const { stdout, stderr, language } = terminal
    const encrypt = optional(values, 'encrypt')
    // Not `optional`: an empty signature is one that a sender left out, and the check fails.
    const received = values['verify'] as string | undefined
    if (values['explain'] && received !== undefined) {
      throw new UsageError({
        zh: '--explain 和 --verify 只能用一个',
        en: '--explain and --verify exclude each other',
      })
    }
    const input = {
      token: requireSecret(await readSecrets(values, ['token'], terminal), 'token'),
      timestamp: required(values, 'timestamp'),
      nonce: required(values, 'nonce'),
      ...(encrypt !== undefined && { encrypt }),
    }
    const steps = explainSignature(createSignatureParts(input))
    if (values['explain']) {
      const words = { zh: ['各部分', '排序', '拼接', 'SHA-1'], en: ['parts', 'sorted', 'joined', 'SHA-1'] }[
        language
      ]
      stdout.write(`${words[0]}: ${steps.parts.map(({ name, value }) => `${name}=${value}`).join('  ')}\n`)
      stdout.write(`${words[1]}: ${steps.sorted.map(({ value }) => value).join('  ')}\n`)
      stdout.write(`${words[2]}: ${steps.joined}\n${words[3]}: ${steps.digest}\n`)
      return 0
    }
    stdout.write(`${steps.digest}\n`)
    if (received === undefined || verifySignature(input, received)) return 0
    stderr.write(
      language === 'zh'
        ? `签名不符：收到 ${oneLine(received) || '空'}，应为 ${steps.digest}\n`
        : `the signature differs: received ${oneLine(received) || 'nothing'}, expected ${steps.digest}\n`,
    )
    return 1
  },
}
