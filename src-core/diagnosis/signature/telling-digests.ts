import { hash } from 'node:crypto'
import { explainSignature, type SignaturePart } from '../../wechat/signature.ts'
import { computeDigest, getPart, getReceived, replacePart, sha1 } from './mistake.ts'
import type { Mismatch, Trial, WholeMistake } from './mistake.ts'

/** What programs print for a value that is not there, or is not text. */
const NO_VALUES = [
  'undefined',
  'null',
  'None',
  'nil',
  'NaN',
  '[object Object]',
  '[object Promise]',
  'NULL',
  'false',
  'False',
  'true',
  'True',
  '0',
  '1',
  'Array',
  'System.String[]',
  '<nil>',
  'undefinedundefinedundefined',
  'nullnullnull',
  'NoneNoneNone',
] as const

/**
 * Tokens of samples, which people forget to replace: of the official PHP sample and its copies, of the official page on
 * message push, of Tencent's WXBizMsgCrypt, of WeRoBot's and wechatpy's introductions, and stand-ins of tutorials.
 */
const SAMPLE_TOKENS = [
  'weixin',
  'AAAAA',
  'pamtest',
  'tokenhere',
  '123456',
  'your_token',
  'your-token',
  'your token',
  'yourtoken',
  'YOUR_TOKEN',
  'your-own-token',
  'token',
  'TOKEN',
] as const

/** The signed names whose value a program may not have had. */
const REPLACED: readonly (readonly string[])[] = [['token'], ['timestamp'], ['nonce'], ['timestamp', 'nonce']]

function join(parts: readonly SignaturePart[]): string {
  return parts.map(({ value }) => value).join('')
}

/** How languages print a list of texts. */
const PRINTED_LISTS: readonly [language: string, print: (values: readonly string[]) => string][] = [
  ['Python', (values) => `[${values.map((value) => `'${value}'`).join(', ')}]`],
  ['Python', (values) => `(${values.map((value) => `'${value}'`).join(', ')})`],
  ['JSON', (values) => JSON.stringify(values)],
  ['Ruby', (values) => `[${values.map((value) => `"${value}"`).join(', ')}]`],
  ['Java', (values) => `[${values.join(', ')}]`],
  ['Go', (values) => `[${values.join(' ')}]`],
]

function* printLists({ parts }: Mismatch): Iterable<Trial> {
  for (const ordered of [explainSignature(parts).sorted, parts]) {
    const values = ordered.map(({ value }) => value)
    for (const [detail, print] of PRINTED_LISTS) yield { digest: sha1(print(values)), detail }
  }
}

/** Digests that tell by themselves what was hashed, or with which token, whatever the account's own token is. */
export const TELLING_DIGESTS: readonly WholeMistake[] = [
  {
    in: 'whole',
    code: 'digest-of-nothing',
    *compute() {
      for (const algorithm of ['sha1', 'md5', 'sha256', 'sha512'])
        yield { digest: hash(algorithm, '', 'hex'), detail: algorithm.toUpperCase().replace('SHA', 'SHA-') }
    },
    explain: (algorithm) => ({
      zh: `收到的签名是空字符串的 ${algorithm}：什么都没有参与计算。Python 3 的 map() 是惰性的，map(sha1.update, list) 不会执行，请改用 for 循环，或先拼接再 encode()；也检查一下拼接出来的字符串是不是空的。`,
      en: `The signature is the ${algorithm} of the empty string: nothing was hashed. In Python 3 map() is lazy, and map(sha1.update, list) never runs, so use a for loop, or join and encode() first; also check that the joined string is not empty.`,
    }),
  },
  {
    in: 'whole',
    code: 'digest-of-word',
    *compute() {
      for (const word of NO_VALUES) yield { digest: sha1(word), detail: word }
    },
    explain: (word) => ({
      zh: `收到的签名是「${word}」这几个字符的 SHA-1：${ORIGIN_OF_WORD.zh}请打印出真正传给 SHA-1 的字符串。`,
      en: `The signature is the SHA-1 of the characters “${word}”: ${ORIGIN_OF_WORD.en} Print the string that really goes into SHA-1.`,
    }),
  },
  {
    in: 'whole',
    code: 'part-without-value',
    *compute({ parts }) {
      for (const names of REPLACED) {
        for (const word of NO_VALUES) {
          const changed = names.reduce<readonly SignaturePart[]>(
            (all, name) => replacePart(all, name, word),
            parts,
          )
          const detail = `${names.join(', ')} = ${word}`
          yield { digest: computeDigest(changed), detail }
          yield { digest: sha1(join(changed)), detail }
        }
      }
    },
    explain: (detail) => ({
      zh: `对方计算时用的是 ${detail}：变量没有取到值，却被当成文字拼了进去。检查配置或环境变量的名字、请求参数的名字，以及取值时机。`,
      en: `The other side computed with ${detail}: a variable had no value and was joined as that word. Check the name in the configuration or environment, the name of the request’s parameter, and when it is read.`,
    }),
  },
  {
    in: 'whole',
    code: 'token-of-sample',
    *compute({ parts }) {
      const ours = getPart(parts, 'token')
      // Without a token there is none that could differ; the account's own may be the sample's.
      if (ours === '') return
      for (const token of SAMPLE_TOKENS) {
        if (token !== ours) yield { digest: computeDigest(replacePart(parts, 'token', token)), detail: token }
      }
    },
    explain: (token) => ({
      zh: `对方用的 Token 是示例里的「${token}」，和这里填的不同：示例代码里的值还没有换成自己的。请两边改成同一个；如果对方就要用它，把这里的 Token 也填成它。`,
      en: `The other side used the token “${token}” of a sample, which is not the one entered here: the sample’s value was not replaced. Set both sides to the same one, or enter it here if the other side is to keep it.`,
    }),
  },
  {
    in: 'whole',
    code: 'digest-of-list',
    compute: printLists,
    explain: (language) => ({
      zh: `对方把整个列表转成了字符串再算 SHA-1（${language} 的打印格式，带着括号和逗号）；微信是把排序后的各项首尾相连，请先 join('')。`,
      en: `The other side hashed the list as printed, with its brackets and commas (${language}); WeChat joins the sorted values end to end, so join('') them first.`,
    }),
  },
  {
    in: 'whole',
    code: 'digest-of-bytes-literal',
    *compute({ parts }) {
      for (const ordered of [explainSignature(parts).sorted, parts])
        yield { digest: sha1(`b'${join(ordered)}'`) }
    },
    explain: () => ({
      zh: "对方把 Python 的 bytes 又用 str() 转了一次，多算了 b'' 三个字符；直接把 encode() 的结果交给 sha1。",
      en: "The other side turned Python’s bytes into text again with str(), and so hashed the three characters b'' as well; give the result of encode() to sha1 directly.",
    }),
  },
  {
    in: 'whole',
    code: 'digest-of-one-part',
    *compute({ parts }) {
      for (const { name, value } of parts) yield { digest: sha1(value), detail: name }
    },
    explain: (name) => ({
      zh: `对方只对 ${name} 一项做了 SHA-1；每次 update 之前又新建了摘要对象，或拼接时后面的覆盖了前面的，请把所有项拼接后一次算完。`,
      en: `The other side hashed ${name} alone: the digest was created anew before each update, or each value replaced the one before, so join all values and hash them once.`,
    }),
  },
  {
    in: 'whole',
    code: 'signature-is-the-other',
    *compute(mismatch) {
      const { signature, msgSignature } = mismatch
      if (signature !== undefined && signature === msgSignature) yield { digest: getReceived(mismatch) }
    },
    explain: () => ({
      zh: 'signature 和 msg_signature 填了同一个值：signature 用 token、timestamp、nonce 三项算，msg_signature 再加上 Encrypt，两个不会相同。查询参数里各有一个，请分别取。',
      en: 'signature and msg_signature have the same value: signature covers token, timestamp and nonce, msg_signature these three parts and Encrypt, and the two are never the same. The query has one of each.',
    }),
  },
]

const ORIGIN_OF_WORD = {
  zh: '一个没有值的变量、一个对象，或排序函数的返回值（PHP 的 sort() 返回 true，Python 的 list.sort() 返回 None）被当成了要计算的文字。',
  en: 'a variable without a value, an object, or what a sorting function returns (true for PHP’s sort(), None for Python’s list.sort()) was taken for the text.',
}
