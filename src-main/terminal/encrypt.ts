import { randomBytes, randomInt } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { CipherFailure } from '../../src-core/contract/cipher.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { writeEnvelope } from '../../src-core/exchange/envelope.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { encryptMessage } from '../../src-core/wechat/cipher/encrypt.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const ENCRYPT = {
  name: 'encrypt',
  summary: { zh: '加密并签名一条回复', en: 'encrypt and sign a reply' },
  stdin: { value: 'reply.xml', text: { zh: '要加密的回复', en: 'the reply to be encrypted' } },
  options: {
    token: { ...TOKEN, required: true },
    'aes-key': { ...AES_KEY, required: true },
    'app-id': { ...APP_ID, required: true },
    timestamp: {
      kind: 'text',
      value: 'SECONDS',
      decode: decodeSeconds,
      text: { zh: '写进信封的 TimeStamp，不给则用现在', en: 'TimeStamp of the envelope; now unless given' },
    },
    nonce: {
      kind: 'text',
      value: 'NONCE',
      text: { zh: '写进信封的 Nonce，不给则随机', en: 'Nonce of the envelope; random unless given' },
    },
  },
} as const satisfies CommandTable

export const encryptCommand = createCommand(ENCRYPT, async (values, terminal) => {
  const token = values.token.value
  const appId = values['app-id']
  const timestamp = values.timestamp ?? String(Math.floor(Date.now() / 1000))
  const nonce = values.nonce ?? String(randomInt(100_000_000, 2 ** 32))
  const key = decodeAesKey(values['aes-key'].value)
  if (!key.ok) return fail(key.failure, terminal)

  const message = await buffer(terminal.stdin)
  if (message.length === 0) return fail({ official: -40006, text: NOTHING_TO_ENCRYPT }, terminal)
  const encrypt = encryptMessage({ message, key: key.key, appId, random16: randomBytes(16) })
  terminal.stdout.write(`${writeEnvelope({ encrypt, token, timestamp, nonce })}\n`)
  return 0
})

/** Keeps the digits as typed: the signature is made of this very text. */
function decodeSeconds(text: string): string {
  if (/^\d+$/.test(text)) return text
  throw new UsageError({
    zh: `--timestamp 应为秒数，而不是 ${text}`,
    en: `--timestamp takes seconds, not ${text}`,
  })
}

function fail(
  { official, text }: Pick<CipherFailure, 'official' | 'text'>,
  { stderr, language }: Terminal,
): number {
  stderr.write(`${official}: ${oneLine(text[language])}\n`)
  return 1
}

const NOTHING_TO_ENCRYPT: Bilingual = {
  zh: '输入是空的；空回复不用加密，直接返回即可。',
  en: 'The input is empty; an empty reply goes out as it is, unencrypted.',
}
