import type { Bilingual } from '../../contract/text.ts'
import { decodeText } from '../../exchange/record.ts'
import { createGroup } from '../kit/case.ts'
import type { CaseRow } from '../kit/case.ts'
import { createMixedUp } from '../kit/findings.ts'
import { describeAll, endAllGenuine, endGenuine } from '../kit/judge.ts'
import { readQuery } from '../kit/query.ts'
import type { Returned, Talk, VerifyHow } from '../kit/talk.ts'

const WHY: Bilingual = {
  zh: '提交服务器配置时微信先这样验证；返回的内容差一个字节，后台就提示「token 验证失败」。',
  en: 'WeChat verifies like this when the configuration is submitted; one byte too many or too few, and the console says that the token failed.',
}
const FIX: Bilingual = {
  zh: '签名相符就把 echostr 原样写回：不加引号、换行、BOM，不转成数字，不套 JSON 或模板。',
  en: 'Where the signature fits, write echostr back as it came: no quotes, line break or BOM, no number, no JSON and no template around it.',
}
const SORTING: Bilingual = {
  zh: '把 token、timestamp、nonce 当字符串按字节排序，再拼接、取 SHA-1；不要当数字比较。',
  en: 'Sort token, timestamp and nonce as strings, byte by byte, join them and take the SHA-1; never compare them as numbers.',
}

const asking =
  (how: (talk: Talk) => VerifyHow = () => ({})) =>
  async (talk: Talk) =>
    endGenuine(await talk.verify(how(talk)))

/** Returns parameters in the order of older official samples: `echostr` last. */
function inOtherOrder(url: string): string {
  const changed = new URL(url)
  const echostr = changed.searchParams.get('echostr') ?? ''
  changed.searchParams.delete('echostr')
  changed.searchParams.append('echostr', echostr)
  return changed.href
}

function findMixedUp(all: readonly Returned[]): ReturnType<typeof createMixedUp>[] {
  const asked = all.map(({ request }) => readQuery(request, 'echostr'))
  const isOther = all.some(({ outcome }, index) => {
    const got = decodeText(outcome.response?.body ?? new Uint8Array(0)).text
    return got !== asked[index] && asked.includes(got)
  })
  if (!isOther) return []
  return [
    createMixedUp({
      zh: '一次验证得到了另一次的 echostr',
      en: 'A verification got the echostr of another',
    }),
  ]
}

export const VERIFICATION_CHECKS: CaseRow[] = createGroup('verification', [
  {
    id: 'echo',
    level: 'required',
    title: { zh: '原样返回 echostr', en: 'echostr comes back to the byte' },
    sent: {
      zh: '和官方示例一样的验证请求，echostr 是 19 位数字',
      en: 'a verification like the official sample, with 19 digits as echostr',
    },
    why: WHY,
    fix: FIX,
    act: asking(),
  },
  {
    id: 'again',
    level: 'required',
    title: { zh: '再验证一次', en: 'A second verification' },
    sent: { zh: '接连两次验证，echostr 不同', en: 'two verifications in a row with different echostr' },
    why: {
      zh: '每次提交配置都会重新验证；返回上一次的 echostr 说明前面有缓存。',
      en: 'Each submission verifies anew; an echostr of the time before comes from a cache.',
    },
    fix: {
      zh: '带参数的请求不要缓存：检查 CDN、反向代理和页面缓存。',
      en: 'Cache no request that has a query: look at the CDN, the proxy and page caches.',
    },
    async act(talk) {
      const all = [await talk.verify(), await talk.verify()]
      return endAllGenuine(all, findMixedUp(all))
    },
  },
  {
    id: 'at-once',
    level: 'required',
    title: { zh: '同时两次验证', en: 'Two verifications at once' },
    sent: {
      zh: '同时发出两次验证，echostr 不同',
      en: 'two verifications at the same time with different echostr',
    },
    why: {
      zh: '两个请求共用一个变量时，一个会得到另一个的内容；消息也会这样串。',
      en: 'Where two requests share a variable, one gets what is the other’s; messages then do, too.',
    },
    fix: {
      zh: '不要把当前请求放在全局变量或单例的字段里。',
      en: 'Keep the current request in no global and no field of a singleton.',
    },
    async act(talk) {
      const all = await Promise.all([talk.verify(), talk.verify()])
      const mixed = findMixedUp(all)
      return mixed.length > 0 ? { came: describeAll(all), findings: mixed } : endAllGenuine(all)
    },
  },
  {
    id: 'leading-zero',
    level: 'required',
    title: { zh: 'echostr 以 0 开头', en: 'echostr begins with zeros' },
    sent: { zh: 'echostr 是 0012 开头的 19 位数字', en: '19 digits as echostr, beginning with 0012' },
    why: {
      zh: '官方只说 echostr 是随机字符串；转成数字的代码会丢掉开头的 0。',
      en: 'All that the official page says is that echostr is a random string; code that makes a number of it loses the zeros.',
    },
    fix: FIX,
    act: asking((talk) => ({ echostr: `0012${createDigits(talk, 15)}` })),
  },
  {
    id: 'letters',
    level: 'required',
    title: { zh: 'echostr 有字母', en: 'echostr has letters' },
    sent: { zh: 'echostr 由字母、数字、横线组成', en: 'letters, digits and dashes as echostr' },
    why: {
      zh: '官方只说 echostr 是随机字符串，没有说只有数字。',
      en: 'All that the official page says is that echostr is a random string, not that it has digits only.',
    },
    fix: FIX,
    act: asking((talk) => ({ echostr: `aZ-${createDigits(talk, 8)}_mpscope` })),
  },
  {
    id: 'encoded',
    level: 'advice',
    title: { zh: 'echostr 有要编码的字符', en: 'echostr has characters that are escaped' },
    sent: { zh: 'echostr 是 Base64，含 +、/ 和 =', en: 'Base64 as echostr, with +, / and =' },
    why: {
      zh: '企业微信的 echostr 就是这样；没有解码或解码两次的代码，会把它改坏。',
      en: 'That of WeCom is so; code that decodes the query not at all, or twice, spoils it.',
    },
    fix: {
      zh: '用框架解析好的参数，不要再解码一次，也不要自己从地址里截取。',
      en: 'Use the parameters that the framework has read; neither decode them again nor cut them out of the address.',
    },
    act: asking((talk) => ({ echostr: `a+b/${createDigits(talk, 8)}==` })),
  },
  {
    id: 'short-nonce',
    level: 'required',
    title: { zh: 'nonce 比时间戳短', en: 'A nonce shorter than the timestamp' },
    sent: { zh: '9 位的 nonce，以 9 开头', en: 'a nonce of 9 digits that begins with 9' },
    why: {
      zh: '作为数字它小于时间戳，作为字符串却排在后面：按数字排序的代码有时验签失败。',
      en: 'As a number it is less than the timestamp, as a string it comes after it: code that sorts numbers fails now and then.',
    },
    fix: SORTING,
    act: asking((talk) => ({ nonce: `9${createDigits(talk, 8)}` })),
  },
  {
    id: 'long-nonce',
    level: 'required',
    title: { zh: 'nonce 比时间戳长', en: 'A nonce longer than the timestamp' },
    sent: { zh: '19 位的 nonce，以 1 开头', en: 'a nonce of 19 digits that begins with 1' },
    why: {
      zh: '作为数字它大于时间戳，还会丢尾数；作为字符串它排在前面。',
      en: 'As a number it is more than the timestamp and loses digits; as a string it comes first.',
    },
    fix: SORTING,
    act: asking((talk) => ({ nonce: `10${createDigits(talk, 16)}7` })),
  },
  {
    id: 'order',
    level: 'required',
    title: { zh: '参数换个顺序', en: 'Parameters in another order' },
    sent: { zh: '同样的参数，echostr 在最后', en: 'the same parameters, with echostr last' },
    why: {
      zh: '官方页面上两种顺序都有；按位置截取参数的代码只认得一种。',
      en: 'Official pages show both orders; code that cuts parameters out by their place knows one.',
    },
    fix: { zh: '按名字读参数。', en: 'Read the parameters by name.' },
    act: asking(() => ({ change: (request) => ({ ...request, url: inOtherOrder(request.url) }) })),
  },
  {
    id: 'http10',
    level: 'required',
    title: { zh: '用 HTTP/1.0 验证', en: 'A verification in HTTP/1.0' },
    sent: { zh: '同样的验证，HTTP/1.0', en: 'the same in HTTP/1.0' },
    why: {
      zh: '早期抓到的微信请求是 HTTP/1.0；拒绝它，或回一个分块的响应，就通不过。',
      en: 'Older captures of WeChat speak HTTP/1.0; whoever refuses it, or replies in chunks, fails.',
    },
    fix: {
      zh: '不要在 nginx 或框架里禁用 HTTP/1.0；响应带 Content-Length。',
      en: 'Leave HTTP/1.0 enabled in nginx and in the framework; send a Content-Length.',
    },
    act: asking(() => ({ version: '1.0' })),
  },
])

/** Returns so many digits; the last is not zero. */
function createDigits({ random }: Talk, length: number): string {
  return Array.from(random(length), (byte, index) =>
    index === length - 1 ? (byte % 9) + 1 : byte % 10,
  ).join('')
}
