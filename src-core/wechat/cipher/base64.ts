import type { CipherFailure } from '../../contract/cipher.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFailure } from './failure.ts'

/**
 * Returns why a text is not the Base64 of RFC 4648 section 4, or null if it is. Node decodes nearly anything without an
 * error, so that a lost `+` would look like a wrong key. Bits that belong to no byte are accepted, since WeChat's own
 * keys have them.
 */
export function findBase64Fault(text: string): CipherFailure | null {
  if (text !== text.trim()) {
    return createFailure('crypt.base64', -40010, {
      zh: '密文前后有空白或换行，CDATA 里应只有密文。',
      en: 'There are blanks or line breaks around the ciphertext; nothing else belongs into its CDATA.',
    })
  }
  const strange = /[^A-Za-z0-9+/=]/u.exec(text)
  if (strange) return createFailure('crypt.base64', -40010, describe(strange[0], strange.index + 1))
  const body = text.replace(/={1,2}$/, '')
  if (body.includes('=')) {
    return createFailure('crypt.base64', -40010, {
      zh: `密文的第 ${body.indexOf('=') + 1} 个字符是等号，等号只能在末尾：可能是两段 Base64 接在了一起。`,
      en: `Character ${body.indexOf('=') + 1} of the ciphertext is an equals sign, which may stand at the end only: two pieces of Base64 may have been joined.`,
    })
  }
  if (text.length % 4 === 0) return null
  return createFailure('crypt.base64', -40010, {
    zh: `密文有 ${text.length} 个字符，不是 4 的倍数：被截断了，或者末尾的等号丢了。`,
    en: `The ciphertext has ${text.length} characters, which is no multiple of 4: it was cut off, or has lost the equals signs at its end.`,
  })
}

function describe(character: string, place: number): Bilingual {
  if (character === '\n' || character === '\r') {
    return {
      zh: `密文的第 ${place} 个字符是换行：编码时按 ${place - 1} 列折了行，请用不折行的 Base64。`,
      en: `Character ${place} of the ciphertext is a line break: the encoder folds at ${place - 1} columns; use one that does not.`,
    }
  }
  if (character === ' ') {
    return {
      zh: `密文的第 ${place} 个字符是空格：多半是加号被当作 URL 参数解码成了空格。`,
      en: `Character ${place} of the ciphertext is a blank: most likely a plus that was decoded as if it stood in a URL.`,
    }
  }
  if (character === '-' || character === '_') {
    return {
      zh: `密文的第 ${place} 个字符是 ${character}：这是 URL 用的 Base64，微信用标准字母表（+ 和 /）。`,
      en: `Character ${place} of the ciphertext is ${character}: that is the Base64 for URLs; WeChat uses the standard alphabet, with + and /.`,
    }
  }
  const codePoint = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return {
    zh: `密文的第 ${place} 个字符（U+${codePoint}）不属于 Base64。`,
    en: `Character ${place} of the ciphertext (U+${codePoint}) does not belong to Base64.`,
  }
}
