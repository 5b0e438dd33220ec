import { judgeDelivery } from '../../../../src-core/diagnosis/delivery/delivery.ts'
import { judgeEcho } from '../../../../src-core/diagnosis/verification/echo.ts'
import { createMessage } from '../reply/replies.ts'
import { ask, forged, genuine } from '../request/asks.ts'
import { findInAlarm } from './finding-case.ts'
import type { FindingCase } from './finding-case.ts'

const ECHOSTR = '4375120948345356249'
const verification = `/wx?${genuine}&echostr=${ECHOSTR}`

function answerEcho(text: string) {
  return judgeEcho({ status: 200, headers: [], body: new TextEncoder().encode(text), durationMs: 1 }, ECHOSTR)
}

function fail(code: string) {
  const sent = { url: 'http://back.end/wx', message: createMessage() }
  return judgeDelivery({ response: null, error: { code, message: 'x' } }, sent).findings
}

export const VERIFICATION_CASES: FindingCase[] = [
  {
    code: 'signature.mismatch',
    name: 'a signature made up',
    seen: () => ask(`/wx?${forged}&echostr=${ECHOSTR}`),
    near: () => ask(verification),
  },
  {
    code: 'signature.missing',
    name: 'timestamp and nonce alone',
    seen: () => ask('/wx?timestamp=1714036504&nonce=1514711492&echostr=1'),
    near: () => ask(`/wx?${forged}&echostr=1`),
  },
  {
    code: 'query.damaged',
    name: 'an escaped ampersand',
    seen: () => ask(verification.replaceAll('&', '&amp;')),
    near: () => ask(verification),
  },
  {
    code: 'query.damaged',
    name: 'an old copy of the parameters in front, signed rightly',
    seen: () => ask(`${verification}&echostr=1`),
    near: () => ask(`${verification}&echostr=${ECHOSTR}`),
  },
  {
    code: 'request.wecom',
    name: 'msg_signature alone',
    seen: () => ask('/wx?msg_signature=1&timestamp=1714036504&nonce=1514711492&echostr=AAAA'),
    near: () => ask('/wx?msg_signature=1&signature=1&timestamp=1714036504&nonce=1514711492&echostr=AAAA'),
  },
  {
    code: 'request.stranger',
    name: 'a file that scanners ask for',
    seen: () => ask('/.env'),
    near: () => ask('/env'),
  },
  {
    code: 'request.browser',
    name: 'an Origin',
    seen: () => ask(verification, { headers: [['Origin', 'http://a.example']] }),
    near: () => ask(verification, { headers: [['X-Origin', 'http://a.example']] }),
  },
  {
    code: 'path.unknown',
    name: 'a slash too many',
    seen: () => ask(verification.replace('/wx', '/wx/')),
    near: () => ask(verification),
  },
  {
    code: 'method.refused',
    name: 'PUT',
    seen: () => ask(verification, { method: 'PUT' }),
    near: () => ask(verification, { method: 'GET' }),
  },
  {
    code: 'echo.changed',
    name: 'a line break behind it',
    seen: () => answerEcho(`${ECHOSTR}\n`),
    near: () => answerEcho(ECHOSTR),
  },
  {
    code: 'echostr.missing',
    name: 'a right signature without it',
    seen: () => ask(`/wx?${genuine}`),
    near: () => ask(verification),
  },
  {
    code: 'verify.first-success',
    name: 'the first of an account',
    seen: () => ask(verification, { firstVerification: true }),
    near: () => ask(verification, { firstVerification: false }),
  },
  {
    code: 'probe.unreachable',
    name: 'nobody listens',
    seen: () => fail('ECONNREFUSED'),
    near: () => fail('DEADLINE'),
  },
  {
    code: 'probe.unreachable',
    name: 'an alarm about DNS',
    seen: () => findInAlarm('内容: 微信服务器向公众号推送消息或事件时，解析DNS失败\n[Event=Click]'),
    near: () => findInAlarm('内容: 微信服务器向公众号推送消息或事件后，开发者5秒内没有返回\n[Event=Click]'),
  },
]
