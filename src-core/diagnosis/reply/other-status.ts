import type { FindingTexts } from '../finding.ts'

/** Explains any other status of an answer to a push. `quoted` is true if the body says why. */
export function explainOther(status: number, quoted: boolean): FindingTexts {
  const nest = status === 201
  return {
    title: { zh: `状态码是 ${status}，不是 200`, en: `The status is ${status}, not 200` },
    detail: nest
      ? {
          zh: '201 也不行：微信只认 200。有人遇到过一秒左右内同一个 MsgId 连推四次；NestJS 的 POST 默认就回 201。',
          en: '201 will not do: WeChat takes 200 only. Seen in the wild: the same MsgId four times in about a second. NestJS returns 201 for a POST by default.',
        }
      : {
          zh: '微信只认 200，其他状态码（包括 201）都当作失败，会重新推送同一条消息。',
          en: 'WeChat takes 200 only; any other status, 201 included, counts as a failure and the message is sent again.',
        },
    fix: nest
      ? { zh: '在处理函数上加 @HttpCode(200)。', en: 'Put @HttpCode(200) on the handler.' }
      : status >= 500
        ? {
            zh: '先看后端的错误日志；出错时也回 200 和 success，免得微信重复推送。',
            en: 'Look into the log of the backend; even when it fails, return 200 and success, so that nothing is sent again.',
          }
        : status === 401 || status === 403
          ? {
              zh: '后端多半没有认出签名：核对后端的 Token 和这里账号里的是否一致；认证、防火墙和 CSRF 中间件也会这样拦下推送。',
              en: 'Most likely the backend did not take the signature: compare its token with the one of the account here. Middleware for authentication, firewalls and CSRF turns deliveries away like this as well.',
            }
          : quoted && status >= 400
            ? {
                zh: '先解决引号里说的原因，再让处理函数返回 200。',
                en: 'See to the reason in the quotes first, then let the handler return 200.',
              }
            : { zh: '让处理函数返回 200。', en: 'Let the handler return 200.' },
  }
}

/** Explains any other status of an answer to a verification. */
export function explainUnverified(status: number): FindingTexts {
  return {
    title: { zh: `状态码是 ${status}，不是 200`, en: `The status is ${status}, not 200` },
    detail: {
      zh: '验证地址时要回 200，响应体正好是 echostr；否则公众号后台会提示验证失败，配置保存不了。',
      en: 'A verification wants a 200 whose body is echostr and nothing else; with anything else the console cannot save the configuration.',
    },
    fix:
      status >= 500
        ? { zh: '看后端的错误日志。', en: 'Look into the log of the backend.' }
        : {
            zh: '看响应体和后端的日志；两边的 Token 不同时，很多框架也会回这样的状态码。',
            en: 'Look at the body and into the log of the backend; many frameworks return such a status where the two tokens differ.',
          },
  }
}

/** Explains the status of an answer that somebody on the way wrote, which another finding names. */
export function explainBehindHop(status: number, to: 'push' | 'verification'): FindingTexts {
  return {
    title: { zh: `状态码是 ${status}，不是 200`, en: `The status is ${status}, not 200` },
    detail:
      to === 'push'
        ? {
            zh: '微信只认 200，不管是谁回的；同一条消息会重新推送。',
            en: 'WeChat accepts 200 only, whoever responds, and the message is sent again.',
          }
        : {
            zh: '验证地址时要回 200，响应体正好是 echostr，不管是谁回的。',
            en: 'A verification wants a 200 whose body is echostr and nothing else, whoever responds.',
          },
    fix: {
      zh: '先解决上面说的那一层，这次的响应不是后端的代码写的。',
      en: 'See to the hop named above; the backend’s code did not write this response.',
    },
  }
}

/**
 * Explains a status of gateways on an answer that nobody signed. `tunnel` is the one that the address belongs to, or
 * null.
 */
export function explainGateway(status: number, tunnel: string | null): FindingTexts {
  const writer = tunnel
    ? {
        zh: `地址是隧道 ${tunnel} 的，多半是它写的`,
        en: `most likely ${tunnel}, whose address this is, wrote it`,
      }
    : {
        zh: '多半是后端前面的隧道或反向代理写的',
        en: 'most likely a tunnel or a proxy before the backend wrote it',
      }
  const meaning =
    status === 502
      ? { zh: '它连不上后端，或后端中途断开', en: 'it could not connect, or the backend hung up' }
      : { zh: '它没有等到后端的响应', en: 'it waited for the backend in vain' }
  return {
    title: { zh: `状态码是 ${status}，不是 200`, en: `The status is ${status}, not 200` },
    detail: {
      zh: `${status} 是网关的状态码，${writer.zh}：${meaning.zh}。`,
      en: `${status} is a status of gateways; ${writer.en}: ${meaning.en}.`,
    },
    fix: {
      zh: '先在后端所在的机器上直接访问它的端口；能访问，就核对隧道或反向代理里的地址和端口。',
      en: 'Ask the backend’s port on its own machine first; if that works, compare address and port in the tunnel or proxy.',
    },
  }
}
