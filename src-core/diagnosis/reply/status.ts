import type { Finding } from '../../contract/exchange.ts'
import type { FindingCode } from '../../contract/findings.ts'
import { createFinding } from '../finding.ts'
import type { FindingTexts } from '../finding.ts'
import { readHeader } from './judged-reply.ts'
import type { JudgedReply } from './judged-reply.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** The words that frameworks use: Django, Spring Security, Laravel, csurf. */
const CSRF = /csrf|xsrf|token\s?mismatch|page expired/i

/** Judges the status alone. A push is a POST, a verification is a GET. */
export function judgeStatus(reply: JudgedReply, to: 'push' | 'verification' = 'push'): Finding[] {
  if (reply.status === 200) return []
  if (REDIRECTS.has(reply.status)) return [create('status.redirect', explainRedirect(reply))]
  const refused = explainRefusal(reply, to === 'push' ? 'POST' : 'GET')
  if (refused) return [create('status.refused', refused)]
  const other = to === 'push' ? explainOther(reply.status) : explainUnverified(reply.status)
  return [create('status.not-200', other)]
}

function create(code: FindingCode, texts: FindingTexts): Finding {
  return createFinding(code, texts, { in: 'reply-status' })
}

function explainRedirect(reply: JudgedReply): FindingTexts {
  const { status } = reply
  const location = readHeader(reply, 'Location') ?? ''
  const to = nameTarget(location, reply.url)
  return {
    title: { zh: `回复的是跳转（${status}），${to.zh}`, en: `A redirect (${status}) ${to.en}` },
    detail: {
      zh: '微信的推送是 POST，跳转之后请求体就没有了，微信只会当作失败并重新推送。',
      en: 'A push is a POST, and its body does not survive a redirect; WeChat counts it as a failure and sends it again.',
    },
    fix: {
      zh: '把公众号后台的 URL 改成跳转后的最终地址，或关掉这条路由的跳转。',
      en: 'Register the final address as the URL, or switch the redirect off for this route.',
    },
  }
}

function nameTarget(location: string, from: string | undefined): { zh: string; en: string } {
  const source = from !== undefined && URL.canParse(from) ? new URL(from) : null
  const target = source && URL.canParse(location, source.href) ? new URL(location, source) : null
  if (source && target && source.hostname === target.hostname) {
    if (target.pathname === `${source.pathname}/`)
      return { zh: '目标是同一路径加 /', en: 'to the same path plus a / at its end' }
    if (source.protocol === 'http:' && target.protocol === 'https:')
      return { zh: '从 http 跳到 https', en: 'from http to https' }
  }
  const shown = location.slice(0, 200)
  return location === ''
    ? { zh: '没有 Location', en: 'without a Location' }
    : { zh: `目标是 ${shown}`, en: `to ${shown}` }
}

function explainRefusal({ status, body }: JudgedReply, method: 'GET' | 'POST'): FindingTexts | null {
  switch (status) {
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
    case 403:
    case 419:
      // 419 is Laravel's own and means nothing else.
      if (status === 403 && !CSRF.test(new TextDecoder().decode(body))) return null
      return {
        title: { zh: `CSRF 校验挡住了请求（${status}）`, en: `The CSRF check refused it (${status})` },
        detail: {
          zh: '微信的推送里没有网页表单的 CSRF 令牌，框架把它当成了伪造的提交。',
          en: 'A push of WeChat carries no CSRF token of a form, so the framework took it for a forged one.',
        },
        fix: {
          zh: '把这条路由从 CSRF 校验里排除：Laravel 写进 validateCsrfTokens 的 except，Django 加 @csrf_exempt，Spring 用 ignoringRequestMatchers。',
          en: 'Exempt the route: except in Laravel’s validateCsrfTokens, @csrf_exempt in Django, ignoringRequestMatchers in Spring.',
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
    case 405:
      return {
        title: {
          zh: `后端这个路径不接受 ${method}（405）`,
          en: `The path does not take ${method} (405)`,
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
    default:
      return null
  }
}

function explainOther(status: number): FindingTexts {
  const nest = status === 201
  return {
    title: { zh: `状态码是 ${status}，不是 200`, en: `The status is ${status}, not 200` },
    detail: nest
      ? {
          zh: '201 也不行：微信只认 200。有人遇到过一秒左右内同一个 MsgId 连推四次；NestJS 的 POST 默认就回 201。',
          en: '201 will not do: WeChat takes 200 only. Seen in the wild: the same MsgId four times in about a second. NestJS answers POST with 201 by default.',
        }
      : {
          zh: '微信只认 200，其他状态码（包括 201）都当作失败，会重新推送同一条消息。',
          en: 'WeChat takes 200 only; any other status, 201 included, counts as a failure and the message is sent again.',
        },
    fix: nest
      ? { zh: '在处理函数上加 @HttpCode(200)。', en: 'Put @HttpCode(200) on the handler.' }
      : status >= 500
        ? {
            zh: '先看后端的错误日志；出错时也回 200 和 success，免得微信重复推送。',
            en: 'Look into the log of the backend; even when it fails, answer 200 and success, so that nothing is sent again.',
          }
        : { zh: '让处理函数返回 200。', en: 'Let the handler answer 200.' },
  }
}

function explainUnverified(status: number): FindingTexts {
  return {
    title: { zh: `状态码是 ${status}，不是 200`, en: `The status is ${status}, not 200` },
    detail: {
      zh: '验证地址时要回 200，响应体正好是 echostr；否则公众号后台会提示验证失败，配置保存不了。',
      en: 'A verification wants a 200 whose body is echostr and nothing else; with anything else the console cannot save the configuration.',
    },
    fix:
      status >= 500
        ? { zh: '看后端的错误日志。', en: 'Look into the log of the backend.' }
        : {
            zh: '看响应体和后端的日志；两边的 Token 不同时，很多框架也会回这样的状态码。',
            en: 'Look at the body and into the log of the backend; many frameworks answer so where the two tokens differ.',
          },
  }
}
