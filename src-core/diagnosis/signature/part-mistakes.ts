import type { SignaturePart } from '../../wechat/signature.ts'
import {
  computeDigest,
  getPart,
  replacePart,
  type ChangedParts,
  type PartsMistake,
  type WholeMistake,
} from './mistake.ts'

// A stranger on the internet chooses these values: a thousand hashes are cheap if the values are short, but not if they
// are megabytes.
const MILLISECOND_SEARCH_MAX_LENGTH = 1024

function leaveOut(parts: readonly SignaturePart[], name: string): SignaturePart[] {
  return parts.filter((part) => part.name !== name)
}

/** Changes each value alone, and all of them together, skipping changes without effect. */
function* changeValues(
  parts: readonly SignaturePart[],
  change: (part: SignaturePart) => string,
): Iterable<ChangedParts> {
  const changed = parts.filter((part) => change(part) !== part.value)
  for (const part of changed) {
    yield { parts: replacePart(parts, part.name, change(part)), detail: part.name }
  }
  if (changed.length < 2) return
  const all = parts.map((part) => ({ name: part.name, value: change(part) }))
  yield { parts: all, detail: changed.map((part) => part.name).join(', ') }
}

/** Mistakes that make a signature of other parts, or of parts written differently. */
export const PART_MISTAKES: readonly (PartsMistake | WholeMistake)[] = [
  {
    in: 'whole',
    code: 'signatures-swapped',
    *compute({ checked, parts, encrypt, signature, msgSignature }) {
      if (encrypt === undefined || signature === undefined || msgSignature === undefined) return
      const three = computeDigest(leaveOut(parts, 'encrypt'))
      const four = computeDigest([...leaveOut(parts, 'encrypt'), { name: 'encrypt', value: encrypt }])
      if (signature === four && msgSignature === three)
        yield { digest: checked === 'signature' ? four : three }
    },
    explain: () => ({
      zh: '对方把 signature 和 msg_signature 的值填反了；微信的 signature 只用 token、timestamp、nonce，msg_signature 再加上 Encrypt，请对调这两个参数。',
      en: 'The other side put each signature where the other belongs; WeChat makes signature of token, timestamp and nonce, and msg_signature of these and Encrypt, so exchange the two.',
    }),
  },
  {
    in: 'parts',
    code: 'encrypt-included',
    *change({ checked, parts, encrypt }) {
      if (checked !== 'signature' || encrypt === undefined) return
      yield { parts: [...parts, { name: 'encrypt', value: encrypt }] }
    },
    explain: () => ({
      zh: '这个值是 msg_signature，多算了 Encrypt；signature 只用 token、timestamp、nonce 三项。校验时请取查询参数里的 signature，那里两个都有；自己签名时去掉 Encrypt。',
      en: 'This value is the msg_signature, with Encrypt included; signature has three parts: token, timestamp and nonce. To verify, take signature from the query, which has both; to sign, leave Encrypt out.',
    }),
  },
  {
    in: 'parts',
    code: 'encrypt-left-out',
    *change({ checked, parts }) {
      if (checked === 'msg_signature') yield { parts: leaveOut(parts, 'encrypt') }
    },
    explain: () => ({
      zh: '这个值是 signature，只有 token、timestamp、nonce 三项；msg_signature 还要加上 Encrypt。校验时请取查询参数里的 msg_signature，那里两个都有；自己签名时，把 <Encrypt> 的内容也排序拼接进去。',
      en: 'This value is the plain signature, of three parts, with Encrypt left out; msg_signature has four. To verify, take msg_signature from the query, which has both; to sign, sort and join the text of <Encrypt> with the rest.',
    }),
  },
  {
    in: 'parts',
    code: 'encrypt-with-markup',
    *change({ checked, parts, encrypt }) {
      if (checked !== 'msg_signature' || encrypt === undefined) return
      const cdata = `<![CDATA[${encrypt}]]>`
      const texts = [cdata, `<Encrypt>${cdata}</Encrypt>`, `${encrypt}\n`, `\n${encrypt}\n`, ` ${encrypt} `]
      for (const text of texts) yield { parts: replacePart(parts, 'encrypt', text) }
    },
    explain: () => ({
      zh: '对方把 Encrypt 的 CDATA 标记或首尾空白也算了进去；微信只用 <Encrypt> 里的 Base64 文本，请用 XML 解析器取值后再计算。',
      en: 'The other side signed Encrypt with its CDATA markers or the blanks around it; WeChat signs only the Base64 text inside, so take the value from an XML parser.',
    }),
  },
  {
    in: 'parts',
    code: 'encrypt-plaintext',
    *change({ checked, parts, plaintext }) {
      if (checked !== 'msg_signature' || plaintext === undefined) return
      for (const text of new Set([plaintext, plaintext.trim()])) {
        yield { parts: replacePart(parts, 'encrypt', text) }
      }
    },
    explain: () => ({
      zh: '对方用加密前的 XML 计算了 msg_signature；微信用 <Encrypt> 里的 Base64 密文，请先加密再签名。',
      en: 'The other side signed the XML as it was before encryption; WeChat signs the Base64 text inside <Encrypt>, so encrypt first and sign that.',
    }),
  },
  {
    in: 'parts',
    code: 'echostr-included',
    *change({ parts, echostr }) {
      if (echostr === undefined) return
      yield { parts: [...parts, { name: 'echostr', value: echostr }] }
    },
    explain: () => ({
      zh: '对方把 echostr 也算进了签名；微信只用 token、timestamp、nonce，echostr 是要原样返回的内容，请不要参与计算。',
      en: 'The other side included echostr; WeChat signs token, timestamp and nonce only, and echostr is merely to be sent back, so leave it out.',
    }),
  },
  {
    in: 'parts',
    code: 'part-left-out',
    *change({ parts }) {
      for (const { name } of parts) yield { parts: leaveOut(parts, name), detail: name }
    },
    explain: (name) => ({
      zh: `对方计算时漏了 ${name}；微信的每一项都要参与排序和拼接，请补上（也检查一下这个变量是不是空的）。`,
      en: `The other side left ${name} out; WeChat sorts and joins every part, so add it, and check that the variable is not empty.`,
    }),
  },
  {
    in: 'parts',
    code: 'timestamp-milliseconds',
    *change({ parts }) {
      const timestamp = getPart(parts, 'timestamp')
      if (/^\d{13}$/.test(timestamp)) {
        yield { parts: replacePart(parts, 'timestamp', timestamp.slice(0, 10)) }
      }
      if (!/^\d{10}$/.test(timestamp)) return
      const isShort = parts.reduce((sum, part) => sum + part.value.length, 0) <= MILLISECOND_SEARCH_MAX_LENGTH
      for (let milliseconds = 0; milliseconds < (isShort ? 1000 : 1); milliseconds++) {
        const value = timestamp + String(milliseconds).padStart(3, '0')
        yield { parts: replacePart(parts, 'timestamp', value) }
      }
    },
    explain: () => ({
      zh: '对方签名用的 timestamp 和 URL 里的不是同一个写法：一个是毫秒（13 位），一个是秒（10 位）；微信两处都用秒，请先除以 1000 取整，再用同一个字符串签名和拼 URL。',
      en: 'The timestamp that was signed and the one in the URL differ: one is in milliseconds (13 digits), the other in seconds (10); WeChat uses seconds in both, so divide first and use the same string twice.',
    }),
  },
  {
    in: 'parts',
    code: 'values-percent-encoded',
    change: ({ parts, raw }) => changeValues(parts, ({ name, value }) => raw[name] ?? percentEncode(value)),
    explain: (names) => ({
      zh: `对方用了没有解码的值（${names}，仍是 %XX 的样子）；微信用 URL 解码之后的原文签名，请先解码再计算。`,
      en: `The other side signed values that were still percent-encoded (${names}); WeChat signs the decoded text, so decode first.`,
    }),
  },
  {
    in: 'parts',
    code: 'plus-as-space',
    *change({ parts }) {
      yield* changeValues(parts, ({ value }) => value.replaceAll('+', ' '))
      yield* changeValues(parts, ({ value }) => value.replaceAll(' ', '+'))
    },
    explain: (names) => ({
      zh: `${names} 里的 + 和空格在两边不一样：有一边把 URL 里的 + 解码成了空格；微信对原文签名，请把值里的 + 写成 %2B 再放进 URL。`,
      en: `The two sides disagree about + and blank in ${names}: one of them decoded a + in the URL to a blank; WeChat signs the original text, so write + as %2B in the URL.`,
    }),
  },
]

/**
 * Percent-encodes a value. A value with half a surrogate pair, which a user may have typed, has no encoding and stays
 * as it is.
 */
function percentEncode(value: string): string {
  return /\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value)
}
