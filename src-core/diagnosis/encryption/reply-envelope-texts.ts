import type { CipherFailure } from '../../contract/cipher.ts'
import type { Evidence } from '../../contract/findings/kind.ts'
import type { Bilingual } from '../../contract/text.ts'
import { adviseAgainst } from '../../wechat/cipher/misencoding.ts'
import type { XmlElement } from '../../xml/tree.ts'

/** The texts of a finding about an envelope. */
export interface EnvelopeTexts {
  title: Bilingual
  detail: Bilingual
  fix: Bilingual
  /** That of the code unless this case is known less well. */
  evidence?: Evidence
}

export function describeMissing(missing: readonly string[], elements: readonly XmlElement[]): EnvelopeTexts {
  const names = new Set(elements.map(({ name }) => name))
  const respelt = [...names].filter((name) =>
    missing.some((wanted) => wanted !== name && wanted.toLowerCase() === name.toLowerCase()),
  )
  return {
    title: {
      zh: `加密的回复缺少 ${missing.join('、')}`,
      en: `The encrypted reply lacks ${missing.join(', ')}`,
    },
    detail:
      respelt.length > 0
        ? {
            zh: `元素名区分大小写，${respelt.join('、')} 不算数。`,
            en: `Names of elements are case-sensitive: ${respelt.join(', ')} does not count.`,
          }
        : {
            zh: '微信要靠这四个元素验证和解密回复，空的也算没有。',
            en: 'WeChat needs all four elements to verify and decrypt a reply; an empty one counts as missing.',
          },
    fix: RETURN_FOUR,
  }
}

export function describeFailure({ official }: CipherFailure, detail: Bilingual): EnvelopeTexts {
  return {
    title: {
      zh: `回复里的 Encrypt 微信解不开（${official}）`,
      en: `WeChat cannot read Encrypt of the reply (${official})`,
    },
    detail,
    fix: {
      zh: '明文依次是 16 个随机字节、4 字节大端的消息字节数、消息、AppID，补齐到 32 的倍数，用账号的密钥做 AES-256-CBC。',
      en: 'Encrypt 16 random bytes, the message’s byte count in 4 bytes (big endian), the message and the AppID, padded to a multiple of 32, with AES-256-CBC and the account’s key.',
    },
  }
}

const RETURN_FOUR: Bilingual = {
  zh: '按 Encrypt、MsgSignature、TimeStamp、Nonce 四个元素返回。',
  en: 'Return the four elements Encrypt, MsgSignature, TimeStamp and Nonce.',
}

export const PLAIN_REPLY: EnvelopeTexts = {
  title: { zh: '安全模式下回复了明文', en: 'A plain reply in safe mode' },
  detail: {
    zh: '官方写明安全模式下除 success 和空内容外，回复都必须加密；但有两则反馈说，这样的明文回复也送达了用户。不要依赖这一点。',
    en: 'The official page wants every reply in safe mode encrypted, but for success and an empty body; two field reports saw such a plain reply delivered all the same. Do not rely on it.',
  },
  fix: {
    zh: '用收到消息时的密钥加密回复，按 Encrypt、MsgSignature、TimeStamp、Nonce 返回。',
    en: 'Encrypt the reply with the key that opened the message, and return Encrypt, MsgSignature, TimeStamp and Nonce.',
  },
}

export const NO_ENVELOPE: EnvelopeTexts = {
  title: { zh: '回复里只有密文，没有信封', en: 'The reply is the ciphertext without its envelope' },
  detail: {
    zh: '用账号的密钥能解开，但微信要的是 XML，里面有密文和它的签名。',
    en: 'The account’s key opens it, but WeChat wants XML that holds the ciphertext and its signature.',
  },
  fix: RETURN_FOUR,
}

export const NESTED: EnvelopeTexts = {
  title: { zh: 'Encrypt 里又是一个信封', en: 'Encrypt holds a whole envelope' },
  detail: {
    zh: 'Encrypt 里只应是密文；里面的 CDATA 还会提前结束外面的那一个，整个回复就无法解析为 XML。',
    en: 'Encrypt holds the ciphertext alone; and the CDATA inside ends the one around it, so that the reply is no XML any more.',
  },
  fix: adviseAgainst(['envelope']),
}

export const NOT_EXPECTED: EnvelopeTexts = {
  title: { zh: '请求是明文，却回复了密文', en: 'An encrypted reply to a plaintext request' },
  detail: {
    zh: '请求没有加密，微信不会去解密回复。',
    en: 'The request was not encrypted, and WeChat does not decrypt the reply.',
  },
  fix: {
    zh: '没有 encrypt_type=aes 时回复明文 XML；要加密，请在公众号后台把消息加解密方式改成安全模式。',
    en: 'Without encrypt_type=aes, reply with plain XML; for encryption, switch the console to safe mode.',
  },
}

export const TIMESTAMP_WRONG: EnvelopeTexts = {
  title: { zh: '回复的 TimeStamp 不是整数', en: 'TimeStamp of the reply is not a whole number' },
  detail: { zh: 'TimeStamp 是以秒计的整数。', en: 'TimeStamp is a whole number of seconds.' },
  fix: { zh: '写成 10 位的秒数。', en: 'Write the seconds, ten digits.' },
}

export const OTHER_KEY: EnvelopeTexts = {
  title: { zh: '回复用的是另一个密钥', en: 'The reply was made with another key' },
  detail: {
    zh: '请求和回复用了账号的两个不同的密钥；更换密钥期间，回复要用解开请求的那一个。',
    en: 'Request and reply use two different keys of the account; while keys change, a reply takes the one that opened the request.',
  },
  fix: {
    zh: '记住解密成功的密钥，用它加密回复。',
    en: 'Remember the key that decrypted, and encrypt with it.',
  },
}
