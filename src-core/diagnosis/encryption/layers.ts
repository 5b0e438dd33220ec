import type { CipherFailure, CipherFailureCode } from '../../contract/cipher.ts'
import type { Evidence } from '../../contract/findings/kind.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { Finding, Place } from '../../contract/exchange.ts'
import type { KeyedDecryption, Misencoding } from '../../wechat/cipher/keys.ts'
import { adviseAgainst, describeForm, isReadByLenient } from '../../wechat/cipher/misencoding.ts'
import { createFinding } from '../finding.ts'

/** Another account of the workbench; its name may be shown. */
export interface OtherAppId {
  name: string
  appId: string
}

/** Names the layer of an encrypted text that is wrong, or remarkable facts about a right one. */
export function diagnoseLayers(
  decryption: KeyedDecryption,
  others: readonly OtherAppId[],
  at: Place | null,
): Finding[] {
  const { failure, padding, misencoding } = decryption
  if (misencoding) {
    const inner = misencoding.decryption
    return [
      createFinding('crypt.base64', describeMisencoding(decryption, misencoding), at),
      // What is wrong inside is wrong whatever the encoding.
      ...(inner.failure ? [createLayerFinding(inner.failure, inner, others, at)] : []),
    ]
  }
  if (failure) return [createLayerFinding(failure, decryption, others, at)]
  return padding !== null && padding > 16 ? [createPadding32(padding, at)] : []
}

/** Names the encoding too many, with the number of the failure that it leads to. */
export function describeMisencoding(
  { failure }: KeyedDecryption,
  { wrappings }: Misencoding,
): { title: Bilingual; detail: Bilingual; fix: Bilingual; evidence: Evidence } {
  const { zh, en } = describeForm(wrappings)
  const isRead = isReadByLenient(wrappings)
  return {
    title: failure ? { zh: `${zh}（${failure.official}）`, en: `${en} (${failure.official})` } : { zh, en },
    detail: isRead ? READ_BY_LENIENT : UNDONE_BY_NOBODY,
    fix: adviseAgainst(wrappings),
    evidence: isRead ? 'inferred' : 'official',
  }
}

const UNDONE_BY_NOBODY: Bilingual = {
  zh: '还原之后用账号的密钥就能解开，所以密钥没有问题。Encrypt 里只应是密文的标准 Base64，对方不会替你还原。',
  en: 'Undone, the account’s key opens it, so the key is right. Encrypt holds the ciphertext in standard Base64, and the other side undoes nothing else.',
}

const READ_BY_LENIENT: Bilingual = {
  zh: '还原之后用账号的密钥就能解开，所以密钥没有问题。宽松的解码器也读得懂，严格的会报错；微信那边多半是严格的，官方没有说明。',
  en: 'Undone, the account’s key opens it, so the key is right. Lenient decoders read it as it is and strict ones do not; WeChat’s is most likely strict, no official page says so.',
}

function createLayerFinding(
  failure: CipherFailure,
  decryption: KeyedDecryption,
  others: readonly OtherAppId[],
  at: Place | null,
): Finding {
  return createFinding(
    failure.code,
    {
      title: nameFailure(failure),
      detail: explainFailure(failure, decryption, others),
      fix: FIXES[failure.code],
    },
    at,
  )
}

function nameFailure({ code, official }: CipherFailure): Bilingual {
  const { zh, en } = TITLES[code]
  return { zh: `${zh}（${official}）`, en: `${en} (${official})` }
}

/** Returns the failure's own sentence, with the facts that only the accounts can tell. */
export function explainFailure(
  { code, text }: CipherFailure,
  { receiver, keyIndex, keysTried }: KeyedDecryption,
  others: readonly OtherAppId[],
): Bilingual {
  if (keyIndex === null && keysTried > 1) {
    return {
      zh: `${text.zh}账号的上一个密钥也试过了，同样解不开。`,
      en: `${text.en} The account’s previous key was tried as well and does not open it either.`,
    }
  }
  const owner = code === 'crypt.receiver' && receiver ? others.find(({ appId }) => appId === receiver) : null
  if (!owner) return text
  return {
    zh: `末尾的 AppID ${receiver} 属于账号「${owner.name}」。`,
    en: `The AppID at the end, ${receiver}, is that of the account “${owner.name}”.`,
  }
}

const TITLES: Record<CipherFailureCode, Bilingual> = {
  'crypt.key-shape': { zh: 'EncodingAESKey 不能用', en: 'The EncodingAESKey cannot be used' },
  'crypt.base64': { zh: 'Encrypt 不是完整的 Base64 密文', en: 'Encrypt is not complete Base64 ciphertext' },
  'crypt.padding': { zh: '解密后的填充不对', en: 'The padding is wrong after decryption' },
  'crypt.length': { zh: '解密后的消息长度不对', en: 'The message’s length is wrong after decryption' },
  'crypt.receiver': { zh: '消息不是发给这个账号的', en: 'The message is for another receiver' },
}

const FIXES: Record<CipherFailureCode, Bilingual> = {
  'crypt.key-shape': {
    zh: '到公众号后台的「服务器配置」复制完整的 43 个字符。',
    en: 'Copy all 43 characters from the server configuration in the console.',
  },
  'crypt.base64': {
    zh: '从 XML 里原样取出 Encrypt，不要当作 URL 参数解码，也不要折行。',
    en: 'Take Encrypt from the XML as it is; do not decode it as a URL parameter, and do not fold it.',
  },
  'crypt.padding': {
    zh: '核对 EncodingAESKey 是不是这个公众号的，是不是后台现在保存的；刚换过密钥时，把旧的填在「上一个密钥」里。',
    en: 'Check that the EncodingAESKey is this account’s and the one saved in the console now; after a change, enter the old one as the previous key.',
  },
  'crypt.length': {
    zh: '长度按 UTF-8 的字节数计算，写成 4 字节大端整数；如果密文不是自己生成的，也核对一下密钥。',
    en: 'Count the UTF-8 bytes and write them as four bytes, big endian; where the ciphertext is not of your making, check the key as well.',
  },
  'crypt.receiver': {
    zh: '核对账号的 AppID；如果是另一个账号的消息，检查服务器地址是否填错。',
    en: 'Check the account’s AppID; if the message is another account’s, check whether its server URL points here by mistake.',
  },
}

/** Creates information and no warning: half of all messages are like that, and nothing is wrong with them. */
function createPadding32(padding: number, at: Place | null): Finding {
  return createFinding(
    'crypt.padding-32',
    {
      title: {
        zh: `填充是 ${padding} 字节，普通的 PKCS#7 去填充会失败`,
        en: `The padding is ${padding} bytes, on which the usual PKCS#7 fails`,
      },
      detail: {
        zh: '微信按 32 字节填充，加密库默认按 16 字节检查：填充超过 16 字节就报错，所以后端有时成功、有时失败，大约各占一半。',
        en: 'WeChat pads to blocks of 32 bytes, and crypto libraries check for 16: they fail where the padding is longer, and so a backend fails on about half of all messages.',
      },
      fix: {
        zh: '关掉自动去填充（Node.js 用 setAutoPadding(false)），再按最后一个字节的值去掉 1 到 32 字节。',
        en: 'Switch automatic padding off (setAutoPadding(false) in Node.js) and strip as many bytes as the last one says, 1 to 32.',
      },
    },
    at,
  )
}
