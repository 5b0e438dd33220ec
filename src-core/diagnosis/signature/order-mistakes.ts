import { explainSignature, type SignaturePart } from '../../wechat/signature.ts'
import type { JoinedText, JoinMistake } from './mistake.ts'

const SEPARATORS = [',', '&', '|', ' ', '\n', '-', '_', ':', ';', '+', '.', '/', '#']

function joinInOrder(parts: readonly SignaturePart[], separator = ''): string {
  return parts.map((part) => part.value).join(separator)
}

function* joinSeparated(
  ordered: readonly SignaturePart[],
  order: (named: readonly SignaturePart[]) => readonly SignaturePart[],
): Iterable<JoinedText> {
  for (const separator of SEPARATORS) {
    yield { text: joinInOrder(ordered, separator), detail: JSON.stringify(separator) }
  }
  const named = ordered.map(({ name, value }) => ({ name, value: `${name}=${value}` }))
  yield { text: joinInOrder(order(named), '&'), detail: '"name=value&"' }
}

function joinNames(parts: readonly SignaturePart[]): string {
  return parts.map((part) => part.name).join(' + ')
}

function* permute(parts: readonly SignaturePart[]): Iterable<SignaturePart[]> {
  if (parts.length === 0) yield []
  for (const [index, first] of parts.entries()) {
    for (const rest of permute(parts.toSpliced(index, 1))) yield [first, ...rest]
  }
}

function isNumeric(text: string): boolean {
  return /^\d+$/.test(text)
}

// Compares as PHP's sort() does without SORT_STRING: two numbers as numbers, everything else as text.
function compareLoosely(a: string, b: string): number {
  if (isNumeric(a) && isNumeric(b)) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0
  return a < b ? -1 : a > b ? 1 : 0
}

function compareIgnoringCase(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Mistakes that join the right parts in another order, or with something between them. */
export const ORDER_MISTAKES: readonly JoinMistake[] = [
  {
    in: 'join',
    code: 'parts-unsorted',
    join: (parts) => [{ text: joinInOrder(parts), detail: joinNames(parts) }],
    explain: (order) => ({
      zh: `对方没有排序，直接按 ${order} 的顺序拼接；微信先按字典序排序再拼接，请在拼接前加上排序。`,
      en: `The other side joined the values without sorting them (${order}); WeChat sorts them as text first, so sort before joining.`,
    }),
  },
  {
    in: 'join',
    code: 'parts-sorted-numerically',
    join: (parts) => [
      { text: joinInOrder(parts.toSorted((a, b) => compareLoosely(a.value, b.value))) },
      { text: joinInOrder(parts.toSorted((a, b) => Number(a.value) - Number(b.value))) },
    ],
    explain: () => ({
      zh: '对方排序时把 timestamp 和 nonce 当成数字比较；微信按字符串的字典序排序，请改成字符串排序（PHP 用 SORT_STRING，JavaScript 用不带比较函数的 sort）。',
      en: 'The other side compared timestamp and nonce as numbers; WeChat sorts everything as text, so sort strings (SORT_STRING in PHP, sort() without a comparator in JavaScript).',
    }),
  },
  {
    in: 'join',
    code: 'parts-sorted-ignoring-case',
    join: (parts) => [{ text: joinInOrder(parts.toSorted((a, b) => compareIgnoringCase(a.value, b.value))) }],
    explain: () => ({
      zh: '对方排序时忽略了大小写（localeCompare、按区域设置比较等都会这样）；微信按字节排序，数字在大写字母之前、大写在小写之前，请改成按字节（ordinal）比较。',
      en: 'The other side ignored case when sorting, as localeCompare and culture-aware comparers do; WeChat sorts by bytes, digits before upper case before lower case, so use an ordinal comparison.',
    }),
  },
  {
    in: 'join',
    code: 'parts-in-other-order',
    *join(parts) {
      for (const order of permute(parts)) yield { text: joinInOrder(order), detail: joinNames(order) }
    },
    explain: (order) => ({
      zh: `对方按 ${order} 的顺序拼接；微信按各个值的字典序排序后再拼接，与参数名无关，请先对值排序。`,
      en: `The other side joined the values as ${order}; WeChat sorts the values themselves as text, whatever their names, so sort before joining.`,
    }),
  },
  {
    in: 'join',
    code: 'parts-separated',
    join: (parts) => joinSeparated(explainSignature(parts).sorted, (named) => explainSignature(named).sorted),
    joinAsIs: (parts) => joinSeparated(parts, (named) => named),
    explain: (separator) => ({
      zh: `对方拼接时在各项之间加了 ${separator}；微信直接首尾相连，中间什么都不加，请去掉分隔符。`,
      en: `The other side put ${separator} between the values; WeChat joins them with nothing in between, so leave it out.`,
    }),
  },
]
