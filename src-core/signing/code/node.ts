import { COMMENTS, quoteDouble } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const writeNode: CodeWriter = (
  token,
  language,
) => `import { createHash, timingSafeEqual } from 'node:crypto'

// ${COMMENTS.token[language]}
const TOKEN = ${token === null ? 'process.env.WECHAT_TOKEN' : quoteDouble(token)}
if (!TOKEN) throw new Error('WECHAT_TOKEN is not set')

// ${COMMENTS.check[language]}
export function isFromWeChat(signature = '', timestamp = '', nonce = '', encrypt = '') {
  const parts = [TOKEN, timestamp, nonce, encrypt].map((part) => Buffer.from(part))
  const joined = Buffer.concat(parts.sort(Buffer.compare))
  const expected = Buffer.from(createHash('sha1').update(joined).digest('hex'))
  const received = Buffer.from(signature)
  return received.length === expected.length && timingSafeEqual(received, expected)
}
`
