import type { Bilingual } from '../../contract/text.ts'

/** Names each mistake for a row of a list, as short as the names of findings. */
const NAMES: Readonly<Record<string, Bilingual>> = {
  'token-invisible': { zh: 'Token 有隐形字符', en: 'Invisible token character' },
  'token-trimmed': { zh: 'Token 首尾有空格', en: 'Blanks around our token' },
  'token-full-width': { zh: 'Token 有全角字符', en: 'Full-width token' },
  'token-newline': { zh: '对方 Token 多了换行', en: 'Token ends in a line break' },
  'token-blank': { zh: '对方 Token 多了空格', en: 'Blanks around their token' },
  'token-case': { zh: 'Token 大小写不同', en: 'Token differs in case' },
  'token-other-account': { zh: '用了别的账号的 Token', en: 'Token of another account' },
  'signatures-swapped': { zh: '两个签名填反了', en: 'Signatures exchanged' },
  'encrypt-included': { zh: 'signature 多算了密文', en: 'Encrypt was signed, too' },
  'encrypt-left-out': { zh: '签名漏了密文', en: 'Encrypt was left out' },
  'encrypt-with-markup': { zh: '密文带着 CDATA 标记', en: 'Encrypt with its markup' },
  'encrypt-plaintext': { zh: '签名用了明文', en: 'The plaintext was signed' },
  'echostr-included': { zh: '签名多算了 echostr', en: 'echostr was signed, too' },
  'part-left-out': { zh: '签名漏了一项', en: 'A part was left out' },
  'timestamp-milliseconds': { zh: 'timestamp 用了毫秒', en: 'timestamp in milliseconds' },
  'values-percent-encoded': { zh: '签名前没有解码', en: 'Values were not decoded' },
  'plus-as-space': { zh: '加号被当成空格', en: 'A plus became a blank' },
  'parts-unsorted': { zh: '签名前没有排序', en: 'Parts were not sorted' },
  'parts-sorted-numerically': { zh: '按数字大小排序了', en: 'Sorted as numbers' },
  'parts-sorted-ignoring-case': { zh: '排序忽略了大小写', en: 'Sorted without case' },
  'parts-in-other-order': { zh: '拼接的顺序不对', en: 'Joined in another order' },
  'parts-separated': { zh: '拼接时多了分隔符', en: 'Joined with a separator' },
  'digest-upper-case': { zh: '签名写成了大写', en: 'Signature in upper case' },
  'digest-base64': { zh: '签名写成了 Base64', en: 'Signature in Base64' },
  'digest-damaged': { zh: '签名被截断或改动', en: 'Signature was damaged' },
  'digest-md5': { zh: '用 MD5 算了签名', en: 'Hashed with MD5' },
  'digest-sha256': { zh: '用 SHA-256 算了签名', en: 'Hashed with SHA-256' },
  'digest-hmac-sha1': { zh: '用了 HMAC-SHA1', en: 'HMAC-SHA1 was used' },
  'digest-of-nothing': { zh: '算的是空字符串', en: 'Nothing was hashed' },
  'digest-of-word': { zh: '算的是变量的空值', en: 'A missing value was hashed' },
  'part-without-value': { zh: '有一项没有取到值', en: 'A part had no value' },
  'token-of-sample': { zh: '对方用了示例 Token', en: 'Token of a sample' },
  'digest-of-list': { zh: '把列表直接算了签名', en: 'A printed list was hashed' },
  'digest-of-bytes-literal': { zh: "多算了 b''", en: "b'' was hashed, too" },
  'digest-of-one-part': { zh: '只算了其中一项', en: 'One part alone was hashed' },
  'signature-is-the-other': { zh: '两个签名是同一个值', en: 'Both signatures are equal' },
  'tokens-differ': { zh: '两边 Token 多半不同', en: 'Tokens most likely differ' },
  'no-digest': { zh: '签名不是 40 位', en: 'Not 40 hex digits' },
  'token-like-app-secret': { zh: 'Token 像 AppSecret', en: 'Token looks like AppSecret' },
  'token-like-aes-key': { zh: 'Token 像加密密钥', en: 'Token looks like an AES key' },
  'token-like-app-id': { zh: 'Token 像 AppID', en: 'Token looks like an AppID' },
  'token-not-allowed': { zh: 'Token 不合要求', en: 'Not a valid token' },
}

/** Returns the name of a diagnosis. Of two mistakes at once it is that of the first. */
export function nameMistake(code: string): Bilingual | undefined {
  return NAMES[code.split('+', 1)[0]!]
}
