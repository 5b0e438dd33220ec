import type { Bilingual } from '../../contract/text.ts'
import type { Finding, Mode } from '../../contract/exchange.ts'
import { readEnvelope } from '../../exchange/envelope.ts'
import { decryptWithKeys } from '../../wechat/cipher/keys.ts'
import type { KeyedDecryption } from '../../wechat/cipher/keys.ts'
import { sign, verifySignature } from '../../wechat/signature.ts'
import type { XmlDocument } from '../../xml/tree.ts'
import { explainFailure } from './layers.ts'
import type { OtherAppId } from './layers.ts'
import { createFinding } from '../finding.ts'
import type { OpenedReply } from '../reply/judge-reply.ts'
import type { ReadReply } from '../reply/read-reply.ts'
import { diagnoseSignature } from '../signature/doctor.ts'

/** The part of a request and its account that decides how the reply must be encrypted. */
export interface ReplySealing {
  /** The mode in which the request came. */
  mode: Mode
  /** The request's timestamp and nonce. */
  timestamp: string
  nonce: string
  token: string
  /** `''` if it is not known. */
  appId: string
  /** The account's AES keys, the one of the request first; empty if it has none. */
  keys: readonly Uint8Array[]
  otherAccounts: readonly OtherAppId[]
}

/** Says whether a reply may be plain, and opens an encrypted one. */
export function openReply(read: ReadReply, sealing: ReplySealing): OpenedReply {
  // A reply that is not XML is judged elsewhere.
  if (read.kind !== 'xml' || !read.parsed.ok) return { findings: [], inside: null }
  const { document } = read.parsed
  if (!holdsEnvelope(document))
    return { findings: sealing.mode === 'safe' ? [createPlainReply()] : [], inside: null }
  // The content does not matter: WeChat does not open the envelope.
  if (sealing.mode === 'plaintext') return { findings: [createEnvelopeFinding(NOT_EXPECTED)], inside: null }
  return openEnvelope(document, sealing)
}

const PARTS = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'] as const

/**
 * Tells whether the document is an envelope. EasyWeChat writes the names in lower case; that is an envelope too, though
 * a wrong one.
 */
function holdsEnvelope({ root }: XmlDocument): boolean {
  return root.children.some(
    (child) => child.type === 'element' && /^(?:encrypt|msgsignature)$/i.test(child.name),
  )
}

function openEnvelope(document: XmlDocument, sealing: ReplySealing): OpenedReply {
  const { encrypt, msgSignature, timestamp, nonce } = readEnvelope(document.root)
  const values = { Encrypt: encrypt, MsgSignature: msgSignature, TimeStamp: timestamp, Nonce: nonce }
  const missing = PARTS.filter((name) => !values[name])
  const findings: Finding[] = []
  if (missing.length > 0) findings.push(createEnvelopeFinding(describeMissing(missing, document)))
  if (timestamp && !/^\d+$/.test(timestamp)) findings.push(createEnvelopeFinding(TIMESTAMP_WRONG))
  const [first, ...others] = sealing.keys
  if (!encrypt || !first) return { findings, inside: null }

  const decryption = decryptWithKeys({ encrypt, appId: sealing.appId }, [first, ...others])
  if (msgSignature && timestamp && nonce) {
    const cause = findSignatureFault({ encrypt, msgSignature, timestamp, nonce }, sealing, decryption)
    if (cause) findings.push(createEnvelopeFinding(cause))
  }
  const { failure, keyIndex, message } = decryption
  if (failure) {
    findings.push(
      createEnvelopeFinding({
        title: {
          zh: `回复里的 Encrypt 微信解不开（${failure.official}）`,
          en: `WeChat cannot read Encrypt of the reply (${failure.official})`,
        },
        detail: explainFailure(failure, decryption, sealing.otherAccounts),
        fix: ENCRYPT_FIX,
      }),
    )
  }
  if (keyIndex !== null && keyIndex > 0) findings.push(createEnvelopeFinding(OTHER_KEY))
  return { findings, inside: message }
}

interface Signed {
  encrypt: string
  msgSignature: string
  timestamp: string
  nonce: string
}

function findSignatureFault(
  { encrypt, msgSignature, timestamp, nonce }: Signed,
  { token, ...request }: ReplySealing,
  decryption: KeyedDecryption,
): EnvelopeTexts | null {
  if (verifySignature({ token, timestamp, nonce, encrypt }, msgSignature)) return null
  const ofRequest = sign({ token, timestamp: request.timestamp, nonce: request.nonce, encrypt })
  return {
    title: { zh: '回复的 MsgSignature 不对（-40001）', en: 'MsgSignature of the reply is wrong (-40001)' },
    detail: {
      zh: 'MsgSignature 要用回复自己的 TimeStamp、Nonce、Encrypt 和 Token 计算。',
      en: 'MsgSignature is made of the reply’s own TimeStamp, Nonce and Encrypt, and the token.',
    },
    fix: ofRequest === msgSignature ? SIGNED_WITH_REQUEST : nameMistake(),
  }

  function nameMistake(): Bilingual {
    const { message } = decryption
    const named = diagnoseSignature({
      checked: 'msg_signature',
      token,
      query: { msg_signature: msgSignature, timestamp, nonce },
      encrypt,
      plaintext: message ? new TextDecoder().decode(message) : undefined,
    })
    return named?.text ?? BACKEND_TOKEN
  }
}

interface EnvelopeTexts {
  title: Bilingual
  detail: Bilingual
  fix: Bilingual
}

function createEnvelopeFinding(texts: EnvelopeTexts): Finding {
  return createFinding('crypt.reply-envelope', texts)
}

function describeMissing(missing: readonly string[], { root }: XmlDocument): EnvelopeTexts {
  const names = new Set(root.children.map((child) => (child.type === 'element' ? child.name : '')))
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
    fix: {
      zh: '按 Encrypt、MsgSignature、TimeStamp、Nonce 四个元素返回。',
      en: 'Return the four elements Encrypt, MsgSignature, TimeStamp and Nonce.',
    },
  }
}

function createPlainReply(): Finding {
  return createFinding('crypt.plain-reply', {
    title: { zh: '安全模式下回复了明文', en: 'A plain reply in safe mode' },
    detail: {
      zh: '安全模式只接受加密的回复，用户会看到故障提示；只有 success 和空内容不用加密。',
      en: 'Safe mode takes encrypted replies only, and the user sees the fault prompt; success and an empty body alone go unencrypted.',
    },
    fix: {
      zh: '用收到消息时的密钥加密回复，按 Encrypt、MsgSignature、TimeStamp、Nonce 返回。',
      en: 'Encrypt the reply with the key that opened the message, and return Encrypt, MsgSignature, TimeStamp and Nonce.',
    },
  })
}

const NOT_EXPECTED: EnvelopeTexts = {
  title: { zh: '明文模式下回复了密文', en: 'An encrypted reply in plaintext mode' },
  detail: {
    zh: '请求没有加密，微信不会去解密回复。',
    en: 'The request was not encrypted, and WeChat does not decrypt the reply.',
  },
  fix: {
    zh: '没有 encrypt_type=aes 时回复明文 XML。',
    en: 'Without encrypt_type=aes, reply with plain XML.',
  },
}

const TIMESTAMP_WRONG: EnvelopeTexts = {
  title: { zh: '回复的 TimeStamp 不是整数', en: 'TimeStamp of the reply is no whole number' },
  detail: { zh: 'TimeStamp 是以秒计的整数。', en: 'TimeStamp is a whole number of seconds.' },
  fix: { zh: '写成 10 位的秒数。', en: 'Write the seconds, ten digits.' },
}

const OTHER_KEY: EnvelopeTexts = {
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

const SIGNED_WITH_REQUEST: Bilingual = {
  zh: '后端用请求的 timestamp 和 nonce 签了名，却在回复里写了另外的值；两处请用同一组。',
  en: 'The backend signed the request’s timestamp and nonce but wrote others into the reply; use one pair for both.',
}

const BACKEND_TOKEN: Bilingual = {
  zh: '没有一种常见错误能算出这个值；请核对后端的 Token，以及签名时用的 Encrypt 是不是写进回复的那一份。',
  en: 'No known mistake gives this value; check the backend’s token, and that it signed the very Encrypt that it wrote into the reply.',
}

const ENCRYPT_FIX: Bilingual = {
  zh: '明文依次是 16 个随机字节、4 字节大端的消息字节数、消息、AppID，补齐到 32 的倍数，用账号的密钥做 AES-256-CBC。',
  en: 'Encrypt 16 random bytes, the message’s byte count in 4 bytes (big endian), the message and the AppID, padded to a multiple of 32, with AES-256-CBC and the account’s key.',
}
