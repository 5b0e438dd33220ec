import { ENCODING_AES_KEY_LENGTH } from '../limits.ts'
import { cleanValue } from './dirt.ts'
import type { Bilingual } from '../text.ts'
import type { CheckedAccount, FieldNote } from './kind.ts'

/** The doctor says the same of a message that cannot be decrypted. */
export const NO_AES_KEY: Bilingual = {
  zh: '还没有填 EncodingAESKey，加密的消息解不开。',
  en: 'No EncodingAESKey has been entered, so nothing encrypted can be read.',
}

/** Checks the current EncodingAESKey: an account that gets encrypted messages needs one. */
export function checkAesKey(key: string, { mode }: Pick<CheckedAccount, 'mode'>): FieldNote[] {
  if (key !== '' || mode === 'plaintext') return checkAesKeyShape(key)
  // In compatible mode the plain message can still be read.
  return [{ code: 'no-key', severity: mode === 'safe' ? 'wrong' : 'unusual', text: NO_AES_KEY }]
}

/**
 * Checks the shape of an EncodingAESKey: 43 letters and digits. Without a note it can be used. None of the sentences quotes the key:
 * findings are exported and shared, and the key opens every message.
 */
export function checkAesKeyShape(key: string): FieldNote[] {
  const { clean, notes } = cleanValue(key, { zh: 'EncodingAESKey', en: 'EncodingAESKey' })
  const bare = clean.replace(/=+$/, '')
  const first = notes[0]
  // One mend for all: the equals sign goes with the blanks.
  if (first?.mend) return [{ ...first, mend: { ...first.mend, value: bare } }, ...checkShape(bare)]
  if (bare === clean || bare === '') return [...notes, ...checkShape(clean)]
  const equals: FieldNote = {
    code: 'equals',
    severity: 'wrong',
    text: {
      zh: 'EncodingAESKey 末尾多了等号：后台给出的是 43 个字符，等号由程序在解码前补上。',
      en: 'The EncodingAESKey ends in an equals sign: the console gives 43 characters, and code adds the sign before decoding.',
    },
    mend: { label: { zh: '去掉等号', en: 'Remove the sign' }, value: bare },
  }
  return [equals, ...checkShape(bare)]
}

function checkShape(key: string): FieldNote[] {
  if (key === '') return []
  const joined = key.replace(/\s+/g, '')
  if (joined !== key && joined.length === ENCODING_AES_KEY_LENGTH) {
    return [
      {
        code: 'inner-blank',
        severity: 'wrong',
        text: {
          zh: 'EncodingAESKey 中间有空白，多半是从折行的文字里复制时带上的。',
          en: 'The EncodingAESKey has blanks within it, most likely copied along from a text that was wrapped.',
        },
        mend: { label: { zh: '去掉中间的空白', en: 'Remove the blanks' }, value: joined },
      },
    ]
  }
  const strange = /[^A-Za-z0-9]/u.exec(key)
  if (strange) {
    const place = strange.index + 1
    return [
      {
        code: 'character',
        severity: 'wrong',
        text: {
          zh: `EncodingAESKey 的第 ${place} 个字符不是字母或数字；后台的密钥只有字母和数字。`,
          en: `Character ${place} of the EncodingAESKey is neither a letter nor a digit; the console’s keys hold nothing else.`,
        },
      },
    ]
  }
  if (/^[0-9a-f]{32}$/.test(key)) {
    return [
      {
        code: 'like-app-secret',
        severity: 'wrong',
        text: {
          zh: '这里填的是 32 位小写十六进制，看起来像 AppSecret；EncodingAESKey 有 43 个字符，请到「服务器配置」里复制。',
          en: 'This has 32 lower-case hex digits, which looks like an AppSecret; the EncodingAESKey has 43 characters, so copy it from the server configuration.',
        },
      },
    ]
  }
  if (key.length === ENCODING_AES_KEY_LENGTH) return []
  return [
    {
      code: 'length',
      severity: 'wrong',
      text: {
        zh: `EncodingAESKey 有 ${key.length} 个字符，应为 ${ENCODING_AES_KEY_LENGTH} 个。`,
        en: `The EncodingAESKey has ${key.length} characters; it must have ${ENCODING_AES_KEY_LENGTH}.`,
      },
      ...(key.length < ENCODING_AES_KEY_LENGTH && { unfinished: true }),
    },
  ]
}
