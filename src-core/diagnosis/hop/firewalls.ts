import type { Hop, HopWords } from './hop.ts'

const NOT_FILED: HopWords = {
  detail: {
    zh: '域名没有备案，或没有在这家云接入备案，请求在到达服务器之前就被云厂商拦下，后端不会有记录。',
    en: 'The domain has no ICP filing (备案), or none with this cloud; the cloud stops the request before it gets to the server, and the backend has no trace of it.',
  },
  fix: {
    zh: '完成备案或接入备案；在这之前换用已备案的域名，或不经过境内服务器。',
    en: 'Complete the filing; until then use a filed domain, or a server outside the mainland.',
  },
}

const FIREWALL: HopWords = {
  detail: {
    zh: '防火墙把微信的请求当成了攻击（POST 的 XML 常被误伤），请求没有到后端。',
    en: 'The firewall took the request for an attack (XML in a POST is often hit by mistake), and nothing reached the backend.',
  },
  fix: {
    zh: '在防火墙里给这个路径加白名单，或放行微信的回调 IP（getcallbackip 接口）。',
    en: 'Put this path on the firewall’s allow-list, or WeChat’s callback addresses (API getcallbackip).',
  },
}

/** Pages by which Chinese clouds and firewalls stop a request. */
export const FILING_AND_FIREWALLS: readonly Hop[] = [
  {
    kind: 'edge',
    name: { zh: '阿里云备案拦截', en: 'Alibaba Cloud’s filing check' },
    source: 'https://help.aliyun.com/zh/icp-filing/',
    signs: [
      { body: /(?<shown>batit\.aliyun\.com\/alww\.html)/, words: NOT_FILED },
      { body: /<title>(?<shown>Non-compliance ICP Filing)<\/title>/, words: NOT_FILED },
    ],
  },
  {
    kind: 'edge',
    name: { zh: '腾讯云备案拦截', en: 'Tencent Cloud’s filing check' },
    source: 'https://cloud.tencent.com/document/product/243',
    signs: [
      {
        header: { name: 'Location', value: /\/\/dnspod\.qcloud\.com\/static\/webblock\.html/ },
        words: NOT_FILED,
      },
      { body: /(?<shown>dnspod\.qcloud\.com\/static\/webblock\.html)/, words: NOT_FILED },
    ],
  },
  {
    kind: 'edge',
    name: { zh: '备案拦截页', en: 'A page about a missing filing' },
    // Seen in lists of such pages that scanners keep.
    source: 'https://github.com/EnableSecurity/wafw00f',
    signs: [
      { body: /^\s*<[^]*?(?<shown>本网站尚未进行备案|该域名(?:未|尚未)备案|网站未备案)/, words: NOT_FILED },
    ],
  },
  {
    kind: 'edge',
    name: { zh: '阿里云 WAF', en: 'Alibaba Cloud’s WAF' },
    source: 'https://github.com/EnableSecurity/wafw00f/blob/master/wafw00f/plugins/aliyundun.py',
    signs: [{ status: [405], body: /(?<shown>errors\.aliyun\.com)/, words: FIREWALL }],
  },
  {
    kind: 'edge',
    name: { zh: '安全狗', en: 'Safedog' },
    source: 'https://github.com/EnableSecurity/wafw00f/blob/master/wafw00f/plugins/safedog.py',
    signs: [
      {
        body: /(?<shown>404\.safedog\.cn\/|safedogsite\/broswer_logo\.jpg|服务器安全狗防护验证页面)/,
        words: FIREWALL,
      },
    ],
  },
  {
    kind: 'edge',
    name: { zh: '网站防火墙（宝塔或 ngx_lua_waf）', en: 'A site firewall (BT panel or ngx_lua_waf)' },
    source: 'https://github.com/loveshell/ngx_lua_waf',
    signs: [{ body: /(?<shown>您的请求带有不合法参数，已被[^<]{0,12}拦截)/, words: FIREWALL }],
  },
]
