/**
 * The documents that are converted: a message and a reply in WeChat's form, and one that is merely big. All stand on
 * one line, so that an engine that drops blanks between elements has as much work as one that keeps them.
 */

export interface BenchDocument {
  name: string
  size: string
  xml: string
}

function field(name: string, value: string): string {
  return `<${name}><![CDATA[${value}]]></${name}>`
}

function envelope(type: string): string {
  return [
    field('ToUserName', 'gh_7f083739789a'),
    field('FromUserName', 'oia2TjuEGTNoeX76QEjQNrcURxG8'),
    '<CreateTime>1395658920</CreateTime>',
    field('MsgType', type),
  ].join('')
}

function createText(bytes: number): string {
  const around = (content: string): string =>
    `<xml>${envelope('text')}${field('Content', content)}<MsgId>7023456789012345678</MsgId></xml>`
  const opening = '你好，请问今天几点关门？[微笑] & <3 '
  const missing = bytes - Buffer.byteLength(around(opening))
  return around(opening + 'x'.repeat(missing))
}

function createArticle(number: number): string {
  return `<item>${[
    field('Title', `第 ${number} 篇：本周新品与门店活动一览`),
    field('Description', '满 200 减 30 & 会员双倍积分，详情见正文 <活动规则>，数量有限，送完为止。'),
    field(
      'PicUrl',
      `https://mmbiz.example.com/mmbiz_jpg/${'k3Rz'.repeat(20)}${number}/0?wx_fmt=jpeg&from=appmsg`,
    ),
    field(
      'Url',
      `https://mp.example.com/s?__biz=MzA4&mid=2651${number}&idx=${number}&sn=${'9f'.repeat(12)}#rd`,
    ),
  ].join('')}</item>`
}

function createNews(articles: number): string {
  const items = Array.from({ length: articles }, (_, index) => createArticle(index + 1)).join('')
  return `<xml>${envelope('news')}<ArticleCount>${articles}</ArticleCount><Articles>${items}</Articles></xml>`
}

/** Creates a document of different parts, so that no engine profits from strings it has seen. */
function createBig(bytes: number): string {
  const parts: string[] = []
  let size = 0
  for (let number = 1; size < bytes; number++) {
    const location = `<Location_X>23.${number}5</Location_X><Scale>${number % 20}</Scale>`
    const part = `<Message id="${number}">${createArticle(number)}${location}${field('Label', `路 & ${number}`)}</Message>`
    parts.push(part)
    size += Buffer.byteLength(part)
  }
  return `<xml>${parts.join('')}</xml>`
}

export function createDocuments(bigMegabytes: number): { small: BenchDocument[]; big: BenchDocument } {
  return {
    small: [describe('text', createText(384)), describe('news', createNews(8))],
    big: describe('big', createBig(bigMegabytes * 1024 * 1024)),
  }
}

/** The same kinds, from a message to what is no message any more: for the cost against the size. */
export function createSizes(): BenchDocument[] {
  const { small } = createDocuments(0)
  const big = [64, 1024, 5 * 1024].map((kilobytes) => describe('big', createBig(kilobytes * 1024)))
  return [...small, ...big]
}

function describe(name: string, xml: string): BenchDocument {
  return { name, size: formatSize(Buffer.byteLength(xml)), xml }
}

function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`
  return `${(bytes / 1024 ** 2).toFixed(0)} MB`
}
