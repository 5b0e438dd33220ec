import { createHmac, hash } from 'node:crypto'
import type { Bilingual } from '../../contract/text.ts'
import { computeDigest, getPart, getReceived, joinSorted } from './mistake.ts'
import type { DigestMistake, WholeMistake } from './mistake.ts'

function createHashMistake(algorithm: 'md5' | 'sha256', name: string): DigestMistake {
  return {
    in: 'digest',
    code: `digest-${algorithm}`,
    digest: (text) => [hash(algorithm, text, 'hex')],
    explain: () => ({
      zh: `对方用 ${name} 计算了摘要；微信用的是 SHA-1，请改用 SHA-1。`,
      en: `The other side hashed with ${name}; WeChat uses SHA-1, so use SHA-1 there.`,
    }),
  }
}

/**
 * So many of the 40 digits must agree for the others to count as damaged. Two digests agree in two or three by chance,
 * and in so many once in 2^90.
 */
const MANY_DIGITS = 30

/** Returns the places, counted from 1, at which two digests differ; null if one is longer than the other. */
function findDifferences(right: string, received: string): number[] | null {
  if (right.length !== received.length) return null
  return [...right].flatMap((digit, index) => (digit === received[index] ? [] : [index + 1]))
}

/** Counts the digits that two texts have in common at their beginning and at their end. */
function countAgreeing(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let before = 0
  while (before < shorter && a[before] === b[before]) before++
  let after = 0
  while (after < shorter - before && a.at(-1 - after) === b.at(-1 - after)) after++
  return before + after
}

/** The most wrong digits that are named one by one. */
const FEW_DIGITS = 4

/** Names the wrong digits if they are few: somebody copied them wrongly. `places` are joined by commas. */
function describeDamage(places: string): Bilingual {
  const few = places.split(',')
  if (places === '' || few.length > FEW_DIGITS)
    return {
      zh: '几乎每一位都对，所以 Token 和算法没有问题：签名在计算之后被截断或改动了几位，请原样传递全部 40 位。',
      en: 'Nearly every digit is right, so token and recipe are: the signature was cut or changed after it was made; pass on all 40 digits as they are.',
    }
  const before = few.slice(0, -1).join(', ')
  const which = before === '' ? `digit ${places} is` : `digits ${before} and ${few.at(-1)} are`
  return {
    zh: `40 位里只有第 ${few.join('、')} 位不同，所以 Token 和算法没有问题：多半是抄写或复制时弄错了，请重新复制签名。`,
    en: `Of the 40 digits only ${which} different, so token and recipe are right: the signature was most likely copied wrongly; copy it again.`,
  }
}

/** Mistakes in which the parts are right, but the hash or its notation is wrong. */
export const DIGEST_MISTAKES: readonly (DigestMistake | WholeMistake)[] = [
  {
    in: 'whole',
    code: 'digest-upper-case',
    *compute(mismatch) {
      const right = computeDigest(mismatch.parts)
      const received = getReceived(mismatch)
      if (received.toLowerCase() === right) yield { digest: received }
    },
    explain: () => ({
      zh: '摘要本身是对的，只是写成了大写的十六进制；微信用小写，请转成小写后再发送。',
      en: 'The digest is right but written in upper-case hex; WeChat writes it in lower case, so convert it before sending.',
    }),
  },
  {
    in: 'digest',
    code: 'digest-base64',
    digest: (text) => [hash('sha1', text, 'base64')],
    explain: () => ({
      zh: '摘要本身是对的，只是编码成了 Base64；微信用 40 位小写十六进制，请改用 hex 输出。',
      en: 'The digest is right but written in Base64; WeChat writes 40 lower-case hex digits, so output it as hex.',
    }),
  },
  {
    in: 'whole',
    code: 'digest-damaged',
    *compute(mismatch) {
      const right = computeDigest(mismatch.parts)
      const received = getReceived(mismatch)
      if (received === right) return
      const places = findDifferences(right, received)
      const agreeing = places ? right.length - places.length : countAgreeing(received, right)
      if (agreeing >= MANY_DIGITS) yield { digest: received, detail: places?.join(',') ?? '' }
    },
    explain: describeDamage,
  },
  createHashMistake('md5', 'MD5'),
  createHashMistake('sha256', 'SHA-256'),
  {
    in: 'digest',
    code: 'digest-hmac-sha1',
    *digest(joined, parts) {
      const token = getPart(parts, 'token')
      const others = parts.filter((part) => part.name !== 'token')
      for (const text of [joined, joinSorted(others), others.map((part) => part.value).join('')]) {
        yield createHmac('sha1', token).update(text).digest('hex')
      }
    },
    explain: () => ({
      zh: '对方把 Token 当作密钥计算了 HMAC-SHA1；微信是把 Token 和其他参数一起排序、拼接后直接做 SHA-1，请改成普通的 SHA-1。',
      en: 'The other side computed HMAC-SHA1 with the token as its key; WeChat sorts and joins the token with the other values and takes a plain SHA-1, so do the same there.',
    }),
  },
]
