import type { OptionSpec } from './option.ts'

/** Rows that several commands share: an account as the console has it. */

export const TOKEN = {
  kind: 'secret',
  value: 'TOKEN',
  text: { zh: '公众号后台填写的 Token', en: 'the token registered in the console' },
} as const satisfies OptionSpec

export const AES_KEY = {
  kind: 'secret',
  value: 'KEY',
  text: { zh: 'EncodingAESKey，43 个字符', en: 'the EncodingAESKey, 43 characters' },
} as const satisfies OptionSpec

export const APP_ID = {
  kind: 'text',
  value: 'ID',
  text: { zh: '公众号的 AppID，加密和解密时要用', en: 'the AppID of the account, for encryption' },
} as const satisfies OptionSpec
