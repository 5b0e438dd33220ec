import type { ExchangeMessage } from '../../../../src-core/contract/exchange.ts'
import { judgeReply } from '../../../../src-core/diagnosis/reply/judge-reply.ts'
import type { Judgement } from '../../../../src-core/diagnosis/judgement.ts'
import type { JudgedReply } from '../../../../src-core/diagnosis/reply/judged-reply.ts'
import { readMessageText } from '../../../../src-core/exchange/receive.ts'

export const USER = 'oFan0001'
export const ACCOUNT = 'gh_account'

/** Creates a message to reply to. */
export function createMessage(type = 'text', event?: string): ExchangeMessage {
  return readMessageText(
    `<xml><ToUserName>${ACCOUNT}</ToUserName><FromUserName>${USER}</FromUserName><CreateTime>1700000000</CreateTime>` +
      `<MsgType>${type}</MsgType>${event === undefined ? '' : `<Event>${event}</Event>`}</xml>`,
  )!
}

/** Creates a reply to it: the head as it should be, with changes, and then `body`. */
export function createReply(
  type: string,
  body: string,
  change: Partial<Record<string, string>> = {},
): string {
  const head: Record<string, string> = {
    ToUserName: `<![CDATA[${USER}]]>`,
    FromUserName: `<![CDATA[${ACCOUNT}]]>`,
    CreateTime: '1700000001',
    MsgType: `<![CDATA[${type}]]>`,
    ...change,
  }
  const elements = Object.entries(head).map(([name, value]) => `<${name}>${value}</${name}>`)
  return `<xml>${elements.join('')}${body}</xml>`
}

export const TEXT = createReply('text', '<Content><![CDATA[你好]]></Content>')

export function createArticles(count: number): string {
  const item =
    '<item><Title>t</Title><Description>d</Description><PicUrl>http://p</PicUrl><Url>http://u</Url></item>'
  return `<Articles>${item.repeat(count)}</Articles>`
}

export function createNews(items: number, stated = String(items)): string {
  return createReply('news', `<ArticleCount>${stated}</ArticleCount>${createArticles(items)}`)
}

export type Reply = string | Uint8Array | (Partial<JudgedReply> & { text?: string })

export function judge(reply: Reply, message: ExchangeMessage | null = createMessage()): Judgement {
  return judgeReply(createJudged(reply), message)
}

export function createJudged(reply: Reply): JudgedReply {
  const { text, ...rest } =
    typeof reply === 'string' ? { text: reply } : reply instanceof Uint8Array ? { body: reply } : reply
  return {
    status: 200,
    headers: [],
    durationMs: 100,
    body: new TextEncoder().encode(text ?? ''),
    ...rest,
  }
}

export const codesOf = ({ findings }: Judgement): string[] => findings.map(({ code }) => code)
