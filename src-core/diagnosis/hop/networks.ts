import type { Hop, HopWords } from './hop.ts'

const OWN_PROXY: HopWords = {
  detail: {
    zh: '请求在出去的路上被代理截住了，没有到后端。只有从这台机器发出的请求会经过它，微信的不会。',
    en: 'A proxy on the way out held the request, and nothing reached the backend. Only requests of this machine go through it; WeChat’s do not.',
  },
  fix: {
    zh: '关掉系统代理、抓包工具或代理软件的 TUN 模式，或让后端的地址直连，再试一次。',
    en: 'Switch the system proxy, the capturing tool or the TUN mode off, or let the backend’s address go directly, and try again.',
  },
}

const GATE: HopWords = {
  detail: {
    zh: '网络要求先登录或认证才放行，请求没有到后端。',
    en: 'The network wants a login before it lets anything through, and nothing reached the backend.',
  },
  fix: {
    zh: '先用浏览器完成网络登录，或换一个网络。',
    en: 'Log in to the network with a browser first, or use another network.',
  },
}

/** Proxies and gates on the way out of the sender's own network. */
export const NETWORKS: readonly Hop[] = [
  {
    kind: 'network',
    name: { zh: 'squid', en: 'squid' },
    source: 'https://wiki.squid-cache.org/',
    // `Via` names it on everything that passes through; this header stands on its own errors alone.
    signs: [{ header: { name: 'X-Squid-Error', value: /^ERR_\w+/ }, words: OWN_PROXY }],
  },
  {
    kind: 'network',
    name: { zh: 'Fiddler', en: 'Fiddler' },
    source: 'https://docs.telerik.com/fiddler/',
    signs: [{ body: /^\s*(?<shown>\[Fiddler\] [^<\r\n]+)/, words: OWN_PROXY }],
  },
  {
    kind: 'network',
    name: { zh: 'Charles', en: 'Charles' },
    source: 'https://www.charlesproxy.com/documentation/',
    signs: [{ body: /<title>(?<shown>Charles Error Report)<\/title>/, words: OWN_PROXY }],
  },
  {
    kind: 'network',
    name: { zh: 'mitmproxy', en: 'mitmproxy' },
    source: 'https://github.com/mitmproxy/mitmproxy/blob/main/mitmproxy/proxy/layers/http/_http1.py',
    signs: [{ header: { name: 'Server', value: /^mitmproxy\b/ }, status: [400, 502, 504], words: OWN_PROXY }],
  },
  {
    kind: 'network',
    name: { zh: '代理', en: 'a proxy' },
    source: 'RFC 9110, section 15.5.8',
    signs: [{ header: { name: 'Proxy-Authenticate', value: /\S/ }, status: [407], words: GATE }],
  },
  {
    kind: 'network',
    name: { zh: '网络的登录页', en: 'the login page of a network' },
    source: 'RFC 6585, section 6',
    signs: [{ status: [511], words: GATE }],
  },
]
