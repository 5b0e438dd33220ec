import type { CodeLanguage } from '../../contract/signing.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { CopiedRequest } from '../copied-request.ts'

type Language = keyof Bilingual

/** Programs in one language, by its standard library; Python needs `cryptography` for AES. */
export interface CodeWriter {
  /** Sends the request: method, target, headers and body as they were. Prints status, headers and body of the answer. */
  writeRequest(request: CopiedRequest, language: Language): string
  /**
   * A server on 127.0.0.1 that passes WeChat's verification, checks the signature of each push, opens it if it is
   * encrypted, prints the message and answers `success`; anything else gets a 401. Token, key, AppID and port come from
   * the environment: `WECHAT_TOKEN`, `WECHAT_AES_KEY`, `WECHAT_APP_ID`, `PORT`.
   */
  writeHandler(language: Language): string
  /** The name for the file, and the command that runs it. */
  run: Readonly<Record<'request' | 'handler', { file: string; command: string }>>
}

export type CodeWriters = Readonly<Record<CodeLanguage, CodeWriter>>

/** Longer literals are split: Java has a limit, and a line of a megabyte is none that an editor likes. */
const PIECE_MAX = 4000

/** Returns a text as its lines, each with its line break, long ones in pieces; at least one. */
export function splitText(text: string): string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? ['']
  return lines.flatMap(
    (line) => line.match(new RegExp(`[^]{1,${PIECE_MAX}}(?![\\udc00-\\udfff])`, 'g')) ?? [line],
  )
}

/** A string literal of JavaScript, which is one of Python and Go as well. */
export function quoteDouble(text: string): string {
  // These two end a line in some editors and languages.
  return JSON.stringify(text).replaceAll(/[\u2028\u2029\u007f-\u009f]/g, escapeUnit)
}

/** The escape that JavaScript, Java, Python and Go share. */
export function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** The comments of the programs. */
export const COMMENTS = {
  reply: {
    zh: '微信等 5 秒；先回 success，再慢慢处理',
    en: 'WeChat waits 5 seconds: reply success, and take your time afterwards',
  },
  signature: {
    zh: '按字节排序、拼接、SHA-1，用固定时间比较',
    en: 'Sorted as bytes, joined, SHA-1, and compared in constant time',
  },
  decrypt: {
    zh: '16 个随机字节、4 字节长度、消息、AppID，按 32 字节填充',
    en: '16 random bytes, 4 bytes of length, the message, the AppID, padded to 32 bytes',
  },
  message: { zh: '消息在这里', en: 'Here is the message' },
} as const satisfies Record<string, Bilingual>
