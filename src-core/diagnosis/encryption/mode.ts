import type { Bilingual } from '../../contract/text.ts'
import type { Finding, Mode } from '../../contract/exchange.ts'
import { fieldsOf } from '../../contract/message-fields.ts'
import { isEnvelopeOnly } from '../../exchange/envelope.ts'
import { createFinding } from '../finding.ts'

/** The fields of a body: those below the root of XML, as the simple view has them, or those of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** Returns the fields of a message. */
export function readFields(json: unknown): Fields {
  return fieldsOf(json)
}

const NAMES: Record<Mode, Bilingual> = {
  plaintext: { zh: '明文模式', en: 'plaintext mode' },
  compatible: { zh: '兼容模式', en: 'compatible mode' },
  safe: { zh: '安全模式', en: 'safe mode' },
}

/** Returns the mode of a body: Encrypt alone, Encrypt beside the plain message, or no Encrypt. */
export function readMode(fields: Fields): Mode {
  if (!Object.hasOwn(fields, 'Encrypt')) return 'plaintext'
  return isEnvelopeOnly(Object.keys(fields)) ? 'safe' : 'compatible'
}

/** Compares the body with the mode that the query announces and with the mode of the account. */
export function diagnoseMode(fields: Fields, encryptType: string | undefined, setTo: Mode): Finding[] {
  const arrived = readMode(fields)
  const announced = encryptType === 'aes'
  if (announced !== (arrived !== 'plaintext')) return [createContradiction(announced)]
  if (arrived === setTo) return []
  return [
    createFinding('crypt.mode', {
      title: {
        zh: `消息按${NAMES[arrived].zh}发来，账号设为${NAMES[setTo].zh}`,
        en: `The message came in ${NAMES[arrived].en}; the account is set to ${NAMES[setTo].en}`,
      },
      detail: DETAILS[arrived],
      fix: {
        zh: `把账号的模式改为${NAMES[arrived].zh}，或到公众号后台改消息加解密方式；两边要一致。`,
        en: `Set the account to ${NAMES[arrived].en}, or change the mode in the console: the two must agree.`,
      },
    }),
  ]
}

const DETAILS: Record<Mode, Bilingual> = {
  plaintext: {
    zh: '请求体里没有 Encrypt，回复也不能加密。',
    en: 'There is no Encrypt in the body, and the reply must not be encrypted either.',
  },
  compatible: {
    zh: '请求体里既有明文字段也有 Encrypt，回复用明文或密文都可以。',
    en: 'The body has plain fields and Encrypt, and the reply may be plain or encrypted.',
  },
  safe: {
    zh: '请求体里只有 Encrypt，除了 success 和空内容，回复都必须加密。',
    en: 'The body has nothing but Encrypt, and any reply but success or an empty body must be encrypted.',
  },
}

function createContradiction(announced: boolean): Finding {
  return createFinding(
    'crypt.mode',
    {
      title: announced
        ? {
            zh: '参数 encrypt_type 是 aes，请求体里却没有 Encrypt',
            en: 'encrypt_type is aes, but the body has no Encrypt',
          }
        : {
            zh: '请求体里有 Encrypt，参数里却没有 encrypt_type=aes',
            en: 'The body has Encrypt, but encrypt_type=aes is missing',
          },
      detail: {
        zh: '微信加密推送时，两者总是同时出现；多数 SDK 只看参数，会按错的方式解析。',
        en: 'When WeChat encrypts, both are there; most SDKs look at the parameter alone and would read the body the wrong way.',
      },
      fix: {
        zh: '检查测试程序或中间的代理，是否丢了参数或改了请求体。',
        en: 'Look for a test program or proxy that dropped the parameter or changed the body.',
      },
    },
    { in: 'query', key: 'encrypt_type' },
  )
}

/** A message has a few dozen fields; if somebody sends a thousand others, not all of them are listed. */
const MAX_NAMES = 8

/** Checks, in compatible mode, that the plain fields say the same as the encrypted ones, which alone are signed. */
export function diagnoseCompatible(fields: Fields, decrypted: Fields): Finding[] {
  if (readMode(fields) !== 'compatible') return []
  const names = Object.keys(fields).filter(
    (name) =>
      name !== 'Encrypt' && !(Object.hasOwn(decrypted, name) && isSame(fields[name], decrypted[name])),
  )
  if (names.length === 0) return []
  const listed = names.slice(0, MAX_NAMES)
  return [
    createFinding('crypt.compatible-differs', {
      title: {
        zh: `明文与密文不一致：${listed.join('、')}`,
        en: `Plain and encrypted fields differ: ${listed.join(', ')}`,
      },
      detail: {
        zh: '兼容模式下两份内容应当相同。签名只覆盖密文，明文被改动也不会被发现。',
        en: 'In compatible mode both say the same. Only the ciphertext is signed: a change to the plain fields goes unnoticed.',
      },
      fix: { zh: '以解密后的内容为准。', en: 'Rely on what was decrypted.' },
    }),
  ]
}

/** Compares two values. `1` in CDATA and bare are one value here, though the simple view tells them apart. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return String(a) === String(b)
  return JSON.stringify(a) === JSON.stringify(b)
}
