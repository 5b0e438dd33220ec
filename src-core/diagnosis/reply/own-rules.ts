import type { ExchangeMessage, Finding } from '../../contract/exchange.ts'
import { fieldsOf } from '../../contract/message-fields.ts'
import { isAcknowledgement } from '../../exchange/acknowledgement.ts'
import { toExactFields } from '../../exchange/json-push.ts'
import { readBody } from '../../exchange/read-body.ts'
import { findEncrypt } from '../../exchange/unseal.ts'
import { findMessageSpec } from '../../wechat/catalogue/catalogue.ts'
import { decryptWithKeys } from '../../wechat/cipher/keys.ts'
import { toSimple } from '../../xml/json/simple.ts'
import type { ReplySealing } from '../encryption/encrypted-reply.ts'
import { createFinding } from '../finding.ts'
import type { Judgement } from '../judgement.ts'
import { sumUpReply } from '../verdict.ts'
import type { JudgedReply } from './judged-reply.ts'
import { placeOfBody } from './reply-text.ts'
import { judgeTransport } from './transport.ts'

/**
 * Tells whether the reply to a message is no passive reply: nobody sees it, and the rules for what a user would see do
 * not hold. So it is with pushes in JSON, which official accounts do not get, and with pushes that ask for an ErrCode.
 */
export function hasOwnRules(message: ExchangeMessage | null): message is ExchangeMessage {
  return message !== null && (message.format === 'json' || wantsErrCode(message))
}

function wantsErrCode({ type, event }: ExchangeMessage): boolean {
  return findMessageSpec(type, event ?? undefined)?.answer === 'err-code'
}

/**
 * Judges the reply to such a message by what is known: the status, the time, `success`, an empty body and ErrCode. Of
 * anything else it says that it was not judged.
 */
export function judgeOwnReply(
  reply: JudgedReply,
  message: ExchangeMessage,
  sealing: ReplySealing | undefined,
): Judgement {
  const body = reply.plain ?? open(reply.body, sealing)
  const outside = judgeTransport(reply, isAcknowledgement(body) || readContent(body).form !== null)
  const isRead = outside.some(({ severity }) => severity === 'error') || isAcknowledgement(body)
  const inside = isRead ? [] : judgeContent(body, message)
  const findings = [...outside, ...inside]
  return {
    verdict: sumUpReply(reply.body, findings),
    findings,
    ...(inside.some(({ code }) => code === 'reply.unjudged') && { judged: false }),
  }
}

/** Returns the content of an encrypted reply if a key opens it, else the body itself. */
function open(body: Uint8Array, sealing: ReplySealing | undefined): Uint8Array {
  const [first, ...others] = sealing?.keys ?? []
  const { encrypt } = findEncrypt(readBody(body))
  if (encrypt === null || !first) return body
  return decryptWithKeys({ encrypt, appId: sealing?.appId ?? '' }, [first, ...others]).message ?? body
}

function judgeContent(body: Uint8Array, message: ExchangeMessage): Finding[] {
  const { form, errCode } = readContent(body)
  if (errCode === '0') return []
  if (errCode !== null) return [createErrCode(errCode, body, wantsErrCode(message))]
  return [createUnjudged(form, body, message)]
}

type Form = 'JSON' | 'XML' | null

/** Returns what a body is, and its ErrCode; null if it has none. */
function readContent(body: Uint8Array): { form: Form; errCode: string | null } {
  const { json, parsed } = readBody(body)
  const fields = json ? toExactFields(json) : parsed.ok ? fieldsOf(toSimple(parsed.document)) : {}
  const errCode = Object.hasOwn(fields, 'ErrCode') ? fields['ErrCode'] : null
  return {
    form: json ? 'JSON' : parsed.ok ? 'XML' : null,
    errCode: typeof errCode === 'string' || typeof errCode === 'number' ? String(errCode).trim() : null,
  }
}

/** Official for the pushes that ask for an ErrCode; for others it only follows from the word. */
function createErrCode(errCode: string, body: Uint8Array, isAsked: boolean): Finding {
  const shown = errCode.slice(0, 40)
  return createFinding(
    'reply.err-code',
    {
      evidence: isAsked ? 'official' : 'inferred',
      title: { zh: `回复的 ErrCode 是 ${shown}，不是 0`, en: `The reply’s ErrCode is ${shown}, not 0` },
      detail: {
        zh: 'ErrCode 不是 0 表示没有处理好：微信会过一会儿再推送一次，直到收到 0。',
        en: 'Any ErrCode but 0 says that the push was not dealt with: WeChat sends it again after a while, until it gets 0.',
      },
      fix: {
        zh: '处理成功后回 {"ErrCode":0,"ErrMsg":"success"}；同一个订单再推送来时也要这样回。',
        en: 'Once it is dealt with, reply {"ErrCode":0,"ErrMsg":"success"}, and the same when the order is pushed again.',
      },
    },
    placeOfBody(body),
  )
}

function createUnjudged(form: Form, body: Uint8Array, { format }: ExchangeMessage): Finding {
  const isOther = format === 'json' && form !== 'JSON'
  return createFinding(
    'reply.unjudged',
    {
      title: {
        zh: form ? `回复的是 ${form}，没有判断微信会不会接受` : '回复的是文字，没有判断微信会不会接受',
        en: `The reply is ${form ?? 'text'}; whether WeChat takes it was not judged`,
      },
      detail: {
        zh: '这不是公众号给用户的回复，公众号的规则不适用：调试台原样放行，不改成 success。',
        en: 'It is no reply of an official account to a user, whose rules do not apply: the workbench lets it pass as it is and does not replace it.',
      },
      fix: isOther
        ? {
            zh: '推送是 JSON，回复一般也用 JSON；不需要内容时回 success。',
            en: 'The push was JSON, and replies usually have the format of the push; where none is needed, reply success.',
          }
        : {
            zh: '对照这种推送的文档：通常是 success、空内容，或 {"ErrCode":0,"ErrMsg":"success"}。',
            en: 'Compare it with the page of this push: mostly success, an empty body, or {"ErrCode":0,"ErrMsg":"success"}.',
          },
    },
    placeOfBody(body),
  )
}
