import type { Finding } from '../../contract/exchange.ts'
import { decodeAesKey } from '../../wechat/cipher/aes-key.ts'
import { createFinding } from '../finding.ts'

/** Judges the account's keys as they were typed: the current one first, then the previous one. */
export function diagnoseEncodingAesKeys(keys: readonly string[]): Finding[] {
  const [current = '', ...previous] = keys
  const decoded = decodeAesKey(current)
  const findings = decoded.ok
    ? decoded.canonical
      ? []
      : [createKeyTail(current.slice(-1))]
    : [createKeyShape('EncodingAESKey', 'The EncodingAESKey', decoded.failure.text)]
  for (const key of previous) {
    // Most accounts never had a previous key.
    const other = key === '' ? null : decodeAesKey(key)
    if (other && !other.ok) {
      findings.push(
        createKeyShape('上一个 EncodingAESKey', 'The previous EncodingAESKey', other.failure.text),
      )
    }
  }
  return findings
}

function createKeyShape(zh: string, en: string, detail: Finding['detail']): Finding {
  return createFinding('crypt.key-shape', {
    title: { zh: `${zh} 不能用（-40004）`, en: `${en} cannot be used (-40004)` },
    detail,
    fix: {
      zh: '到公众号后台的「服务器配置」复制完整的 43 个字符。',
      en: 'Copy all 43 characters from the server configuration in the console.',
    },
  })
}

// commons-codec: https://github.com/apache/commons-codec/pull/19 and /pull/35.
function createKeyTail(last: string): Finding {
  return createFinding('crypt.key-tail', {
    title: {
      zh: `EncodingAESKey 的最后一个字符 ${last} 会让严格的 Base64 解码器报错`,
      en: `The last character of the EncodingAESKey, ${last}, makes strict Base64 decoders fail`,
    },
    detail: {
      zh: '这个密钥对微信是有效的：最后一个字符多出的 2 位不属于任何字节。后台随机生成的密钥四个里有三个这样。',
      en: 'WeChat takes this key: two bits of the last character belong to no byte. Three of four keys that the console makes are like that.',
    },
    fix: {
      zh: '解码报错时换成宽松的解码器，不用更换密钥；例如 Java 的 commons-codec 1.13 和 1.14 会报错，1.15 起默认宽松。',
      en: 'Where your decoder fails, use a lenient one and keep the key; Java’s commons-codec, for one, throws in 1.13 and 1.14 and is lenient again since 1.15.',
    },
  })
}
