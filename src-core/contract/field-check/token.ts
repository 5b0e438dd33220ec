import { ENCODING_AES_KEY_LENGTH, TOKEN_PATTERN } from '../limits.ts'
import type { Bilingual } from '../text.ts'
import { cleanValue } from './dirt.ts'
import type { FieldNote } from './kind.ts'

interface TokenShape {
  code: string
  severity: FieldNote['severity']
  test(token: string): boolean
  text: Bilingual
}

/** A token of 32 hex digits is allowed, so that one is a suspicion; 43 characters are too many for a token. */
const SHAPES: readonly TokenShape[] = [
  {
    code: 'token-like-app-secret',
    severity: 'unusual',
    test: (token) => /^[0-9a-f]{32}$/.test(token),
    text: {
      zh: '这里填的 Token 是 32 位小写十六进制，看起来像 AppSecret；签名用的是「服务器配置」里自己设定的 Token，请核对是否填错了栏。',
      en: 'The token entered here has 32 lower-case hex digits, which looks like an AppSecret; signatures use the token you chose yourself under the server configuration, so check that this is the right one.',
    },
  },
  {
    code: 'token-like-aes-key',
    severity: 'wrong',
    test: (token) => token.length === ENCODING_AES_KEY_LENGTH && /^[A-Za-z0-9]+$/.test(token),
    text: {
      zh: '这里填的 Token 有 43 个字符，是 EncodingAESKey 的长度；Token 最长 32 个字符，请把两栏对调。',
      en: 'The token entered here has 43 characters, the length of an EncodingAESKey; a token has at most 32, so the two fields are probably exchanged.',
    },
  },
  {
    code: 'token-like-app-id',
    severity: 'unusual',
    test: (token) => /^wx[0-9a-f]{16}$/.test(token),
    text: {
      zh: '这里填的 Token 以 wx 开头、共 18 个字符，看起来像 AppID；签名用的是「服务器配置」里自己设定的 Token，请核对是否填错了栏。',
      en: 'The token entered here starts with wx and has 18 characters, which looks like an AppID; signatures use the token you chose yourself under the server configuration, so check that this is the right one.',
    },
  },
  {
    code: 'token-not-allowed',
    severity: 'wrong',
    test: (token) => !TOKEN_PATTERN.test(token),
    text: {
      zh: '这里填的 Token 不符合公众号后台的要求（3–32 位半角字母或数字），不可能是后台保存的那一个，请重新复制。',
      en: 'The token entered here is not one that the console accepts (3–32 letters or digits), so it cannot be the one saved there; copy it again.',
    },
  },
]

/**
 * Says when the token looks like something else, whatever the signature. Null when nothing is odd.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function findTokenShape(token: string): Omit<TokenShape, 'test'> | null {
  const shape = SHAPES.find(({ test }) => test(token))
  return shape ? { code: shape.code, severity: shape.severity, text: shape.text } : null
}

export function checkToken(token: string): FieldNote[] {
  const { clean, notes } = cleanValue(token, { zh: 'Token', en: 'token' })
  const shape = clean === '' ? null : findTokenShape(clean)
  const isShort = /^[A-Za-z0-9]{1,2}$/.test(clean)
  return shape ? [...notes, { ...shape, ...(isShort && { unfinished: true }) }] : notes
}
