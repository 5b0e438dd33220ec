import { decodeAs } from './encodings.ts'
import { readPercent } from './escapes.ts'
import { repairBy } from './habit.ts'
import type { Habit } from './habit.ts'
import { decodeReferences } from './references.ts'

/** Names a whole reply that was written once too often: escaped, or encoded. */
export function nameEncoded(trimmed: string): Habit | null {
  if (/^&(?:lt|#0*60|#x0*3c);\??xml/i.test(trimmed)) {
    return {
      habit: { zh: '整个 XML 被 HTML 转义了', en: 'The whole XML was escaped for HTML' },
      advice: {
        zh: '原样输出 XML：模板里关掉自动转义（如 Django 的 safe、Thymeleaf 的 utext），不要再调用 htmlspecialchars。',
        en: 'Write the XML as it is: no auto-escaping in the template (safe in Django, utext in Thymeleaf), and no htmlspecialchars.',
      },
      ...repairBy(decodeReferences(trimmed)),
    }
  }
  if (/^%3C(?:%3F)?xml/i.test(trimmed)) {
    const text = readPercent(trimmed.replaceAll('+', '%20')) ?? undefined
    return {
      habit: { zh: '整个 XML 被 URL 编码了', en: 'The whole XML was percent-encoded' },
      advice: {
        zh: '直接输出 XML，不要做 URL 编码。',
        en: 'Write the XML itself, without encoding it for an address.',
      },
      ...repairBy(text),
    }
  }
  return nameBase64(trimmed)
}

function nameBase64(trimmed: string): Habit | null {
  if (trimmed.length < 12 || !/^[A-Za-z0-9+/\r\n]+={0,2}$/.test(trimmed)) return null
  const bytes = decodeBase64(trimmed)
  if (!bytes) return null
  const text = decodeAs(bytes, 'utf-8')
  if (text !== null && !/[\0-\x08\x0E-\x1F]/.test(text) && /^\s*(?:<|\{|success$)/.test(text)) {
    return {
      habit: { zh: '整个回复是 Base64 编码的', en: 'The whole reply is in Base64' },
      advice: { zh: '直接输出 XML 文本，不要再编码。', en: 'Write the XML as text, not encoded.' },
      ...repairBy(text),
    }
  }
  if (bytes.length < 64 || bytes.length % 16 !== 0) return null
  return {
    habit: {
      zh: '回复是一段 Base64，像是没有套上信封的密文',
      en: 'The reply is Base64 alone, most likely ciphertext without its envelope',
    },
    advice: {
      zh: '密文要放进 <xml> 的 Encrypt 里，并带上 MsgSignature、TimeStamp 和 Nonce。',
      en: 'Put the ciphertext into Encrypt of an <xml> with MsgSignature, TimeStamp and Nonce.',
    },
  }
}

function decodeBase64(text: string): Uint8Array | null {
  const digits = text.replace(/[\r\n]/g, '')
  return digits.length % 4 === 0 ? Buffer.from(digits, 'base64') : null
}
