import { PASSIVE_REPLY_PAGE } from '../official-pages.ts'
import type { FindingRows } from './kind.ts'

/** Findings about whether there is a readable answer at all: its status, its time, its bytes. */
export const ANSWER_FINDINGS = {
  'status.not-200': {
    section: 'answer',
    name: { zh: '状态码不是 200', en: 'Status is not 200' },
    severity: 'error',
    // An alarm does not tell the status; that it was the cause is a guess.
    milder: ['warning'],
    effect: 'retried',
    evidence: 'observed',
    basis: {
      zh: '官方没有写接受哪些状态码；有人的 nginx 日志里，回 201 之后同一条消息一秒内推送了四次。',
      en: 'No official page says which statuses count; a public log of nginx shows a message pushed four times within a second after a 201.',
    },
    page: null,
    sources: ['https://cnblogs.com/rustfisher/p/15096615.html'],
  },
  'status.redirect': {
    section: 'answer',
    name: { zh: '回复是跳转', en: 'The reply is a redirect' },
    severity: 'error',
    effect: 'retried',
    evidence: 'observed',
    basis: {
      zh: '官方没有写会不会跟随跳转；有人的 nginx 日志里，微信的验证请求收到 301 之后没有再来，验证失败。跳转后的 POST 会丢掉请求体，见 RFC 9110 第 15.4 节。',
      en: 'No official page says whether redirects are followed; in a public log of nginx WeChat’s verification got a 301, never came to the new address, and failed. That a POST loses its body on the way is in RFC 9110, section 15.4.',
    },
    page: null,
    sources: ['zhayujie/bot-on-anything#116'],
  },
  'status.refused': {
    section: 'answer',
    name: { zh: '后端拒绝了请求', en: 'Refused by the backend' },
    severity: 'error',
    effect: 'retried',
    evidence: 'observed',
    basis: {
      zh: '官方没有写；被 CSRF 校验挡住后用户看到故障提示，404 时验证失败，都有人遇到过。状态码的含义来自 HTTP 标准。',
      en: 'No official page says so; users who saw the fault prompt where a CSRF check refused the push, and verifications that failed with 404, are on record. What a status means is in the HTTP standard.',
    },
    page: null,
    sources: ['luanguang/blog#9', 'overtrue/laravel-wechat#3', 'binarywang/WxJava#332'],
  },
  'reply.too-late': {
    section: 'answer',
    name: { zh: '回复太晚', en: 'The reply is too late' },
    severity: 'error',
    effect: 'retried',
    evidence: 'official',
    basis: {
      zh: '官方写明五秒内收不到响应会断开连接并重新推送，总共重试三次。',
      en: 'The official page says that WeChat hangs up after five seconds and sends the message again, three retries in all.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: [],
  },
  'reply.unsent': {
    section: 'answer',
    name: { zh: '没回复就断开了', en: 'Hung up before the reply' },
    severity: 'error',
    effect: 'retried',
    evidence: 'observed',
    basis: {
      zh: '调试台看到对方断开了连接；官方写明微信最多等五秒。',
      en: 'The workbench saw the other side hang up; that WeChat waits five seconds at most is official.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: [],
  },
  'reply.length-mismatch': {
    section: 'answer',
    name: { zh: '长度或编码不符', en: 'Length or encoding is off' },
    severity: 'error',
    // A compressed reply, question marks that may be intended, or an alarm that shows only a part.
    milder: ['warning', 'info'],
    effect: 'fault',
    evidence: 'inferred',
    basis: {
      zh: '官方没有写；长度和压缩按 HTTP 标准判断，UTF-8 是官方示例和微信推送所用的编码。有人遇到过乱码，没有人写明会不会显示故障提示。',
      en: 'No official page says so; length and compression are judged by the HTTP standard, and UTF-8 is what the official samples and WeChat’s own pushes use. Garbled replies are on record; whether they bring the fault prompt is not.',
    },
    page: null,
    sources: [
      'RFC 9112, section 6.3',
      'RFC 9110, section 8.4',
      'binarywang/weixin-java-mp-demo#16',
      'binarywang/WxJava#3161',
    ],
  },
  'reply.never-ended': {
    section: 'answer',
    name: { zh: '响应没有结束', en: 'The response never ended' },
    severity: 'error',
    effect: 'retried',
    evidence: 'observed',
    basis: {
      zh: '五秒内收不到响应会断开并重新推送，是官方写明的；只写不结束也算收不到（RFC 9112 第 6.3 节），有人遇到过。',
      en: 'That WeChat hangs up after five seconds and sends again is official; that a response which is written and not ended counts as none (RFC 9112, section 6.3) is what a developer met.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: ['leancloud/LeanEngine-WechatBot#4'],
  },
  'reply.broken-framing': {
    section: 'answer',
    name: { zh: '不是完整的 HTTP 响应', en: 'Not a whole HTTP response' },
    severity: 'error',
    // Bytes after a whole response, which nobody reads.
    milder: ['warning'],
    effect: 'retried',
    evidence: 'inferred',
    basis: {
      zh: '官方没有写微信对 HTTP 格式有多宽容；这里按 HTTP 标准判断，严格的客户端会拒绝这样的响应。',
      en: 'No official page says how lenient WeChat is with HTTP; this is judged by the standard, and strict clients refuse such a response.',
    },
    page: null,
    sources: ['RFC 9112, section 4', 'RFC 9112, section 5', 'RFC 9112, section 6.3', 'RFC 9112, section 7.1'],
  },
  'reply.not-xml': {
    section: 'answer',
    name: { zh: '回复不是 XML', en: 'The reply is not XML' },
    severity: 'error',
    effect: 'fault',
    evidence: 'official',
    basis: {
      zh: '官方写明回复 JSON 之类的异常数据时，用户会看到故障提示。',
      en: 'The official page says that abnormal data, JSON for one, shows the user the fault prompt.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: [],
  },
  'reply.leading-bytes': {
    section: 'answer',
    name: { zh: 'XML 前有多余内容', en: 'Something before the XML' },
    severity: 'error',
    // Blanks alone: a library in wide use has them.
    milder: ['warning'],
    effect: 'fault',
    evidence: 'observed',
    basis: {
      zh: '官方只说异常数据会出故障；BOM 和 PHP 提示使回复失效，是开发者反映的；只有空白的，WeRoBot 的回复一直如此。',
      en: 'The official page speaks of abnormal data only; that a BOM or a notice of PHP spoils a reply is what developers report. Blanks alone begin every reply of WeRoBot.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: [
      'w7corp/easywechat#1297',
      'dodgepudding/wechat-php-sdk#346',
      'https://github.com/offu/WeRoBot/blob/master/werobot/replies.py',
    ],
  },
  'reply.malformed': {
    section: 'answer',
    name: { zh: 'XML 不合法', en: 'Malformed XML' },
    severity: 'error',
    effect: 'fault',
    evidence: 'observed',
    basis: {
      zh: '官方只说异常数据会出故障；被转义的 CDATA 标记、标记里的空格和 XML 后面的调试内容都有人遇到过，没有拆开的 ]]> 只是推断。',
      en: 'The official page speaks of abnormal data only; escaped CDATA markers, blanks in the markers and debug output after the XML are on record, an unsplit ]]> is inferred.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: [
      'https://tonybai.com/2014/12/20/receive-text-for-wechat-public-platform-dev-in-golang/',
      'https://cnblogs.com/fps2tao/p/8666065.html',
      'top-think/framework#2399',
    ],
  },
  'body.ignored': {
    section: 'answer',
    name: { zh: '可能没读到请求体', en: 'Body perhaps never read' },
    severity: 'warning',
    // An empty reply of PHP's, which may be meant.
    milder: ['info'],
    effect: 'none',
    evidence: 'inferred',
    basis: {
      zh: '官方没有写 Content-Type；抓到的推送是 text/xml，而很多框架默认不解析它。',
      en: 'No official page names the Content-Type; captured pushes have text/xml, which many frameworks do not parse unless told to.',
    },
    page: null,
    sources: [
      'https://tonybai.com/2014/12/20/receive-text-for-wechat-public-platform-dev-in-golang/',
      'https://expressjs.com/en/api.html#express.text',
      'https://blog.csdn.net/G925010178/article/details/84996496',
    ],
  },
} as const satisfies FindingRows
