import { sign } from '../../../src-core/wechat/signature.ts'
import { encrypt, TOKEN } from '../account.ts'
import type { FieldCase } from '../field-case.ts'

const SIGNED = { timestamp: '1770000100', nonce: '12345' }

const ALARM_HEAD =
  '时间: 2026-02-02 14:49:00\n内容: 微信服务器向公众号推送消息或事件后，得到的回应不合法\n次数: 5分钟 93次\n'

/** Texts that people pasted: envelopes, alarms, documents to convert. */
export const TOOL_CASES: readonly FieldCase[] = [
  {
    id: 'signature-for-msg-signature',
    reported: 'The plain signature was given where msg_signature is wanted.',
    sources: ['chanjarster/weixin-java-tools#244'],
    road: 'decrypt',
    envelope: `<xml><ToUserName><![CDATA[gh_0000000000aa]]></ToUserName><Encrypt><![CDATA[${encrypt('<xml><Content>hi</Content></xml>')}]]></Encrypt></xml>`,
    options: [
      '--msg-signature',
      sign({ token: TOKEN, ...SIGNED }),
      '--timestamp',
      SIGNED.timestamp,
      '--nonce',
      SIGNED.nonce,
    ],
    finds: ['crypt.signature error'],
    names: { zh: [/-40001/, /msg_signature/, /Encrypt/], en: [/-40001/, /msg_signature/, /Encrypt/] },
    never: [/ciphertext was changed/, /密文被改动过/],
  },
  {
    id: 'json-envelope',
    reported: 'The envelope is JSON, as in the official page’s own example, and decrypt refused it.',
    sources: ['https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html'],
    road: 'decrypt',
    envelope: JSON.stringify({
      ToUserName: 'gh_0000000000aa',
      Encrypt: encrypt('{"Event":"debug_demo"}'),
    }),
    prints: '{"Event":"debug_demo"}',
    finds: [],
    without: ['crypt.signature', 'crypt.base64', 'crypt.padding', 'crypt.length', 'crypt.receiver'],
    names: { zh: [], en: [] },
  },
  {
    id: 'alarm-not-swapped',
    reported: 'The alarm’s answer is addressed to the account itself, and not to the user of the alarm.',
    sources: ['https://developers.weixin.qq.com/community/develop/doc/00064a227743b84ddd7aa6e1f56000'],
    road: 'alarm',
    alarm:
      `${ALARM_HEAD}错误样例: [OpenID=oMpscopeSampleUser0000000001][Stamp=1770000000][3rdUrl=http://wx.example.com/wx]` +
      '[Event=Location Report][ip=192.0.2.10][response_length=246][response_content=<xml>\n' +
      '<ToUserName><![CDATA[gh_mpscope00001]]></ToUserName>\n' +
      '<FromUserName><![CDATA[oMpscopeSampleUser0000000001]]></FromUserName>\n' +
      '<CreateTime>1770000000</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n' +
      '<Content><![CDATA[success]]></Content>\n</xml>]\n',
    finds: ['reply.not-swapped error'],
    names: { zh: [/ToUserName/, /对调/], en: [/ToUserName/, /swap/] },
    never: [/is in order/, /内容本身没有问题/],
  },
  {
    id: 'alarm-error-page',
    reported: 'The alarm quotes the beginning of ASP.NET’s error page.',
    sources: ['https://developers.weixin.qq.com/community/personal/oCJUsw5X-J6WVO9OFgrtvBCkDgAQ/question'],
    road: 'alarm',
    alarm:
      `${ALARM_HEAD}错误样例: [OpenID=oMpscopeSampleUser0000000001][Stamp=1770000000]` +
      '[3rdUrl=http://wx.example.com/wxapp/demo/wx0123456789abcdef][Msg=Subscribe][Event=Subscribe][ip=192.0.2.10]' +
      '[response_length=3365][response_content=<!DOCTYPE html> <html> <head> <title>运行时错误</title> ' +
      '<meta name="viewport" content="width=device-width" /> <style> body {font-family:"Verdana"} </style> te...]\n' +
      '报警排查指引，请见: https://mmbizurl.cn/s/abcdefghi\n',
    finds: ['reply.not-xml error', 'reply.length-mismatch info'],
    names: { zh: [/HTML/, /3365/], en: [/HTML/, /3365/] },
  },
  {
    id: 'sample-not-closed',
    reported: 'A sample of the official pages ends with <xml> where </xml> belongs.',
    sources: [
      'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/authorize_event.html',
    ],
    road: 'convert',
    to: 'json',
    line: 8,
    text:
      '<xml>\n<AppId>wx0123456789abcdef</AppId>\n<CreateTime>1770000100</CreateTime>\n<InfoType>authorized</InfoType>\n' +
      '<AuthorizerAppid>wxfedcba9876543210</AuthorizerAppid>\n<AuthorizationCode>code-1</AuthorizationCode>\n' +
      '<PreAuthCode>pre-1</PreAuthCode>\n<xml>\n',
    finds: ['TAG_REOPENED error'],
    names: { zh: [/第 8 行又打开了一个 <xml>/], en: [/opens <xml> again/] },
  },
  {
    id: 'json-net-cdata',
    reported: 'Json.NET writes CDATA as #cdata-section, which no other tool reads.',
    sources: ['no thread; the form is documented by Json.NET'],
    road: 'convert',
    to: 'xml',
    text: '{"xml":{"ToUserName":{"#cdata-section":"gh_0000000000aa"},"CreateTime":"1770000100","Content":{"#cdata-section":"hi"}}}',
    finds: ['BAD_NAME error'],
    names: { zh: [/Json\.NET/], en: [/Json\.NET/] },
  },
  {
    id: 'empty-result-list',
    reported:
      'MASSSENDJOBFINISH carries an empty ResultList beside one that is not, and the two came out alike.',
    sources: ['https://developers.weixin.qq.com/community/personal/oCJUswyEoxP_PEwn3tPE06Ie6Dgo/question'],
    road: 'convert',
    to: 'json',
    text:
      '<xml><Event><![CDATA[MASSSENDJOBFINISH]]></Event><CopyrightCheckResult><Count>0</Count><ResultList></ResultList>' +
      '<CheckState>1</CheckState></CopyrightCheckResult><ArticleUrlResult><Count>1</Count><ResultList><item>' +
      '<ArticleIdx>1</ArticleIdx></item></ResultList></ArticleUrlResult></xml>',
    finds: ['EMPTY_BECOMES_CDATA warning'],
    names: {
      zh: [/CopyrightCheckResult\.ResultList/, /空元素/],
      en: [/CopyrightCheckResult\.ResultList/, /empty/i],
    },
  },
]
