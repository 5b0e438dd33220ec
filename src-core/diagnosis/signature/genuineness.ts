import type { Account } from '../../contract/account.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { Exchange, Finding } from '../../contract/exchange.ts'
import type { SignatureReport } from '../../contract/signing.ts'
import { parameter } from '../../exchange/incoming.ts'
import { createQuery } from '../../exchange/record.ts'
import { readField } from '../../exchange/receive.ts'
import type { Received } from '../../exchange/receive.ts'
import { showSteps } from '../../wechat/signature.ts'
import { createFinding } from '../finding.ts'
import { diagnoseSignature, explainUnknown, NOT_EXAMINED } from './doctor.ts'
import { nameMistake } from './mistake-names.ts'
import type { SignatureDiagnosis } from './mistake.ts'
import { diagnoseWecom } from './wecom.ts'

export interface SignatureExamination {
  accounts: readonly Account[]
  examineSignature: boolean
}

const TOKEN_UNREADABLE = {
  text: {
    zh: '这个账号的 Token 由桌面版存放在系统钥匙串里，这里读不到，所以没有请求能通过；请在账号里重新填写，或改用桌面版。',
    en: 'The desktop keeps this account’s token in the system keychain, where this shell cannot read it, so no request can pass; enter the token again, or use the desktop.',
  },
}

/** Says why a request is not taken for WeChat's. */
export function diagnoseGenuineness(received: Received, examination: SignatureExamination): Finding[] {
  if (received.refusal === 'signature-missing') return [diagnoseWecom(received) ?? createMissing(received)]
  if (received.refusal === 'signature-mismatch' && received.account)
    return [createMismatch(received, received.account, examination)]
  return []
}

function createMissing({ incoming }: Received): Finding {
  if (isPayment(incoming)) return createPayment()
  const isPush = incoming.method === 'POST'
  return createFinding(
    'signature.missing',
    {
      title: { zh: '请求里没有签名', en: 'The request carries no signature' },
      detail: isPush
        ? {
            zh: '微信的每个推送都带 signature、timestamp 和 nonce。没有签名的 POST 不是微信发来的：可能是你自己的测试，也可能是官方「接口调试工具」，它在明文模式下不带签名。已回 401。',
            en: 'Every push of WeChat carries signature, timestamp and nonce. A POST without them is not WeChat: a test of your own, or the official online debugger, which sends none in plaintext mode. It got a 401.',
          }
        : {
            zh: '微信验证地址时一定带签名。没有签名的 GET 来自 curl 之类的工具、隧道的探测或扫描，已回 401。',
            en: 'WeChat signs when it verifies an address. A GET without a signature is a tool such as curl, the tunnel looking in, or a scanner; it got a 401.',
          },
      fix: isPush
        ? {
            zh: '要在这里测试，用「发一条测试消息」：它会像微信一样签名。',
            en: 'To test here, use “Send a test message”: it signs as WeChat does.',
          }
        : {
            zh: '看到 401 是正常的，说明隧道已通；请在公众号后台提交这个地址。',
            en: 'A 401 is as it should be and shows that the tunnel works; submit the address in the console.',
          },
    },
    { in: 'query', key: 'signature' },
  )
}

/** Tells whether it is a notification of WeChat Pay: of v3 by its headers, of v2 by its fields. */
function isPayment({ headers, body }: Received['incoming']): boolean {
  if (headers.some(([name]) => /^wechatpay-(?:signature|serial)$/i.test(name))) return true
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, MAX_PAYMENT)).toString(
    'latin1',
  )
  return /<mch_id>/.test(text) && /<(?:sign|req_info)>/.test(text)
}

/** Bytes that are looked at; a notification has about one thousand. */
const MAX_PAYMENT = 8192

function createPayment(): Finding {
  return createFinding(
    'signature.missing',
    {
      title: { zh: '这是微信支付的通知，不是公众号的推送', en: 'A notification of WeChat Pay, not a push' },
      detail: {
        zh: '微信支付用商户密钥或证书另行签名，不带公众号的 signature、timestamp 和 nonce，这里验证不了，已回 401。',
        en: 'WeChat Pay signs in another way, with the merchant’s key or certificate, and without an account’s signature, timestamp and nonce; it cannot be verified here and got a 401.',
      },
      fix: {
        zh: '把 notify_url 指向支付的后端，不要和公众号的服务器地址共用一个路径。',
        en: 'Point notify_url at the backend for payments; do not share the path of the account’s server URL.',
      },
    },
    { in: 'query', key: 'signature' },
  )
}

function createMismatch(
  received: Received,
  account: Account,
  { accounts, examineSignature }: SignatureExamination,
): Finding {
  const cause: Explained = examineSignature ? findCause(received, account, accounts) : NOT_EXAMINED
  return createFinding(
    'signature.mismatch',
    {
      name: cause.code === undefined ? undefined : nameMistake(cause.code),
      title: { zh: '签名不对', en: 'The signature is wrong' },
      detail: {
        zh: '用这个账号的 Token 算出的签名与收到的不同，不能认定请求来自微信，所以回了 401。',
        en: 'The signature computed with this account’s token differs from the one received, so the request cannot be taken for WeChat’s and got a 401.',
      },
      fix: cause.text,
    },
    { in: 'query', key: 'signature' },
  )
}

/** The advice about a wrong signature; `code` is that of the mistake, if one was looked for. */
interface Explained extends Pick<SignatureDiagnosis, 'text'> {
  code?: string
}

function findCause({ target, message }: Received, account: Account, accounts: readonly Account[]): Explained {
  if (account.token === '') return TOKEN_UNREADABLE
  const missing = ['timestamp', 'nonce'].filter((name) => parameter(target.parameters, name) === undefined)
  if (missing.length > 0) return { text: describeMissing(missing) }
  const named = diagnoseSignature({
    checked: 'signature',
    token: account.token,
    query: createQuery(target.parameters),
    rawQuery: createQuery(target.rawParameters),
    encrypt: readField(message?.json, 'Encrypt') ?? undefined,
    otherAccounts: accounts.filter(({ id }) => id !== account.id),
  })
  return named ?? explainUnknown(parameter(target.parameters, 'signature') ?? '', account.token)
}

/** Without them there is nothing to try, and the token may well be right. */
function describeMissing(names: readonly string[]): Bilingual {
  return {
    zh: `参数里没有 ${names.join('、')}，签名无从算起，说明不了 Token 对不对；微信的每个请求都带 signature、timestamp 和 nonce。`,
    en: `There is no ${names.join(' and no ')}, so no signature can be computed, and so this says nothing about the token; each request of WeChat’s has signature, timestamp and nonce.`,
  }
}

/**
 * Shows how the signatures of a stored exchange are computed, with the token that its account has now; `encrypt` is the
 * text of Encrypt in its body, or null.
 */
export function reportSignature(
  { request, signature }: Exchange,
  account: Account | undefined,
  encrypt: string | null,
): SignatureReport {
  const token = account?.token
  const { timestamp, nonce } = request.query
  const explain = (sealed?: string) =>
    !token || timestamp === undefined || nonce === undefined
      ? null
      : showSteps({ token, timestamp, nonce, encrypt: sealed }, { isTokenShown: false })
  const steps = explain()
  return {
    steps,
    received: signature.received,
    ok: signature.ok,
    msg:
      encrypt === null || !signature.msgSignature
        ? null
        : {
            steps: explain(encrypt),
            received: signature.msgSignature.received,
            ok: signature.msgSignature.ok,
          },
    tokenChanged: steps !== null && signature.expected !== null && steps.digest !== signature.expected,
  }
}
