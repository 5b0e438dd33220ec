import type { Finding } from '../../contract/exchange.ts'
import type { Refusal } from '../../exchange/inspect.ts'
import type { Received } from '../../exchange/receive.ts'
import { WECHAT_USER_AGENT } from '../../wechat/user-agent.ts'
import { createFinding } from '../finding.ts'

const TURNED_AWAY: ReadonlySet<Refusal> = new Set([
  'path-unknown',
  'method-refused',
  'signature-missing',
  'signature-mismatch',
])

/**
 * Paths that scanners, crawlers and browsers ask every server for: dot files, other people's software, its consoles and
 * back-ups. No address that anyone would register with WeChat.
 */
const SCANNED = new RegExp(
  [
    String.raw`/\.(?!well-known/)`,
    String.raw`^/(?:robots\.txt|favicon\.ico|sitemap[^/]*\.xml|ads\.txt|security\.txt|\.well-known/)`,
    String.raw`^/apple-touch-icon`,
    String.raw`/(?:wp-[a-z]+|wordpress|xmlrpc\.php|phpmyadmin|pma|phpinfo|adminer|eval-stdin\.php)(?:[/.]|$)`,
    String.raw`^/(?:actuator|cgi-bin/luci|boaform|HNAP1|GponForm|solr|jenkins|owa|autodiscover|ecp|vendor|hudson)(?:/|$)`,
    String.raw`^/(?:server-status|manager/html|console/login|druid/|nacos/|_ignition/|sdk$|evox/|geoserver/)`,
    String.raw`\.(?:sql|bak|env|git|tar\.gz)$`,
  ].join('|'),
  'i',
)

/**
 * A refused request that nobody sent who means WeChat's address: another User-Agent than WeChat's, and a path that
 * scanners try, or a method of which WeChat knows nothing and no signature with it. One's own tests, which ask for an
 * account's path or sign, if wrongly, are none.
 */
export function isStranger({ refusal, incoming, target, account, signature }: Received): boolean {
  if (!refusal || !TURNED_AWAY.has(refusal) || signature.ok) return false
  if (incoming.headers.some(([name, value]) => isUserAgent(name) && value === WECHAT_USER_AGENT)) return false
  const oddMethod = incoming.method !== 'GET' && incoming.method !== 'POST'
  return (!account && SCANNED.test(target.path)) || (oddMethod && signature.received === null)
}

function isUserAgent(name: string): boolean {
  return name.toLowerCase() === 'user-agent'
}

/** Said in place of why it was refused: nothing is to be done about it. */
export function createStranger({ incoming, target }: Received): Finding {
  const asked = `${incoming.method} ${target.path}`.slice(0, 100)
  return createFinding(
    'request.stranger',
    {
      title: { zh: '陌生请求，不是微信发来的', en: 'A stranger, not WeChat' },
      detail: {
        zh: `${asked} 是扫描器、爬虫或浏览器常发的请求，User-Agent 也不是微信的 Mozilla/4.0。公网地址都会遇到，已经拒绝，不影响收发。`,
        en: `${asked} is what scanners, crawlers and browsers send, and the User-Agent is not WeChat’s Mozilla/4.0. Every public address gets such requests; it was refused and does no harm.`,
      },
      fix: {
        zh: '不用处理，可以在列表上方隐藏。正式的后端可以用 getcallbackip 接口取微信服务器的 IP，只放行这些地址。',
        en: 'Nothing to do; the head of the list can hide it. In production, ask the getcallbackip API for WeChat’s addresses and let in only these.',
      },
    },
    { in: 'request-line' },
  )
}
