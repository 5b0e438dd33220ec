import { judgeAnswer } from '../../../../src-core/diagnosis/answer.ts'
import { judgeDelivery } from '../../../../src-core/diagnosis/delivery/delivery.ts'
import { createNoReply } from '../../../../src-core/exchange/answer.ts'
import type { AnswerEnd } from '../../../../src-core/ports/framing-fault.ts'
import { readRawAnswer } from '../../../../src-core/exchange/raw-answer.ts'
import { readMessageText } from '../../../../src-core/exchange/receive.ts'
import { CASES } from '../reply/cases.ts'
import { createMessage, judge, TEXT } from '../reply/replies.ts'
import { message as messageOf, push } from '../request/pushes.ts'
import { findInAlarm } from './finding-case.ts'
import type { FindingCase } from './finding-case.ts'

/** Everything that a reply by itself can have: each near miss of `reply/cases.ts` is a case. */
const judged = CASES.flatMap(({ code, name, reply, near, message }) =>
  near.map((one): FindingCase => ({
    code,
    name,
    seen: () => judge(reply, message).findings,
    near: () => judge(one, message).findings,
  })),
)

function answer(status: number, headers: [string, string][] = []) {
  const response = { status, headers, body: new Uint8Array(0), durationMs: 1 }
  return judgeDelivery({ response, error: null }, { url: 'http://back.end/wx', message: createMessage() })
    .findings
}

/** Judges the reply to a push that a mini program has set to JSON. */
function answerToJson(body: string) {
  const message = readMessageText('{"MsgType":"event","Event":"xpay_goods_deliver_notify"}')
  return judgeAnswer({ status: 200, headers: [], body: Buffer.from(body), durationMs: 1 }, { message })
    .findings
}

/** Returns the findings in an answer to a message that came as these bytes. */
function came(bytes: string, end: AnswerEnd = 'closed') {
  const { fault, ...read } = readRawAnswer({ bytes: Buffer.from(bytes), end })
  return judge({ ...read, ...(fault && { broken: { fault } }) }).findings
}

const OK = 'HTTP/1.1 200 OK\r\n'
const LENGTH = Buffer.byteLength(TEXT)
const SIZE = LENGTH.toString(16)

function hangUp(aborted: boolean) {
  const gone = new AbortController()
  if (aborted) gone.abort()
  return push({ body: messageOf(''), change: { gone: gone.signal }, reply: createNoReply('hand') }).findings
}

const invalid = '内容: 微信服务器向公众号推送消息或事件后，得到的回应不合法\n'

export const ANSWER_CASES: FindingCase[] = [
  ...judged,
  {
    code: 'status.not-200',
    name: 'an alarm about an answer that is right in itself',
    seen: () => findInAlarm(`${invalid}[response_length=7][response_content=success]`),
    near: () => findInAlarm(`${invalid}[response_length=9][response_content="success"]`),
  },
  {
    code: 'reply.length-mismatch',
    name: 'an alarm that shows a part of the answer',
    seen: () => findInAlarm(`${invalid}[response_length=9][response_content=success]`),
    near: () => findInAlarm(`${invalid}[response_length=7][response_content=success]`),
  },
  {
    code: 'reply.length-mismatch',
    name: 'a length of characters, on the wire',
    seen: () => came(`${OK}Content-Length: ${TEXT.length}\r\n\r\n${TEXT}`),
    near: () => came(`${OK}Content-Length: ${LENGTH}\r\n\r\n${TEXT}`),
  },
  {
    code: 'reply.never-ended',
    name: 'chunks without the last one',
    seen: () => came(`${OK}Transfer-Encoding: chunked\r\n\r\n${SIZE}\r\n${TEXT}\r\n`, 'silent'),
    near: () => came(`${OK}Transfer-Encoding: chunked\r\n\r\n${SIZE}\r\n${TEXT.slice(0, -9)}`, 'silent'),
  },
  {
    code: 'reply.broken-framing',
    name: 'no head',
    seen: () => came(TEXT),
    near: () => came(`HTTP/1.0 200 OK\r\n\r\n${TEXT}`),
  },
  {
    code: 'reply.broken-framing',
    name: 'two responses',
    seen: () => came(`${OK}Content-Length: 7\r\n\r\nsuccess`.repeat(2)),
    near: () => came(`HTTP/1.1 100 Continue\r\n\r\n${OK}Content-Length: 7\r\n\r\nsuccess`),
  },
  {
    code: 'reply.unsent',
    name: 'nothing went out, and the sender had gone',
    seen: () => hangUp(true),
    near: () => hangUp(false),
  },
  {
    code: 'reply.err-code',
    name: 'a failure',
    seen: () => answerToJson('{"ErrCode":1,"ErrMsg":"no such order"}'),
    near: () => answerToJson('{"ErrCode":0,"ErrMsg":"success"}'),
  },
  {
    code: 'reply.unjudged',
    name: 'JSON of another kind',
    seen: () => answerToJson('{"code":0}'),
    near: () => answerToJson('success'),
  },
  { code: 'body.ignored', name: '500', seen: () => answer(500), near: () => answer(502) },
  {
    code: 'body.ignored',
    name: 'an empty reply of PHP',
    seen: () => answer(200, [['X-Powered-By', 'PHP/8.1.2']]),
    near: () => answer(200, [['X-Powered-By', 'Express']]),
  },
]
