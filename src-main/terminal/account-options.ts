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

export const PREVIOUS_AES_KEY = {
  kind: 'secret',
  value: 'KEY',
  text: {
    zh: '更换之前的 EncodingAESKey，现在的解不开时试它',
    en: 'the EncodingAESKey before a change, tried if the current one does not fit',
  },
} as const satisfies OptionSpec
