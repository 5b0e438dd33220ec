import { ALARM_PAGE, PUSH_PAGE } from '../official-pages.ts'
import type { FindingRows } from './kind.ts'

/** Findings about whether a request is WeChat's, and whether WeChat would take the address. */
export const VERIFICATION_FINDINGS = {
  'signature.mismatch': {
    section: 'verification',
    name: { zh: '签名不对', en: 'Wrong signature' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明 signature 是 token、timestamp、nonce 排序拼接后的 SHA-1；错在哪里是逐个试出来的。',
      en: 'The official page gives the recipe: SHA-1 of token, timestamp and nonce, sorted and joined; which mistake was made is found by trying them.',
    },
    page: PUSH_PAGE,
    sources: ['wechatpy/wechatpy#739', 'binarywang/WxJava#84', 'binarywang/WxJava#817'],
  },
  'signature.missing': {
    section: 'verification',
    name: { zh: '没有签名', en: 'No signature' },
    severity: 'info',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明每次验证和推送都带签名；旧的接口调试工具在明文模式下不带，有人遇到过。',
      en: 'Every verification and push is signed, the official page says; the older online debugger was seen to send none in plaintext mode.',
    },
    page: PUSH_PAGE,
    sources: ['node-webot/wechat#260', 'offu/WeRoBot#81'],
  },
  'request.stranger': {
    section: 'verification',
    name: { zh: '陌生请求', en: 'A stranger' },
    severity: 'info',
    effect: 'none',
    evidence: 'inferred',
    basis: {
      zh: '路径和 User-Agent 都不像微信，所以推断是扫描器；官方提供微信服务器的 IP 列表，可以据此放行。',
      en: 'Neither its path nor its User-Agent is like WeChat’s, so it is taken for a scanner; an official API lists the addresses that WeChat pushes from.',
    },
    page: 'https://developers.weixin.qq.com/doc/service/en/api/base/api_getcallbackip.html',
    sources: [],
  },
  'request.browser': {
    section: 'verification',
    name: { zh: '浏览器发来的请求', en: 'Sent by a browser' },
    severity: 'info',
    effect: 'none',
    evidence: 'inferred',
    basis: {
      zh: '官方没有写请求带哪些头；按 Fetch 标准，网页改不了这两个头，抓到的微信请求里也没有它们。',
      en: 'No official page lists the headers; by the Fetch standard no page can forge or drop these two, and captured requests of WeChat have neither.',
    },
    page: null,
    sources: [
      'https://fetch.spec.whatwg.org/#forbidden-request-header',
      'https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header',
    ],
  },
  'path.unknown': {
    section: 'verification',
    name: { zh: '没有账号用此路径', en: 'No account has this path' },
    severity: 'warning',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：路径属于哪个账号，由调试台里的设置决定。',
      en: 'No official page is concerned: which account a path belongs to is set in the workbench.',
    },
    page: null,
    sources: [],
  },
  'method.refused': {
    section: 'verification',
    name: { zh: '不是 GET 或 POST', en: 'Neither GET nor POST' },
    severity: 'info',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明验证用 GET，推送用 POST，没有别的方法。',
      en: 'The official pages know two methods: GET to verify and POST to push.',
    },
    page: PUSH_PAGE,
    sources: [],
  },
  'echo.changed': {
    section: 'verification',
    name: { zh: 'echostr 被改动', en: 'echostr was changed' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方要求原样返回 echostr，否则接入失败。',
      en: 'The official page wants echostr back unchanged; otherwise the verification fails.',
    },
    page: PUSH_PAGE,
    sources: ['w7corp/easywechat#1297', 'dodgepudding/wechat-php-sdk#346'],
  },
  'echostr.missing': {
    section: 'verification',
    name: { zh: '没有 echostr', en: 'No echostr' },
    severity: 'warning',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方列出的验证参数里有 echostr。',
      en: 'echostr is among the parameters that the official page lists for a verification.',
    },
    page: PUSH_PAGE,
    sources: [],
  },
  'verify.first-success': {
    section: 'verification',
    name: { zh: '首次验证成功', en: 'Verified for the first time' },
    severity: 'info',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '查到的官方页面没有写菜单和自动回复会失效；这是开发者的普遍反映。',
      en: 'None of the official pages found says that menu and auto-replies stop working; developers report it throughout.',
    },
    page: null,
    sources: ['https://juejin.cn/post/7174697997308493883'],
  },
  'probe.unreachable': {
    section: 'verification',
    name: { zh: '连接不上', en: 'Cannot be reached' },
    severity: 'error',
    effect: 'retried',
    evidence: 'official',
    basis: {
      zh: '官方把 DNS 失败、DNS 超时、连接超时列为推送失败的报警类型。',
      en: 'The official page lists failed DNS, slow DNS and a connection that times out among the alarms of failed pushes.',
    },
    page: ALARM_PAGE,
    sources: [],
  },
} as const satisfies FindingRows
