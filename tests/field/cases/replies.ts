import type { FieldCase } from '../field-case.ts'
import { createAnswer, createReply, createTextReply } from '../texts.ts'

const NEWS = createReply(
  'news',
  '<ArticleCount>1</ArticleCount><Articles><item><Title><![CDATA[t]]></Title><Description><![CDATA[d]]></Description>' +
    '<PicUrl><![CDATA[http://img.example.com/a.png]]></PicUrl><Url><![CDATA[http://example.com/a]]></Url></item></Articles>',
)

const HELLO = createTextReply('你好')

/** 你好，欢迎关注 in GBK. */
const GBK_GREETING = Buffer.from('c4e3bac3a3acbbb6d3adb9d8d7a2', 'hex')

/** Replies that the user never saw, or saw as rubbish. */
export const REPLY_CASES: readonly FieldCase[] = [
  {
    id: 'length-in-characters',
    reported: 'Content-Length counts the characters of a Chinese reply, and a middleware leaves it so.',
    sources: ['koajs/koa-gzip#4'],
    road: 'send',
    answer: () => {
      const body = createTextReply('“你好，欢迎关注”')
      return createAnswer(
        '200 OK',
        ['Content-Type: text/xml;charset=UTF-8', `Content-Length: ${body.length}`],
        body,
      )
    },
    finds: ['reply.length-mismatch error'],
    names: { zh: [/Content-Length/, /字符/], en: [/Content-Length/, /characters/i] },
    never: [/cannot be reached/, /连接不上/],
  },
  {
    id: 'question-marks-latin-1',
    reported: 'Chinese arrived as question marks: the response was written as ISO-8859-1.',
    sources: ['binarywang/WxJava#3161'],
    road: 'send',
    answer: () =>
      createAnswer('200 OK', ['Content-Type: text/html;charset=ISO-8859-1'], createTextReply('???????????')),
    verdict: 'accepted',
    finds: ['reply.length-mismatch warning'],
    names: { zh: [/ISO-8859-1/], en: [/ISO-8859-1/] },
  },
  {
    id: 'question-marks-undeclared',
    reported: 'Chinese arrived as question marks, and no header says why.',
    sources: ['binarywang/WxJava#3161'],
    road: 'send',
    answer: () => createAnswer('200 OK', ['Content-Type: application/xml'], createTextReply('???????????')),
    verdict: 'accepted',
    finds: ['reply.unreadable warning'],
    names: { zh: [/问号/], en: [/question mark/i] },
  },
  {
    id: 'media-type-not-supported',
    reported: 'Spring has no reader for text/xml and answers 415.',
    sources: ['alibaba/fastjson2#818'],
    road: 'send',
    answer: () =>
      createAnswer(
        '415 ',
        ['Accept: application/json, application/*+json', 'Content-Type: application/json'],
        '{"timestamp":"2026-02-03T04:05:06.000+00:00","status":415,"error":"Unsupported Media Type","message":"Content-Type \'text/xml;charset=UTF-8\' is not supported","path":"/wx"}',
      ),
    verdict: 'retried',
    finds: ['status.not-200 error'],
    names: { zh: [/text\/xml/], en: [/text\/xml/] },
  },
  {
    id: 'synchronous-io',
    reported: 'ASP.NET Core refuses to read the body synchronously, and its 500 says so.',
    sources: ['JeffreySu/WeiXinMPSDK#2374'],
    road: 'send',
    answer: () =>
      createAnswer(
        '500 Internal Server Error',
        ['Server: Kestrel', 'Content-Type: text/plain; charset=utf-8'],
        'System.InvalidOperationException: Synchronous operations are disallowed. Call ReadAsync or set AllowSynchronousIO to true instead.\n' +
          '   at Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpRequestStream.Read(Byte[] buffer, Int32 offset, Int32 count)\n',
      ),
    verdict: 'retried',
    finds: ['status.not-200 error'],
    names: { zh: [/Synchronous operations are disallowed/], en: [/Synchronous operations are disallowed/] },
  },
  {
    id: 'php-empty-200',
    reported: 'PHP 7 has no HTTP_RAW_POST_DATA: the script reads nothing and answers nothing.',
    sources: ['php.wlsqs.com/faq/1929060.html', 'blog.csdn.net/G925010178/article/details/84996496'],
    road: 'send',
    answer: () =>
      createAnswer('200 OK', ['X-Powered-By: PHP/8.1.2', 'Content-Type: text/html; charset=UTF-8']),
    verdict: 'ignored',
    finds: ['body.ignored info'],
    names: { zh: [/php:\/\/input|HTTP_RAW_POST_DATA/], en: [/php:\/\/input|HTTP_RAW_POST_DATA/] },
  },
  {
    id: 'reply-in-reply',
    reported: 'A framework wraps what the handler returns, and the handler returned a whole reply.',
    sources: ['zwczou/weixin-python#40'],
    road: 'judge',
    reply: createTextReply(NEWS),
    verdict: 'accepted',
    finds: ['reply.unreadable warning'],
    names: { zh: [/套了|整个回复/], en: [/reply (?:with)?in|wrapped|another reply|whole reply/i] },
  },
  {
    id: 'entities-in-cdata',
    reported: 'Chinese arrives as &#20320;: it was escaped and then put into CDATA.',
    sources: ['Eric-Guo/wechat#148'],
    road: 'judge',
    reply: createTextReply('&#20320;&#22909;&#65292;&#35831;&#31245;&#31561;'),
    verdict: 'accepted',
    finds: ['reply.unreadable warning'],
    names: { zh: [/实体|转义/, /你好，请稍等/], en: [/entit|reference/i, /你好，请稍等/] },
  },
  {
    id: 'cdata-with-blanks',
    reported: 'A documentation page shows < ![CDATA[…] ]>, and that was copied.',
    sources: ['blog.csdn.net/G925010178/article/details/84996496', 'cnblogs.com/fps2tao/p/8666065.html'],
    road: 'judge',
    reply: HELLO.replaceAll('<![CDATA[', '< ![CDATA[').replaceAll(']]>', '] ]>'),
    verdict: 'fault',
    finds: ['reply.malformed error'],
    names: {
      zh: [/<xml><ToUserName><!\[CDATA\[oMp/],
      en: [/<xml><ToUserName><!\[CDATA\[oMp/],
    },
    never: [/&lt; !\[CDATA/],
  },
  {
    id: 'gbk-undeclared',
    reported: 'The reply is GBK, which nothing declares.',
    sources: ['binarywang/weixin-java-mp-demo#16'],
    road: 'judge',
    reply: Buffer.concat(
      createTextReply('\0')
        .split('\0')
        .flatMap((part, index) => (index === 0 ? [Buffer.from(part), GBK_GREETING] : [Buffer.from(part)])),
    ),
    verdict: 'fault',
    finds: ['reply.length-mismatch error'],
    // The last one is the repair.
    names: { zh: [/GBK/, /<!\[CDATA\[你好，欢迎关注\]\]>/], en: [/GBK/, /<!\[CDATA\[你好，欢迎关注\]\]>/] },
    never: [/cut in half/, /半个/],
  },
  {
    id: 'transfer-to-text',
    reported: 'KfAccount of a transfer held the user’s text, and the user saw the fault prompt.',
    sources: ['lanrion/weixin_rails_middleware#37'],
    road: 'judge',
    reply: createReply(
      'transfer_customer_service',
      '<TransInfo><KfAccount><![CDATA[你好]]></KfAccount></TransInfo>',
    ),
    verdict: 'fault',
    finds: ['reply.kf-account error'],
    names: { zh: [/KfAccount/, /@/], en: [/KfAccount/, /@/] },
  },
  {
    id: 'func-flag',
    reported: 'Old samples end in FuncFlag, of which people ask whether it does harm; it does not.',
    sources: ['Wscats/articles#50', 'node-webot/wechat#31'],
    road: 'judge',
    reply: HELLO.replace('</xml>', '<FuncFlag>0</FuncFlag></xml>'),
    verdict: 'accepted',
    finds: [],
    without: ['reply.structure', 'reply.malformed', 'reply.unknown-type', 'reply.unreadable'],
    names: { zh: [], en: [] },
    never: [/FuncFlag/],
  },
  {
    id: 'trace-after-reply',
    reported: 'The framework’s debug panel follows the reply.',
    sources: ['top-think/framework#2399', 'eureka101v/Ueditor-thinkphp#2'],
    road: 'judge',
    reply: `${HELLO}\n<div id="think_page_trace" style="position: fixed;bottom:0;right:0"><ul><li>ThinkPHP 5.1 { 运行时间 : 0.01s }</li></ul></div>\n<script>(function(){})();</script>`,
    verdict: 'fault',
    finds: ['reply.malformed error'],
    names: { zh: [/后面/], en: [/after|follows/i] },
    never: [/Put text into CDATA/, /把文本放进 CDATA/],
  },
  {
    id: 'object-object',
    reported: 'A JavaScript object was joined to a string and sent.',
    sources: ['no thread; a habit of the language'],
    road: 'judge',
    reply: '[object Object]',
    verdict: 'fault',
    finds: ['reply.not-xml error'],
    names: { zh: [/\[object Object\]/], en: [/\[object Object\]/] },
    never: [/JSON array/, /JSON 数组/],
  },
]
