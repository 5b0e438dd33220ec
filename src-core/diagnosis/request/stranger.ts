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
 * back-ups. Nobody would register such an address with WeChat.
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
 * Tells whether a refused request came from somebody who does not mean WeChat's address: it has another User-Agent than
 * WeChat's, and either a path that scanners try, or no signature and a method that WeChat does not use. A developer's
 * own tests are not counted, since they ask for an account's path or carry a signature, even a wrong one.
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

/** Creates the finding that replaces the reason of the refusal, since nothing needs to be done. */
export function createStranger({ incoming, target }: Received): Finding {
  const asked = `${incoming.method} ${target.path}`.slice(0, 100)
  return createFinding(
    'request.stranger',
    {
      title: { zh: '陌生请求，不是微信发来的', en: 'A stranger, not WeChat' },
      detail: {
        zh: `${asked} 是扫描器、爬虫或浏览器常发的请求，User-Agent 也不是微信的 Mozilla/4.0。公网地址都会遇到，已经拒绝，不影响收发。`,
        en: `${asked} is what scanners, crawlers and browsers send, and the User-Agent is not WeChat’s Mozilla/4.0. Every public address gets such requests; it was rejected and does no harm.`,
      },
      fix: {
        zh: '不用处理，可以在列表上方隐藏。正式的后端可以用 getcallbackip 接口取微信服务器的 IP，只放行这些地址。',
        en: 'Nothing to do; the head of the list can hide it. In production, ask the getcallbackip API for WeChat’s addresses and let in only these.',
      },
    },
    { in: 'request-line' },
  )
}
