import { once } from 'node:events'
import { request as send } from 'node:http'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import { createMessage, createSignedRequest } from '../../load/signed-request.ts'
import { LOAD_TOKEN } from '../../load/served.ts'
import { openWorkbench } from '../workbench-here.ts'
import { MARKS } from './exchanges.ts'
import type { Template } from './exchanges.ts'

/** A kind of exchange that a history holds: of a hundred, `share`. */
interface Kind {
  share: number
  type: string
  event?: string
  reply: ReplyDraft
}

const sayText = (content: string): ReplyDraft => ({ type: 'text', content })
const SUCCESS: ReplyDraft = { type: 'success' }
const NEWS: ReplyDraft = {
  type: 'news',
  articles: [
    {
      title: '本周新品',
      description: '会员九折',
      picUrl: 'https://shop.example.com/new.jpg',
      url: 'https://shop.example.com/new',
    },
  ],
}

/** The last one answers with a page of errors, as a backend does that is down: the user sees a fault. */
const KINDS: readonly Kind[] = [
  { share: 52, type: 'text', reply: sayText('您好，客服正在为您查询，请稍候。') },
  { share: 10, type: 'text', reply: SUCCESS },
  { share: 5, type: 'image', reply: sayText('图片已收到。') },
  { share: 4, type: 'voice', reply: SUCCESS },
  { share: 3, type: 'location', reply: NEWS },
  { share: 6, type: 'event', event: 'subscribe', reply: NEWS },
  { share: 3, type: 'event', event: 'unsubscribe', reply: SUCCESS },
  { share: 6, type: 'event', event: 'CLICK', reply: sayText('请在菜单里选择门店。') },
  { share: 6, type: 'event', event: 'VIEW', reply: SUCCESS },
  {
    share: 5,
    type: 'text',
    reply: { type: 'xml', xml: '<html><body><h1>502 Bad Gateway</h1></body></html>' },
  },
]

/** Lets our own responder take and answer one message of each kind. */
export async function createTemplates(): Promise<Template[]> {
  const { call, responder, close } = await openWorkbench(null)
  try {
    const { accounts } = await call('workbench.snapshot', {})
    const { id, path } = accounts[0]!
    const templates: Template[] = []
    for (const [index, { share, type, event, reply }] of KINDS.entries()) {
      await call('account.update', { id, change: { token: LOAD_TOKEN, policy: { kind: 'fixed', reply } } })
      const msgId = `7${String(index).padStart(16, '0')}`
      const set = { FromUserName: MARKS.sender, ...(type === 'text' && { Content: MARKS.content }) }
      const xml = createMessage(msgId, type, event, set)
      await push(responder() + path, xml)
      const { items } = await call('exchange.list', { limit: 1 })
      const exchange = await call('exchange.get', { id: items[0]!.id })
      const [, second] = /<CreateTime>(\d+)</.exec(xml)!
      templates.push({ json: JSON.stringify(exchange), second: second!, msgId, share })
    }
    return templates
  } finally {
    await close()
  }
}

async function push(url: string, xml: string): Promise<void> {
  const { method, url: signed, headers, body } = createSignedRequest({ url, xml, openId: MARKS.sender })
  const sending = send(signed, { method, headers: Object.fromEntries(headers) })
  sending.end(body)
  const [response] = (await once(sending, 'response')) as [NodeJS.ReadableStream]
  response.resume()
  await once(response, 'end')
}
