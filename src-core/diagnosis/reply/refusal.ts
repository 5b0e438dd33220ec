import type { FindingTexts } from '../finding.ts'
import { readHeader } from './judged-reply.ts'
import type { JudgedReply } from './judged-reply.ts'

/** Explains a status by which the backend refuses a request. Returns null for any other. */
export function explainRefusal(reply: JudgedReply, method: 'GET' | 'POST'): FindingTexts | null {
  switch (reply.status) {
    case 401:
      return {
        title: { zh: '后端拒绝了请求（401）', en: 'The request was refused (401)' },
        detail: {
          zh: '要么后端验签没有通过（两边的 Token 不一样），要么请求被登录拦截挡在了前面。',
          en: 'Either the signature was not accepted, since the two sides hold different tokens, or a login check stands in front.',
        },
        fix: {
          zh: '核对后端的 Token；把这条路由从登录校验里排除。',
          en: 'Compare the tokens; exempt this route from the login check.',
        },
      }
    case 404:
      return {
        title: { zh: '后端没有这个路径（404）', en: 'The backend has no such path (404)' },
        detail: {
          zh: '请求到了服务器，但没有路由接它：路径、前缀或大小写不一致，或者反向代理改了路径。',
          en: 'The server was reached and no route took it: path, prefix or letter case differ, or a proxy rewrote the path.',
        },
        fix: {
          zh: '对照后端的路由修改地址，注意应用的全局前缀。',
          en: 'Compare the address with the routes, the application’s prefix included.',
        },
      }
    case 405: {
      const allow = nameAllowed(reply)
      return {
        title: {
          zh: `后端这个路径不接受 ${method}（405${allow.zh}）`,
          en: `The path does not take ${method} (405${allow.en})`,
        },
        detail:
          method === 'POST'
            ? {
                zh: '验证地址用 GET，推送消息用 POST；只注册了 GET 的路由能通过验证，却收不到消息。',
                en: 'Verification is a GET, messages are POSTs: a route for GET alone passes the one and never gets the other.',
              }
            : {
                zh: '推送消息用 POST，验证地址用 GET；只注册了 POST 的路由收得到消息，却通不过验证。',
                en: 'Messages are POSTs, verification is a GET: a route for POST alone would get the one and never passes the other.',
              },
        fix: {
          zh: `给同一路径再注册 ${method}。`,
          en: `Register ${method} for the same path as well.`,
        },
      }
    }
    default:
      return null
  }
}

/** Names the methods that the path takes, if the answer says so. */
function nameAllowed(reply: JudgedReply): { zh: string; en: string } {
  const allow = readHeader(reply, 'Allow')?.slice(0, 60)
  return allow ? { zh: `，Allow: ${allow}`, en: `, Allow: ${allow}` } : { zh: '', en: '' }
}
