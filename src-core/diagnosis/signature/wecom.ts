import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { checkSignature } from '../../exchange/check-signature.ts'
import { parameter } from '../../exchange/incoming.ts'
import type { Received } from '../../exchange/receive.ts'
import { isSameSignature } from '../../wechat/signature.ts'
import { createFinding } from '../finding.ts'

/** A request, or what it was before its query was damaged. */
type Asked = Pick<Received, 'target' | 'incoming' | 'account' | 'sealed'>

/**
 * Explains a request that has `msg_signature` and neither `signature` nor `encrypt_type`: WeCom signs so, and other
 * products that took over its way. Returns null if the request is not like that.
 *
 * Source: https://developer.work.weixin.qq.com/document/path/101033
 */
export function diagnoseWecom(asked: Asked): Finding | null {
  const { target, account, incoming } = asked
  const has = (name: string) => parameter(target.parameters, name) !== undefined
  if (!has('msg_signature') || has('signature') || has('encrypt_type')) return null
  const three = account && checkSignature(target, account.token).expected
  if (three !== null && isSameSignature(three, parameter(target.parameters, 'msg_signature')!))
    return createMisnamed()
  return incoming.method === 'GET' ? createVerification(asked) : createPush(asked)
}

/** The name is WeCom's, but the value covers three parts, as WeChat's `signature` does. */
function createMisnamed(): Finding {
  return createFinding(
    'query.damaged',
    {
      title: {
        zh: 'signature 写成了 msg_signature',
        en: 'signature goes by the name of msg_signature',
      },
      detail: {
        zh: '它的值正是用这个账号的 Token、timestamp、nonce 三项算出的 signature；msg_signature 还要算上 Encrypt，只在加密时才有。',
        en: 'Its value is the signature of this account’s token, timestamp and nonce; msg_signature covers Encrypt as well, and only encrypted messages have it.',
      },
      fix: { zh: '把参数名改成 signature。', en: 'Name the parameter signature.' },
    },
    { in: 'query', key: 'msg_signature' },
  )
}

const PRODUCTS: Bilingual = {
  zh: '公众号的请求一定带 signature；只有 msg_signature 的，是企业微信（自建应用、微信客服、第三方应用、智能机器人），钉钉等产品也这样签名。',
  en: 'A request to an official account always has signature; msg_signature alone is WeCom (its own apps, WeChat customer service, third-party apps, bots), and DingTalk signs alike.',
}

const FIX: Bilingual = {
  zh: '调试台只用于公众号：企业微信的回调请交给用它的加解密库写的程序；要调试公众号，在公众号后台的「服务器配置」提交这个地址。',
  en: 'This workbench is for official accounts: give WeCom’s callback to a program with WeCom’s own crypto library; for an official account, submit this address under its server configuration.',
}

function createVerification({ target, account }: Asked): Finding {
  const echostr = parameter(target.parameters, 'echostr') ?? ''
  const variants = [...new Set([echostr, echostr.replaceAll(' ', '+'), decodeAgain(echostr)])]
  const signed = variants.find((one) => account !== null && checkSignature(target, account.token, one).ok)
  return createFinding(
    'request.wecom',
    {
      title: {
        zh: '企业微信的验证请求：只有 msg_signature，没有 signature',
        en: 'A WeCom verification: msg_signature, but no signature',
      },
      detail: join(
        PRODUCTS,
        signed === undefined ? NOT_SIGNED : SIGNED,
        signed === undefined || signed === echostr ? NO_WORDS : LOST_PLUS,
        {
          zh: '企业微信的 echostr 是密文，要解密后返回里面的明文；公众号的是数字，原样返回。已回 401。',
          en: 'WeCom’s echostr is encrypted and what is inside has to be sent back; an account’s is digits, sent back as they are. It got a 401.',
        },
      ),
      fix: FIX,
    },
    { in: 'query', key: 'msg_signature' },
  )
}

function createPush({ sealed, incoming }: Asked): Finding {
  const isJson = /^\s*\{/.test(Buffer.from(incoming.body.subarray(0, 64)).toString('latin1'))
  return createFinding(
    'request.wecom',
    {
      title: {
        zh: '企业微信的推送：只有 msg_signature，没有 signature',
        en: 'A WeCom push: msg_signature, but no signature',
      },
      detail: join(
        PRODUCTS,
        sealed ? (sealed.msgSignature.ok ? SIGNED : NOT_SIGNED) : NO_WORDS,
        isJson
          ? {
              zh: '请求体是 JSON：企业微信智能机器人和钉钉推送的是 JSON。',
              en: 'Its body is JSON, which WeCom’s bots and DingTalk push.',
            }
          : NO_WORDS,
        { zh: '已回 401。', en: 'It got a 401.' },
      ),
      fix: FIX,
    },
    { in: 'query', key: 'msg_signature' },
  )
}

const NO_WORDS: Bilingual = { zh: '', en: '' }
const SIGNED: Bilingual = {
  zh: '用这个账号的 Token 验 msg_signature 是对的：请求是真的，Token 也没填错。',
  en: 'Its msg_signature fits this account’s token: the request is genuine, and the token is the right one.',
}
const NOT_SIGNED: Bilingual = {
  zh: '用这个账号的 Token 验 msg_signature 对不上。',
  en: 'Its msg_signature does not fit this account’s token.',
}
const LOST_PLUS: Bilingual = {
  zh: '不过 echostr 在途中被改过：+ 变成了空格，或多编码了一次；改回来签名才对。',
  en: 'But echostr was changed on its way: + became a blank, or it was encoded once too often; the signature fits once that is undone.',
}

function join(...parts: readonly Bilingual[]): Bilingual {
  const said = parts.filter(({ zh }) => zh !== '')
  return { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') }
}

/** Decodes a value that was percent-encoded twice; a broken one stays as it is. */
function decodeAgain(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
