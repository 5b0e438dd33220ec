import { CIPHER_PAGE, ENCRYPTION_PAGE } from '../official-pages.ts'
import type { FindingRows } from './kind.ts'

/** The return codes (-40001 and so on) of Tencent's sample library. Other libraries have taken them over. */
const RETURN_CODES = 'https://developer.work.weixin.qq.com/document/path/90968'

/** Encrypted pushes and replies, and the keys for them. */
export const ENCRYPTION_FINDINGS = {
  'crypt.mode': {
    section: 'encryption',
    name: { zh: '加密方式不一致', en: 'Encryption modes differ' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明三种模式各自的包体，以及 encrypt_type 参数的含义。',
      en: 'The official page gives the body of each of the three modes and what encrypt_type says.',
    },
    page: ENCRYPTION_PAGE,
    sources: [],
  },
  'crypt.key-shape': {
    section: 'encryption',
    name: { zh: '密钥格式不对', en: 'Malformed key' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明 EncodingAESKey 固定 43 个字符，由字母和数字组成。',
      en: 'The official page says that an EncodingAESKey has 43 characters, letters and digits.',
    },
    page: CIPHER_PAGE,
    sources: [RETURN_CODES],
  },
  'crypt.key-tail': {
    section: 'encryption',
    name: { zh: '密钥尾字符特殊', en: 'Odd last key character' },
    severity: 'info',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '官方没有限制最后一个字符；严格的 Base64 解码器会报错，有公开的记录。',
      en: 'The official page sets no rule for the last character; that strict Base64 decoders refuse it is on record.',
    },
    page: CIPHER_PAGE,
    sources: ['apache/commons-codec#19', 'apache/commons-codec#35'],
  },
  'crypt.signature': {
    section: 'encryption',
    name: { zh: '消息签名不对', en: 'Wrong msg_signature' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明 msg_signature 由 token、timestamp、nonce 和 Encrypt 算出，用来验证消息体。',
      en: 'The official page says that msg_signature is made of token, timestamp, nonce and Encrypt, and proves the body.',
    },
    page: CIPHER_PAGE,
    sources: [RETURN_CODES],
  },
  'crypt.base64': {
    section: 'encryption',
    name: { zh: '密文不完整', en: 'Broken ciphertext' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明密文是 AES 分组的 Base64；解不开时的错误码也有说明。多编码了一次，是还原之后用密钥解开证实的。',
      en: 'The official page says that the ciphertext is Base64 of whole AES blocks; the error codes are documented as well. An encoding too many is proved by decrypting without it.',
    },
    page: CIPHER_PAGE,
    sources: [RETURN_CODES, 'w7corp/easywechat#2217'],
  },
  'crypt.padding': {
    section: 'encryption',
    name: { zh: '填充不对', en: 'Wrong padding' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明用 PKCS#7 填充到 32 的倍数；填充不对说明密钥不对，是推断。',
      en: 'The official page says PKCS#7 to multiples of 32; that wrong padding means a wrong key is inferred.',
    },
    page: CIPHER_PAGE,
    sources: [RETURN_CODES],
  },
  'crypt.padding-32': {
    section: 'encryption',
    name: { zh: '填充超过 16 字节', en: 'Padding above 16 bytes' },
    severity: 'info',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明填充到 32 的倍数；加密库默认按 16 检查而报错，是实测的结果。',
      en: 'The official page pads to multiples of 32; that crypto libraries check for 16 and fail was tried.',
    },
    page: CIPHER_PAGE,
    sources: [],
  },
  'crypt.length': {
    section: 'encryption',
    name: { zh: '消息长度不对', en: 'Wrong message length' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明明文里有 4 字节的消息长度，按字节计算。',
      en: 'The official page says that four bytes of the plain text hold the message’s length in bytes.',
    },
    page: CIPHER_PAGE,
    sources: [RETURN_CODES],
  },
  'crypt.receiver': {
    section: 'encryption',
    name: { zh: '不是发给本账号', en: 'For another receiver' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方要求核对明文末尾的 AppID，不一致时返回 -40005。',
      en: 'The official page wants the AppID at the end compared; where it differs the code is -40005.',
    },
    page: CIPHER_PAGE,
    sources: [RETURN_CODES],
  },
  'crypt.plain-reply': {
    section: 'encryption',
    name: { zh: '安全模式回了明文', en: 'Plain reply in safe mode' },
    severity: 'warning',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明安全模式下回复也是密文；有两则反馈说明文也送达了，所以只是警告。',
      en: 'The official page says that replies are encrypted in safe mode; two reports saw plain ones delivered, so it is a warning.',
    },
    page: ENCRYPTION_PAGE,
    sources: ['ArtisanCloud/PowerWeChat#216'],
  },
  'crypt.reply-envelope': {
    section: 'encryption',
    name: { zh: '加密的回复有误', en: 'Faulty encrypted reply' },
    severity: 'error',
    milder: ['warning'],
    effect: 'fault',
    evidence: 'official',
    basis: {
      zh: '官方给出了加密回复的四个元素和各自的算法；加密的 success 会出故障，来自一则反馈。',
      en: 'The official page gives the four elements of an encrypted reply and how each is made; that an encrypted success fails is one report.',
    },
    page: CIPHER_PAGE,
    sources: [RETURN_CODES, 'royalrick/weapp#87', 'w7corp/easywechat#2217'],
  },
  'crypt.compatible-differs': {
    section: 'encryption',
    name: { zh: '明文与密文不一致', en: 'Plain and encrypted differ' },
    severity: 'warning',
    effect: 'none',
    evidence: 'inferred',
    basis: {
      zh: '官方写明兼容模式同时包含明文和密文；两者不同说明中途被改过，是推断。',
      en: 'The official page says that compatible mode sends both; that a difference means a change on the way is inferred.',
    },
    page: ENCRYPTION_PAGE,
    sources: [],
  },
} as const satisfies FindingRows
