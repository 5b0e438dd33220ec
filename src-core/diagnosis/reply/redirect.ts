import type { FindingTexts } from '../finding.ts'
import { readHeader } from './judged-reply.ts'
import type { JudgedReply } from './judged-reply.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

export function isRedirect({ status }: Pick<JudgedReply, 'status'>): boolean {
  return REDIRECTS.has(status)
}

/** The pages of login checks, of frameworks and of single sign-on. */
const LOGIN = /\/(?:users?\/|accounts?\/|admin\/)?(?:log-?in|sign-?in|sso|cas|passport|oauth2?)\b/i

export function explainRedirect(reply: JudgedReply, to: 'push' | 'verification'): FindingTexts {
  const { status } = reply
  const location = readHeader(reply, 'Location') ?? ''
  const target = nameTarget(location, reply.url)
  return {
    title: { zh: `回复的是跳转（${status}），${target.zh}`, en: `A redirect (${status}) ${target.en}` },
    ...(LOGIN.test(location.split('?', 1)[0]!) ? TO_LOGIN : to === 'push' ? OF_PUSH : OF_VERIFICATION),
  }
}

const FINAL_ADDRESS = {
  zh: '把公众号后台的 URL 改成跳转后的最终地址，或关掉这条路由的跳转。',
  en: 'Register the final address as the URL, or switch the redirect off for this route.',
}

const OF_PUSH = {
  detail: {
    zh: '微信的推送是 POST，跳转之后请求体就没有了，微信只会当作失败并重新推送。',
    en: 'A push is a POST, and its body does not survive a redirect; WeChat counts it as a failure and sends it again.',
  },
  fix: FINAL_ADDRESS,
}

const OF_VERIFICATION = {
  detail: {
    zh: '验证地址时要直接回 200 和 echostr，跳转不算；推送是 POST，跳转之后请求体就没有了。',
    en: 'A verification wants a 200 with echostr at once, and a redirect is none; pushes are POSTs, whose body does not survive one.',
  },
  fix: FINAL_ADDRESS,
}

const TO_LOGIN = {
  detail: {
    zh: '登录校验把请求带去了登录页。微信不会登录，验证和推送都到不了你的代码。',
    en: 'A login check sent the request to its page. WeChat cannot log in, so neither verification nor messages reach your code.',
  },
  fix: {
    zh: '把这条路由从登录校验（拦截器、中间件、网关）里排除，用微信的签名来验证来源。',
    en: 'Exempt this route from the login check (interceptor, middleware, gateway); WeChat’s signature says who is calling.',
  },
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
