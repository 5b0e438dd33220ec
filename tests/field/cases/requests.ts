import { sign } from '../../../src-core/wechat/signature.ts'
import { createQuery, encrypt, sha1 } from '../account.ts'
import type { FieldCase, PostedRequest, Signing } from '../field-case.ts'
import { createAnswer, createEvent } from '../texts.ts'

const verification =
  (query: (signing: Signing) => string) =>
  (signing: Signing): PostedRequest => ({
    method: 'GET',
    query: query(signing),
  })

const push =
  (body: string) =>
  (signing: Signing): PostedRequest => ({
    method: 'POST',
    query: createQuery(signing),
    body,
  })

/** The echostr of an enterprise account: 64 bytes in Base64, to be decrypted before it is returned. */
const WECOM_ECHO = 'pU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p/tqg7ui5mX9cfCmZ/a/lkyU81lSvTfrXFA=='

const SUBSCRIBE = createEvent('subscribe', '<EventKey><![CDATA[]]></EventKey>')

const mediaCheck = (trace: string) =>
  createEvent(
    'wxa_media_check',
    `<appid><![CDATA[wx0123456789abcdef]]></appid><trace_id><![CDATA[${trace}]]></trace_id><version>2</version>` +
      '<result><suggest><![CDATA[pass]]></suggest><label>100</label></result>',
  )

/** Requests that were refused, or taken for something else. */
export const REQUEST_CASES: readonly FieldCase[] = [
  {
    id: 'times-entity-in-address',
    reported: 'An HTML page turned &timestamp of the address into ×tamp, and the token was blamed.',
    sources: [
      'nika-lux.com/activesshow-942-1237.html',
      'blog.youkuaiyun.com/freedomzcd/article/details/80913235',
    ],
    road: 'serve',
    requests: [
      verification(
        (signing) =>
          `signature=${sign(signing)}&echostr=8085854468487076604%C3%97tamp=${signing.timestamp}&nonce=${signing.nonce}`,
      ),
    ],
    verdict: 'rejected',
    finds: ['query.damaged error'],
    names: { zh: [/×|(?:缺少|没有) ?timestamp/], en: [/×|timestamp.*(?:missing|no )/] },
    never: [/two tokens most likely differ/, /两边的 Token 多半不同/],
  },
  {
    id: 'wecom-verification',
    reported:
      'An enterprise account (WeCom) verifies here: msg_signature alone, and an echostr to be decrypted.',
    sources: ['dodgepudding/wechat-php-sdk#329', 'shuaidd/qywx#13', 'binarywang/weixin-java-cp-demo#11'],
    road: 'serve',
    requests: [
      verification((signing) =>
        new URLSearchParams({
          msg_signature: sign({ ...signing, encrypt: WECOM_ECHO }),
          timestamp: signing.timestamp,
          nonce: signing.nonce,
          echostr: WECOM_ECHO,
        }).toString(),
      ),
    ],
    verdict: 'rejected',
    finds: ['request.wecom warning'],
    names: { zh: [/企业微信/], en: [/WeCom/] },
    never: [/is a tool such as curl/, /is a browser/],
  },
  {
    id: 'digest-of-nothing',
    reported: 'The official Python 2 sample under Python 3: map() is lazy, and nothing was ever hashed.',
    sources: ['cnblogs.com/roadwide/p/10566946.html'],
    road: 'serve',
    requests: [
      verification(
        ({ timestamp, nonce }) =>
          `signature=${sha1('')}&timestamp=${timestamp}&nonce=${nonce}&echostr=4375120948345356249`,
      ),
    ],
    verdict: 'rejected',
    finds: ['signature.mismatch error'],
    names: { zh: [/空字符串|没有参与|什么也没有/], en: [/empty|nothing was hashed/i] },
    never: [/two tokens most likely differ/, /两边的 Token 多半不同/],
  },
  {
    id: 'sorted-by-culture',
    reported:
      '.NET sorted the parts by culture, which puts m before P, and not by bytes, which puts P first.',
    sources: ['fudiwei/DotNetCore.SKIT.FlurlHttpClient.Wechat#4'],
    road: 'serve',
    mode: 'safe',
    requests: [
      (signing) => {
        const encrypted = findUpperCase(SUBSCRIBE)
        const joined = [signing.nonce, signing.timestamp, signing.token, encrypted]
          .toSorted((a, b) => a.localeCompare(b, 'en'))
          .join('')
        return {
          method: 'POST',
          query: createQuery(signing, encrypted, sha1(joined)),
          body: wrap(encrypted),
        }
      },
    ],
    verdict: 'rejected',
    finds: ['crypt.signature error'],
    names: { zh: [/大小写/], en: [/ordinal|ignored case/] },
  },
  {
    id: 'blanks-around-encrypt',
    reported: 'The envelope was laid out with blanks around the CDATA of Encrypt.',
    sources: ['binarywang/WxJava#1634'],
    road: 'serve',
    mode: 'safe',
    requests: [
      (signing) => {
        const encrypted = encrypt(SUBSCRIBE)
        return {
          method: 'POST',
          query: createQuery(signing, encrypted),
          body: `<xml>\n <ToUserName> <![CDATA[gh_0000000000aa]]> </ToUserName>\n <Encrypt> <![CDATA[${encrypted}]]> </Encrypt>\n</xml>`,
        }
      },
    ],
    event: 'subscribe',
    verdict: 'ignored',
    finds: [],
    without: ['crypt.signature', 'crypt.base64', 'crypt.padding', 'crypt.receiver', 'crypt.mode'],
    names: { zh: [], en: [] },
    never: [/-400/],
  },
  {
    id: 'message-through-platform',
    reported: 'A message came through a third-party platform, sealed with the platform’s AppID.',
    sources: ['easy-swoole/wechat#121'],
    road: 'serve',
    mode: 'safe',
    requests: [
      (signing) => {
        const encrypted = encrypt(SUBSCRIBE, { appId: 'wxcccccccccccccccc' })
        return { method: 'POST', query: createQuery(signing, encrypted), body: wrap(encrypted) }
      },
    ],
    event: 'subscribe',
    finds: ['crypt.receiver error'],
    names: { zh: [/-40005/, /第三方平台/], en: [/-40005/, /third-party platform/] },
  },
  {
    id: 'media-checks-in-one-second',
    reported: 'Two results of media checks in one second were taken for a message and its retry.',
    sources: ['binarywang/WxJava#2231'],
    road: 'serve',
    requests: [push(mediaCheck('60ab-1')), push(mediaCheck('60ab-2'))],
    distinct: true,
    event: 'wxa_media_check',
    verdict: 'ignored',
    finds: [],
    without: ['retry.duplicate'],
    names: { zh: [], en: [] },
  },
  {
    id: 'json-reply-to-json-push',
    reported: 'A mini program’s push is JSON, and so is the reply that it wants; success went out instead.',
    sources: ['https://developers.weixin.qq.com/community/develop/doc/000e6a37d38c58dffed4efa6961800'],
    road: 'serve',
    requests: [
      (signing) => ({
        ...push(
          JSON.stringify({
            ToUserName: 'gh_0000000000aa',
            FromUserName: 'oUserA',
            CreateTime: 1770000100,
            MsgType: 'event',
            Event: 'xpay_goods_deliver_notify',
            OpenId: 'oUserA',
            OutTradeNo: 'x',
          }),
        )(signing),
        contentType: 'application/json',
      }),
    ],
    backend: () =>
      createAnswer('200 OK', ['Content-Type: application/json'], '{"ErrCode":0,"ErrMsg":"success"}'),
    replies: '{"ErrCode":0,"ErrMsg":"success"}',
    verdict: 'accepted',
    finds: ['message.json info'],
    without: ['relay.guarded', 'reply.not-xml'],
    names: { zh: [/JSON/], en: [/JSON/] },
  },
]

function wrap(encrypted: string): string {
  return `<xml><ToUserName><![CDATA[gh_0000000000aa]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
}

/** Returns an Encrypt that begins with N to Z: by bytes it stands before the token, by culture after it. */
function findUpperCase(message: string): string {
  for (let count = 0; ; count++) {
    const encrypted = encrypt(message, { random: String(count).padStart(16, '0') })
    if (/^[N-Z]/.test(encrypted)) return encrypted
  }
}
