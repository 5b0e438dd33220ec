import type { ExchangeMessage, Finding } from '../../contract/exchange.ts'
import { ARTICLES_MAX } from '../../contract/limits.ts'
import { ARTICLES_MAX_FOR_MESSAGE, ONE_ARTICLE_TYPES } from '../../wechat/limits.ts'
import { createFinding } from '../finding.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { elementsOf, findField, placeOfElement, replaceContent, valueOf } from './reply-document.ts'
import type { Field, ReplyDocument } from './reply-document.ts'
import { mendText, placeIn } from './reply-text.ts'
import type { Edit } from './reply-text.ts'

/** Returns how many articles WeChat shows in answer to this message, or the most it ever shows if there is no message. */
export function countArticlesShown(message: ExchangeMessage | null): number {
  const type = message?.type.toLowerCase() ?? ''
  return ONE_ARTICLE_TYPES.includes(type) ? ARTICLES_MAX_FOR_MESSAGE : ARTICLES_MAX
}

/** Judges the number of articles in a news reply. */
export function judgeArticles(document: ReplyDocument, message: ExchangeMessage | null): Finding[] {
  const { root, path } = document
  if (findField(root, path, 'MsgType')?.value.trim() !== 'news') return []
  const articles = findField(root, path, 'Articles')
  const all = articles ? elementsOf(articles.element).filter(({ name }) => name === 'item') : []
  const items = all.length
  const count = findField(root, path, 'ArticleCount')
  const limit = countArticlesShown(message)
  return [
    ...(articles && items > limit ? [createLimit(document, articles, count, { items, limit })] : []),
    ...(count && items > 0 && count.value.trim() !== String(items)
      ? [createCount(document, count, items)]
      : []),
    ...(articles ? judgeEmpty(document, articles, all.slice(0, limit)) : []),
  ]
}

/** Looks for the first article among those shown that has nothing in it. */
function judgeEmpty(document: ReplyDocument, articles: Field, shown: readonly XmlElement[]): Finding[] {
  const at = shown.findIndex((item) => elementsOf(item).every((field) => valueOf(field).trim() === ''))
  const empty = shown[at]
  if (!empty) return []
  return [
    createFinding(
      'reply.empty-article',
      {
        title: { zh: `第 ${at + 1} 篇图文是空的`, en: `Article ${at + 1} is empty` },
        detail: {
          zh: '标题、描述、图片、链接一个都没有：用户至多看到一张点不开的空卡片，也可能是故障提示，官方没有写。',
          en: 'It has no title, description, image or link: the user sees at most a blank card that leads nowhere, and perhaps the fault prompt; no official page says.',
        },
        fix: { zh: '至少写上标题和跳转链接。', en: 'Give it a title and a link at least.' },
      },
      placeOfElement(document, empty, `${articles.path}/item`),
    ),
  ]
}

function createCount(document: ReplyDocument, count: Field, items: number): Finding {
  const shown = count.value.trim().slice(0, 20)
  return createFinding(
    'reply.article-count',
    {
      title: {
        zh: `ArticleCount 是 ${shown || '空的'}，实际有 ${items} 篇图文`,
        en: `ArticleCount is ${shown || 'empty'}, and there ${items === 1 ? 'is 1 article' : `are ${items} articles`}`,
      },
      detail: {
        zh: '官方要求两者一致；不一致会怎样，文档没有说。',
        en: 'The two should be the same; what happens otherwise is not documented.',
      },
      fix: { zh: `改成 ${items}。`, en: `Make it ${items}.` },
    },
    placeOfElement(document, count.element, count.path),
    mendText(document, [replaceContent(document, count.element, String(items))]),
  )
}

function createLimit(
  document: ReplyDocument,
  articles: Field,
  count: Field | null,
  { items, limit }: { items: number; limit: number },
): Finding {
  const surplus = elementsOf(articles.element)
    .filter(({ name }) => name === 'item')
    .slice(limit)
  const cuts = surplus.map(({ range }): Edit => ({
    start: range?.start ?? 0,
    end: range?.end ?? 0,
    text: '',
  }))
  const recount = count ? [replaceContent(document, count.element, String(limit))] : []
  return createFinding(
    'reply.article-limit',
    {
      title: {
        zh: `有 ${items} 篇图文，微信只显示前 ${limit} 篇`,
        en: `Of ${items} articles, WeChat shows only the first${limit === 1 ? '' : ` ${limit}`}`,
      },
      detail: {
        zh: '用户发来文本、图片、语音、视频、链接或位置时只能回 1 篇，其余情况最多 8 篇。超出的会被截掉，回复本身仍会被接受。',
        en: 'In reply to a text, image, voice message, video, link or location there may be 1; otherwise 8. The rest is cut, and the reply is accepted all the same.',
      },
      fix: {
        zh: `只保留前 ${limit} 篇；要发更多，用客服消息或让用户点菜单。`,
        en: `Keep the first ${limit === 1 ? 'one' : limit}; send more through the customer-service API, or in reply to a menu click.`,
      },
    },
    placeIn(
      document,
      surplus[0]?.range?.start ?? 0,
      surplus.at(-1)?.range?.end ?? 0,
      `${articles.path}/item`,
    ),
    mendText(document, [...cuts, ...recount]),
  )
}
