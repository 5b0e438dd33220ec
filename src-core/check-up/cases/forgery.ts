import type { CheckLevel } from '../../contract/check-up.ts'
import type { Bilingual } from '../../contract/text.ts'
import { sign } from '../../wechat/signature.ts'
import type { HttpRequest } from '../../ports/http.ts'
import { FORGERY_ADVICE } from './forgery-advice.ts'
import { createGroup } from '../kit/case.ts'
import type { CaseRow } from '../kit/case.ts'
import { endForged } from '../kit/judge.ts'
import { readQuery, withMsgSignature, withQuery } from '../kit/query.ts'
import type { PushHow, Talk } from '../kit/talk.ts'

const WHY: Bilingual = {
  zh: '地址是公开的，能分辨微信和别人的只有签名；处理伪造的消息，等于让任何人冒充你的用户。',
  en: 'The address is public, and only the signature tells WeChat from others; a backend that handles forged messages lets anybody pose as its users.',
}
const FIX: Bilingual = {
  zh: '每个 POST 都先验证 signature，缺少、为空、不符都返回 401 或 403，不再往下执行。',
  en: 'Check the signature of each POST first; where it is missing, empty or wrong, return 401 or 403 and go no further.',
}
const SEALED_FIX: Bilingual = {
  zh: '加密的消息先验证 msg_signature，再解密；不符就返回 401 或 403。',
  en: 'Check the msg_signature of an encrypted message before you decrypt it; where it is wrong, return 401 or 403.',
}

interface Forgery {
  id: string
  /** `required` if left out. */
  level?: CheckLevel
  /** For an encrypted message alone, which is then sent as in safe mode: in compatible mode the plain fields may be used. */
  encrypted?: true
  title: Bilingual
  sent: Bilingual
  /** Begins the finding. */
  what: Bilingual
  change(request: HttpRequest, talk: Talk): HttpRequest
}

/** A text that is genuine in all but one respect. */
function createForgery({
  id,
  level = 'required',
  encrypted,
  title,
  sent,
  what,
  change,
}: Forgery): Omit<CaseRow, 'group'> {
  return {
    id,
    level,
    title,
    sent,
    why: WHY,
    fix: encrypted ? SEALED_FIX : FIX,
    ...(encrypted && { encrypted }),
    async act(talk) {
      const how: PushHow = {
        ...(encrypted && { mode: 'safe' }),
        change: (request) => change(request, talk),
      }
      return endForged(await talk.push(talk.write('text'), how), what)
    },
  }
}

const PLAIN: Omit<CaseRow, 'group'>[] = [
  createForgery({
    id: 'none',
    title: { zh: '没有签名', en: 'No signature' },
    sent: { zh: '一条文本消息，地址里没有任何参数', en: 'a text to the bare address, without any parameter' },
    what: { zh: '请求没有签名', en: 'The request had no signature' },
    change: (request) =>
      withQuery(request, { signature: null, timestamp: null, nonce: null, msg_signature: null }),
  }),
  createForgery({
    id: 'empty',
    title: { zh: '签名是空的', en: 'An empty signature' },
    sent: { zh: 'signature= 后面什么也没有', en: 'signature= with nothing behind it' },
    what: { zh: '签名是空的', en: 'The signature was empty' },
    change: (request) => withQuery(request, { signature: '', ...withMsgSignature(request, '') }),
  }),
  createForgery({
    id: 'wrong',
    title: { zh: '签名是错的', en: 'A wrong signature' },
    sent: { zh: '40 位十六进制的签名，但不是算出来的', en: '40 hex digits that nobody has computed' },
    what: { zh: '签名是错的', en: 'The signature was wrong' },
    change: (request, talk) => {
      const made = Buffer.from(talk.random(20)).toString('hex')
      return withQuery(request, { signature: made, ...withMsgSignature(request, made) })
    },
  }),
  createForgery({
    id: 'other-token',
    title: { zh: '用别的 Token 签名', en: 'Signed with another token' },
    sent: { zh: '算法都对，Token 是另一个', en: 'right in all but the token' },
    what: { zh: '签名用的是别的 Token', en: 'The signature was made with another token' },
    change: (request, { target }) => signWith(request, `${target.token}x`),
  }),
  createForgery({
    id: 'no-token',
    title: { zh: '不用 Token 签名', en: 'Signed without a token' },
    sent: { zh: '只用 timestamp 和 nonce 算出的签名', en: 'a signature made of timestamp and nonce alone' },
    what: { zh: '签名没有用 Token', en: 'The signature was made without the token' },
    change: (request) => signWith(request, ''),
  }),
  createForgery({
    id: 'beginning',
    title: { zh: '只有签名的开头', en: 'The beginning of the signature' },
    sent: { zh: '正确签名的前 8 位', en: 'the first 8 digits of the right signature' },
    what: { zh: '签名只有前 8 位', en: 'The signature had its first 8 digits only' },
    change: (request) =>
      withQuery(request, {
        signature: readQuery(request, 'signature').slice(0, 8),
        ...withMsgSignature(request, readQuery(request, 'msg_signature').slice(0, 8)),
      }),
  }),
  createForgery({
    id: 'moved',
    title: { zh: '签名之后改了时间戳', en: 'The timestamp changed after signing' },
    sent: {
      zh: '签名是对的，时间戳换成了另一秒',
      en: 'the right signature with the timestamp of another second',
    },
    what: { zh: '时间戳在签名之后被改过', en: 'The timestamp was changed after signing' },
    change: (request) =>
      withQuery(request, { timestamp: String(Number(readQuery(request, 'timestamp')) - 60) }),
  }),
  createForgery({
    id: 'swapped-nonce',
    title: { zh: '换成别的 nonce', en: 'With another nonce' },
    sent: { zh: '签名是对的，nonce 换成了另一个', en: 'the right signature with another nonce' },
    what: { zh: 'nonce 在签名之后被换过', en: 'The nonce was changed after signing' },
    change: (request) => withQuery(request, { nonce: `1${readQuery(request, 'nonce')}` }),
  }),
  createForgery({
    id: 'list',
    title: { zh: '签名是一个数组', en: 'The signature as a list' },
    sent: {
      zh: 'signature[]=…，PHP 和 Express 会读成数组',
      en: 'signature[]=…, which PHP and Express read as a list',
    },
    what: { zh: '签名是一个数组', en: 'The signature was a list' },
    change: (request) =>
      withQuery(request, {
        signature: null,
        msg_signature: null,
        'signature[]': 'x',
        ...(readQuery(request, 'encrypt_type') !== '' && { 'msg_signature[]': 'x' }),
      }),
  }),
]

function signWith(request: HttpRequest, token: string): HttpRequest {
  const timestamp = readQuery(request, 'timestamp')
  const nonce = readQuery(request, 'nonce')
  const encrypt = readEncrypt(request)
  return withQuery(request, {
    signature: sign({ token, timestamp, nonce }),
    ...(encrypt !== '' && { msg_signature: sign({ token, timestamp, nonce, encrypt }) }),
  })
}

function readEncrypt({ body }: HttpRequest): string {
  return /<Encrypt><!\[CDATA\[([^\]]*)/.exec(Buffer.from(body).toString('latin1'))?.[1] ?? ''
}

const SEALED: Omit<CaseRow, 'group'>[] = [
  createForgery({
    id: 'msg-signature-wrong',
    encrypted: true,
    title: { zh: 'msg_signature 是错的', en: 'A wrong msg_signature' },
    sent: { zh: 'signature 对，msg_signature 是错的', en: 'the right signature and a wrong msg_signature' },
    what: { zh: 'msg_signature 是错的', en: 'msg_signature was wrong' },
    change: (request, talk) =>
      withQuery(request, { msg_signature: Buffer.from(talk.random(20)).toString('hex') }),
  }),
  createForgery({
    id: 'msg-signature-none',
    // Whoever sends it needs a genuine signature, and the key or a genuine ciphertext; good libraries take it.
    level: 'advice',
    encrypted: true,
    title: { zh: '没有 msg_signature', en: 'No msg_signature' },
    sent: { zh: 'signature 对，没有 msg_signature', en: 'the right signature and no msg_signature' },
    what: { zh: '加密的消息没有 msg_signature', en: 'An encrypted message had no msg_signature' },
    change: (request) => withQuery(request, { msg_signature: null }),
  }),
  {
    id: 'encrypt-swapped',
    level: 'required',
    title: { zh: '换成别的密文', en: 'With another ciphertext' },
    sent: {
      zh: '两个签名都属于另一条消息，密文换掉了',
      en: 'both signatures of one message around the ciphertext of another',
    },
    why: {
      zh: 'msg_signature 管的就是密文；不验证它，旧的密文可以配上任何一个新地址。',
      en: 'msg_signature is what covers the ciphertext; without it an old ciphertext goes with any new address.',
    },
    fix: SEALED_FIX,
    encrypted: true,
    async act(talk) {
      const first = await talk.push(talk.write('text'), { mode: 'safe' })
      const asked = new URL(first.request.url).search
      const second = await talk.push(talk.write('text'), {
        mode: 'safe',
        change: (request) => {
          const url = new URL(request.url)
          url.search = asked
          return { ...request, url: url.href }
        },
      })
      return endForged(second, {
        zh: '密文不是签名所属的那一条',
        en: 'The ciphertext was not the one that was signed',
      })
    },
  },
]

export const FORGERY_CHECKS: CaseRow[] = createGroup('forgery', [...PLAIN, ...SEALED, ...FORGERY_ADVICE])
