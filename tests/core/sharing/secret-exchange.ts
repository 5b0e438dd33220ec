import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { KnownAccount } from '../../../src-core/sharing/redact.ts'
import { encryptMessage } from '../../../src-core/wechat/cipher/encrypt.ts'
import { sign } from '../../../src-core/wechat/signature.ts'

/** Values that occur nowhere else; no export for others may hold one of them. */
export const SECRETS = {
  token: 'TokenThatNobodyMaySee01',
  aesKey: 'CurrentKeyThatNobodyMaySee0123456789abcdefA',
  previousAesKey: 'PreviousKeyThatNobodyMaySee0123456789abcdeA',
  user: 'oQz8Aw3kLm-Xv_5bTn7rYc2dPe9H',
  otherUser: 'oQz8AwOtherFanOfThisShop_012',
  unionId: 'o6_bmasdasdsad6_2sgVt7hMZOPfL',
  originalId: 'gh_0123456789ab',
  appId: 'wx5823bf96d3bd56c7',
  host: 'shop-callback.private-company.cn',
  tunnel: 'a1b2-203-0-113-9.ngrok-free.app',
  backendHost: 'backend.inside.private-company.cn',
  visitor: '203.0.113.77',
  visitorV6: '2400:3200:baba::77',
  cookie: 'sessionidABCDEF0123456789',
  bearer: 'bearerABCDEF0123456789xyz',
  ticket: 'ticket@@@ABCDEF0123456789',
  accessToken: '66_accessABCDEF0123456789',
} as const

const signed = { timestamp: '1714036504', nonce: '1514711492' }
const xml = `<xml><ToUserName><![CDATA[${SECRETS.originalId}]]></ToUserName>
<FromUserName><![CDATA[${SECRETS.user}]]></FromUserName>
<CreateTime>1714036504</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[你好 ${SECRETS.otherUser} https://${SECRETS.tunnel}/a?access_token=${SECRETS.accessToken}]]></Content>
<UnionId><![CDATA[${SECRETS.unionId}]]></UnionId>
<Ticket><![CDATA[${SECRETS.ticket}]]></Ticket>
<MsgId>24012345678901234</MsgId></xml>`
export const ENCRYPT = encryptMessage({
  message: xml,
  key: Buffer.from(`${SECRETS.aesKey}=`, 'base64'),
  appId: SECRETS.appId,
  random16: Buffer.alloc(16, 'r'),
})
export const SIGNATURES = {
  signature: sign({ token: SECRETS.token, ...signed }),
  msgSignature: sign({ token: SECRETS.token, ...signed, encrypt: ENCRYPT }),
  expected: sign({ token: 'another', ...signed }),
}
const reply = `<xml><ToUserName><![CDATA[${SECRETS.user}]]></ToUserName><FromUserName><![CDATA[${SECRETS.originalId}]]></FromUserName><CreateTime>1714036505</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[给 ${SECRETS.user}]]></Content></xml>`
const query = {
  signature: SIGNATURES.signature,
  ...signed,
  openid: SECRETS.user,
  encrypt_type: 'aes',
  msg_signature: SIGNATURES.msgSignature,
  next: `https://${SECRETS.host}/?openid=${SECRETS.user}`,
}
const body = `<xml><ToUserName><![CDATA[${SECRETS.originalId}]]></ToUserName><Encrypt><![CDATA[${ENCRYPT}]]></Encrypt></xml>`

export const ACCOUNT: KnownAccount = {
  token: SECRETS.token,
  aesKey: SECRETS.aesKey,
  previousAesKey: SECRETS.previousAesKey,
  appId: SECRETS.appId,
  originalId: SECRETS.originalId,
  publicUrl: `https://${SECRETS.host}/wx`,
  backends: [{ id: 'b', name: 'mine', url: `http://${SECRETS.backendHost}:8080/wx`, copies: false }],
  fans: [],
}

/** An exchange that has each of these in several places and several writings. */
export const secretExchange: Exchange = {
  id: '0lvg8c7pk0001aabbcc',
  direction: 'in',
  parent: null,
  run: null,
  receivedAt: 1_714_036_504_000,
  account: 'shop',
  attempt: 1,
  messageKey: `msg:24012345678901234:${SECRETS.user}`,
  mode: 'safe',
  standing: 'genuine',
  request: {
    method: 'POST',
    path: '/wx',
    target: `/wx?${new URLSearchParams(query)}`,
    httpVersion: '1.1',
    query,
    headers: [
      ['Host', SECRETS.host],
      ['User-Agent', 'Mozilla/4.0 Chrome/120.0.0.0'],
      ['Content-Type', 'text/xml'],
      ['Content-Length', String(Buffer.byteLength(body))],
      ['X-Forwarded-For', `${SECRETS.visitor}, ${SECRETS.visitorV6}, 127.0.0.1`],
      ['X-Forwarded-Host', SECRETS.tunnel],
      ['X-WX-AppId', SECRETS.appId],
      ['Cookie', `sid=${SECRETS.cookie}; a=b`],
      ['Authorization', `Bearer ${SECRETS.bearer}`],
      ['X-Original-URI', `/wx?signature=${SIGNATURES.signature}&openid=${SECRETS.user}`],
    ],
    body,
    bodyBytes: Buffer.byteLength(body),
  },
  signature: {
    ok: true,
    received: SIGNATURES.signature,
    expected: SIGNATURES.expected,
    msgSignature: { ok: true, received: SIGNATURES.msgSignature, expected: SIGNATURES.msgSignature },
  },
  message: {
    type: 'text',
    event: null,
    from: SECRETS.user,
    to: SECRETS.originalId,
    xml,
    json: { xml: { FromUserName: SECRETS.user, UnionId: SECRETS.unionId, MsgType: 'text' } },
  },
  encryption: { key: 0, failure: null },
  response: {
    status: 200,
    headers: [
      ['Content-Type', 'text/xml'],
      ['Set-Cookie', `sid=${SECRETS.cookie}; Path=/`],
    ],
    body: `<xml><Encrypt><![CDATA[${ENCRYPT}]]></Encrypt><MsgSignature><![CDATA[${SIGNATURES.msgSignature}]]></MsgSignature></xml>`,
    plain: reply,
    by: 'hand',
    durationMs: 12,
  },
  verdict: 'accepted',
  findings: [
    {
      code: 'reply.user-swapped' as never,
      severity: 'error',
      title: { zh: `发给了 ${SECRETS.user}`, en: `Sent to ${SECRETS.user}` },
      detail: {
        zh: `Token ${SECRETS.token} 不对`,
        en: `The token ${SECRETS.token} is wrong, from ${SECRETS.visitor}`,
      },
      fix: { zh: '', en: '' },
      at: { in: 'reply-body', offset: 26, length: 28, line: 1, column: 27 },
      repair: reply,
    },
  ],
  note: `${SECRETS.user} 又来问 ${SECRETS.host}`,
  draft: { type: 'text', content: `亲爱的 ${SECRETS.otherUser}` },
  backends: [
    {
      id: 'b',
      name: 'mine',
      url: `http://${SECRETS.backendHost}:8080/wx`,
      chosen: true,
      guarded: false,
      status: 500,
      headers: [['Location', `https://${SECRETS.host}/login`]],
      body: JSON.stringify({
        openid: SECRETS.user,
        client: SECRETS.visitorV6,
        secret: 'appsecretABCDEF0123456789',
      }),
      bodyBase64: Buffer.from(`\xff${SECRETS.user} ${SECRETS.token}`, 'latin1').toString('base64'),
      raw: {
        text: `HTTP/1.1 500 No\r\nSet-Cookie: x=${SECRETS.cookie}\r\nX-Db: mysql://root:pa55word@${SECRETS.backendHost}\r\n\r\n`,
        bytes: 10,
        brokenAt: 0,
        brokenLength: 0,
      },
      error: { code: 'NOT_HTTP', message: `connect ${SECRETS.visitor}:8080` },
      durationMs: 1,
      verdict: 'fault',
      findings: [],
    },
  ],
}
/** Every value that no export for others may hold. */
export const FORBIDDEN: readonly string[] = [
  ...Object.values(SECRETS),
  ...Object.values(SIGNATURES),
  ENCRYPT,
  'appsecretABCDEF0123456789',
  'pa55word',
]

/** Returns the forbidden values that a text holds, as they are or encoded. */
export function findForbidden(text: string): string[] {
  const decoded = [...text.matchAll(/[A-Za-z\d+/]{24,}={0,2}/g)].map(([one]) =>
    Buffer.from(one, 'base64').toString('latin1'),
  )
  const all = [text, ...decoded].join('\n').toLowerCase()
  return FORBIDDEN.filter((value) =>
    [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)].some((one) =>
      all.includes(one.toLowerCase()),
    ),
  )
}
