import type { Hop, HopWords } from './hop.ts'
import { FILING_AND_FIREWALLS } from './firewalls.ts'
import { PLATFORMS } from './platforms.ts'

const CHALLENGE: HopWords = {
  detail: {
    zh: '这是给浏览器的人机验证，要执行脚本才能通过；微信不会执行。请求没有到后端。',
    en: 'This is a check for browsers that has to run a script, which WeChat does not. Nothing reached the backend.',
  },
  fix: {
    zh: '在 Cloudflare 的 WAF 里给这个路径加一条跳过规则（Skip），关掉「I’m Under Attack」和 Bot Fight Mode。',
    en: 'Add a Skip rule for this path to Cloudflare’s WAF, and switch Under Attack and Bot Fight Mode off.',
  },
}

const ORIGIN: Readonly<Record<string, HopWords['detail']>> = {
  '520': {
    zh: '520：源站回了空的或看不懂的响应，或者中途断开。',
    en: '520: the origin’s response was empty or unreadable, or it hung up midway.',
  },
  '521': {
    zh: '521：源站拒绝连接，程序没有运行，或防火墙挡住了 Cloudflare 的 IP。',
    en: '521: the origin refused the connection; it is down, or a firewall keeps Cloudflare out.',
  },
  '522': {
    zh: '522：连接源站超时，多半是防火墙丢弃了 Cloudflare 的请求，或源站 IP 填错。',
    en: '522: connecting to the origin timed out; most likely a firewall drops it, or the address is wrong.',
  },
  '523': {
    zh: '523：到不了源站，DNS 记录里的 IP 不对。',
    en: '523: the origin is out of reach; the address in the DNS record is wrong.',
  },
  '524': {
    zh: '524：连上了源站，但它 100 秒内没有回复完。微信早在 5 秒时就断开了。',
    en: '524: the origin was reached and did not finish within 100 s. WeChat had hung up after 5.',
  },
  '525': {
    zh: '525：和源站的 TLS 握手失败。',
    en: '525: the TLS handshake with the origin failed.',
  },
  '526': {
    zh: '526：源站的证书无效，而 SSL 模式是 Full (strict)。',
    en: '526: the origin’s certificate is not valid, and the SSL mode is Full (strict).',
  },
  '1016': {
    zh: '1016：解析不到源站的域名。',
    en: '1016: the origin’s name does not resolve.',
  },
  '530': {
    zh: '530：Cloudflare 找不到源站，页面里另有一个 1xxx 的错误码（1033 是隧道断开，1016 是源站域名解析不到）。',
    en: '530: Cloudflare cannot find the origin; a code 1xxx in the page says why (1033 a tunnel that is down, 1016 a name that does not resolve).',
  },
}

const UNREACHED: HopWords['detail'] = {
  zh: 'Cloudflare 没有从源站得到有效的响应；用隧道时，是 cloudflared 连不上它背后的端口。后端没有回复过这次请求。',
  en: 'Cloudflare got no valid response from the origin; with a tunnel, cloudflared cannot reach the port behind it. The backend did not respond to this request.',
}

const BLOCKED: HopWords['detail'] = {
  zh: 'Cloudflare 按规则（防火墙、地区、频率）拦下了请求，请求没有到后端。',
  en: 'A rule of Cloudflare’s (firewall, country, rate) stopped the request, and nothing reached the backend.',
}

const ORIGIN_FIX = {
  zh: '看源站：程序是否在运行，端口和证书是否正确，防火墙是否放行 Cloudflare；用隧道时看 cloudflared 的日志。',
  en: 'Look at the origin: is it running, are port and certificate right, does its firewall let Cloudflare in; with a tunnel, look into cloudflared’s log.',
}

const RULE_FIX = {
  zh: '在 Cloudflare 的「安全性事件」里查这次请求（Ray ID），给这个路径放行。',
  en: 'Find the request by its Ray ID in Cloudflare’s security events, and let this path through.',
}

function explainCloudflare(code: string | undefined): HopWords {
  const origin = ORIGIN[code ?? '']
  if (!origin && code?.length === 4) return { detail: BLOCKED, fix: RULE_FIX }
  return { detail: origin ?? UNREACHED, fix: ORIGIN_FIX }
}

const CLOUDFLARE = { name: 'Server', value: /^cloudflare$/i }

/**
 * Cloudflare's own pages: `Server` and `CF-RAY` are on everything that passes through, so that they alone tell nothing.
 *
 * Source: https://developers.cloudflare.com/support/troubleshooting/http-status-codes/
 */
const CLOUDFLARE_HOP: Hop = {
  kind: 'edge',
  name: { zh: 'Cloudflare', en: 'Cloudflare' },
  source: 'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/',
  signs: [
    { header: { name: 'cf-mitigated', value: /challenge/i }, words: CHALLENGE },
    {
      body: /<title>(?<shown>Just a moment\.\.\.)<\/title>[^]*?(?:cf_chl|challenge-platform)/i,
      words: CHALLENGE,
    },
    {
      body: /<title>[^<]*\|\s*(?<shown>(5\d\d):[^<]*?)\s*<\/title>[^]*?cf-error-details/i,
      words: (match) => explainCloudflare(match[2]),
    },
    {
      body: /cf-error-details[^]*?Error\s*(?:<[^>]{0,200}>\s*)*(?<shown>(1\d{3}))\b/i,
      words: (match) => explainCloudflare(match[2]),
    },
    {
      body: /<title>(?<shown>[^<]*\bCloudflare)<\/title>[^]*?cf-error-details/i,
      words: { detail: BLOCKED, fix: RULE_FIX },
    },
    {
      header: CLOUDFLARE,
      body: /^\s*error code: (\d{3,4})\s*$/i,
      words: ([, code]) => explainCloudflare(code),
    },
    {
      body: /^\s*\{(?=[^]*"cloudflare_error":\s*true)[^]*?(?<shown>"error_code":\s*(\d+))/,
      words: (match) => explainCloudflare(match[2]),
    },
    // Statuses that no origin answers with: they are Cloudflare's own.
    ...[520, 521, 522, 523, 524, 525, 526, 530].map((status) => ({
      header: CLOUDFLARE,
      status: [status],
      words: explainCloudflare(String(status)),
    })),
  ],
}

const CLOUDFRONT: Hop = {
  kind: 'edge',
  name: { zh: 'CloudFront', en: 'CloudFront' },
  source:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/troubleshooting-response-errors.html',
  signs: [
    {
      body: /(?<shown>Generated by cloudfront \(CloudFront\))/,
      words: {
        detail: {
          zh: 'CloudFront 没有连上源站，或按自己的规则拒绝了请求。后端没有回复过这次请求。',
          en: 'CloudFront did not reach the origin, or a rule of its own refused the request. The backend did not respond to it.',
        },
        fix: {
          zh: '允许这个路径用 POST（默认只有 GET 和 HEAD），核对源站的域名、端口和证书。',
          en: 'Allow POST for this path (GET and HEAD alone are the default), and check name, port and certificate of the origin.',
        },
      },
    },
  ],
}

/** Services between the internet and the backend's own machines. */
export const EDGES: readonly Hop[] = [...FILING_AND_FIREWALLS, CLOUDFLARE_HOP, CLOUDFRONT, ...PLATFORMS]
