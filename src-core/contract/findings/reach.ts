import { ALARM_PAGE, PUSH_PAGE } from '../official-pages.ts'
import type { FindingRows } from './kind.ts'

/**
 * Findings about the public URL and the way from there to the responder, which a probe has called from this computer.
 */
export const REACH_FINDINGS = {
  'url.address': {
    section: 'reach',
    name: { zh: '地址填得不对', en: 'The address is not right' },
    severity: 'error',
    // A bare IP address, or another path: nothing forbids it.
    milder: ['warning'],
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方要求 URL 以 http:// 或 https:// 开头，微信从公网访问它；内网地址访问不到是算出来的。',
      en: 'The official page wants a URL that begins with http:// or https://, and WeChat calls it from the public network, where private addresses do not exist.',
    },
    page: PUSH_PAGE,
    sources: [],
  },
  'url.port': {
    section: 'reach',
    name: { zh: '端口不是 80 或 443', en: 'Neither port 80 nor 443' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明只支持 http 的 80 端口和 https 的 443 端口。',
      en: 'By the official page WeChat calls port 80 for http and port 443 for https, and no other.',
    },
    page: PUSH_PAGE,
    sources: [],
  },
  'probe.dns': {
    section: 'reach',
    name: { zh: '域名解析有问题', en: 'Trouble with the name' },
    severity: 'error',
    milder: ['warning', 'info'],
    effect: 'retried',
    evidence: 'official',
    basis: {
      zh: '官方把 DNS 失败和 DNS 超时列为推送失败的报警类型；这里看到的是本机问到的解析结果。',
      en: 'The official page lists failed and slow DNS among the alarms of failed pushes; what is judged here is what this computer was told.',
    },
    page: ALARM_PAGE,
    sources: [],
  },
  'probe.tls': {
    section: 'reach',
    name: { zh: '证书或 TLS 有问题', en: 'Trouble with TLS' },
    severity: 'error',
    milder: ['warning'],
    effect: 'retried',
    evidence: 'inferred',
    basis: {
      zh: '官方没有写微信信任哪些机构、支持哪些版本；这里按通行的检查判断，缺中间证书的情形有人报告过。',
      en: 'No official page says which authorities and versions WeChat takes; the usual checks are made here, and a missing intermediate was reported to fail.',
    },
    page: null,
    sources: [],
  },
  'hop.elsewhere': {
    section: 'reach',
    name: { zh: '请求到了别处', en: 'It arrived elsewhere' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：调试台发出了请求，有回复回来，而自己的应答器没有收到它。',
      en: 'No official page is concerned: the workbench sent a request and got a response, and its own responder did not get the request.',
    },
    page: null,
    sources: [],
  },
  'hop.changed-query': {
    section: 'reach',
    name: { zh: '路上改了地址或参数', en: 'Path or query was changed' },
    severity: 'error',
    // The same values in another spelling.
    milder: ['info'],
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：调试台自己发出、自己收到，两边逐字节比过。',
      en: 'No official page is concerned: the workbench compared what it sent with what it received, byte by byte.',
    },
    page: null,
    sources: [],
  },
  'hop.changed-headers': {
    section: 'reach',
    name: { zh: '路上改了请求头', en: 'Headers were changed' },
    severity: 'warning',
    milder: ['info'],
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：调试台自己发出、自己收到，两边的请求头逐个比过。',
      en: 'No official page is concerned: the workbench compared the headers that it sent with those that it received.',
    },
    page: null,
    sources: [],
  },
  'hop.changed-body': {
    section: 'reach',
    name: { zh: '路上改了请求体', en: 'The body was changed' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：调试台自己发出、自己收到，请求体逐字节比过。',
      en: 'No official page is concerned: the workbench compared the body that it sent with the one that it received, byte by byte.',
    },
    page: null,
    sources: [],
  },
  'hop.changed-reply': {
    section: 'reach',
    name: { zh: '路上改了回复', en: 'The reply was changed' },
    severity: 'error',
    // Blanks behind the XML of a message.
    milder: ['info'],
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：应答器发出的回复和公网上收到的回复，调试台逐字节比过。',
      en: 'No official page is concerned: the workbench compared the reply that its responder sent with the one that came back, byte by byte.',
    },
    page: null,
    sources: [],
  },
  'hop.repeated': {
    section: 'reach',
    name: { zh: '请求到了多次', en: 'It arrived more than once' },
    severity: 'warning',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：调试台只发了一次，自己的应答器收到了多次。',
      en: 'No official page is concerned: the workbench sent a request once, and its responder got it more than once.',
    },
    page: null,
    sources: [],
  },
  'hop.http10': {
    section: 'reach',
    name: { zh: '不接受 HTTP/1.0', en: 'HTTP/1.0 is not taken' },
    severity: 'warning',
    effect: 'none',
    evidence: 'inferred',
    basis: {
      zh: '官方没有写 HTTP 的版本；早期抓到的微信请求是 HTTP/1.0，近年抓到的是 HTTP/1.1。',
      en: 'No official page names the version of HTTP; older captures of WeChat have 1.0, newer ones 1.1.',
    },
    page: null,
    sources: ['RFC 9110, section 2.5'],
  },
  'hop.buffered': {
    section: 'reach',
    name: { zh: '路上先存后发', en: 'Replies are buffered' },
    severity: 'info',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：应答器分两次发出回复，调试台看到它们一起到达。',
      en: 'No official page is concerned: the responder sent a reply in two parts, and the workbench saw them arrive at once.',
    },
    page: null,
    sources: [],
  },
  'hop.slow': {
    section: 'reach',
    name: { zh: '路上太慢', en: 'The way is slow' },
    severity: 'warning',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明 5 秒内没有收到回复就断开重试；路上的时间也算在内。',
      en: 'By the official page WeChat hangs up after 5 seconds and tries again; the time on the way counts as well.',
    },
    page: PUSH_PAGE,
    sources: [],
  },
  'verify.silence': {
    section: 'reach',
    name: { zh: '提交后没有请求来', en: 'Nothing came after saving' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：提交之后 10 秒内，调试台没有收到验证请求；原因按检查的结果推断。',
      en: 'No official page is concerned: the workbench got no verification within 10 seconds of the submission; the cause follows from the probe.',
    },
    page: null,
    sources: [],
  },
} as const satisfies FindingRows
