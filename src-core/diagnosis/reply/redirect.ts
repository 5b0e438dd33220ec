import type { FindingTexts } from '../finding.ts'
import { readHeader } from './judged-reply.ts'
import type { JudgedReply } from './judged-reply.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

export function isRedirect({ status }: Pick<JudgedReply, 'status'>): boolean {
  return REDIRECTS.has(status)
}

export function explainRedirect(reply: JudgedReply): FindingTexts {
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
