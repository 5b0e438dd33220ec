import type { Finding } from '../../contract/exchange.ts'
import { FINDINGS } from '../../contract/findings.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'

/**
 * Says that the responder did not get a request to which something answered; `findings` are those about that answer. A
 * hop that answered itself, a redirect, and an address that cannot be reached explain it already.
 */
export function judgeElsewhere(host: string, isEchoed: boolean, findings: readonly Finding[]): Finding[] {
  if (isExplained(findings)) return []
  const said: Bilingual = isEchoed
    ? {
        zh: `${host} 正确回复了 echostr，但请求没有到这里的应答器`,
        en: `${host} returned echostr, but the request did not come to this responder`,
      }
    : {
        zh: `${host} 有回复，但请求没有到这里的应答器`,
        en: `${host} responded, but the request did not come to this responder`,
      }
  return [
    createFinding('hop.elsewhere', {
      title: said,
      detail: isEchoed
        ? {
            zh: '地址后面是另一个后端或另一个调试台，它用同一个 Token，或者不验证签名；微信的消息先到那里，转不转到这里由它决定。',
            en: 'Another backend or workbench stands behind the address, which has the same token or checks no signature; WeChat’s messages go there first, and it decides whether they come here.',
          }
        : {
            zh: '要么地址属于别的服务（隧道指向了别的端口，域名解析到别的机器，或者隧道重启后这个域名给了别人），要么前面有一跳自己回了（登录、防火墙、缓存）。没有再发消息过去。',
            en: 'Either the address is another service’s (the tunnel leads to another port, the name to another machine, or since a restart it is somebody else’s), or a hop in front responded by itself: a login, a firewall, a cache. No message was sent there.',
          },
      fix: {
        zh: '核对隧道的本地端口与这里的应答器一致，公网地址与隧道现在显示的一致。',
        en: 'Compare the tunnel’s local port with the responder’s, and the public address with the one that the tunnel shows now.',
      },
    }),
  ]
}

/** Says that the responder did not get a message to which something answered, although it got the verification. */
export function judgeMessageElsewhere(host: string, findings: readonly Finding[]): Finding[] {
  if (isExplained(findings)) return []
  const finding = createFinding('hop.elsewhere', {
    title: {
      zh: `${host} 有回复，但 POST 请求没有到这里的应答器，GET 请求到了`,
      en: `${host} responded, but the POST did not come to this responder, and the GET did`,
    },
    detail: {
      zh: '路上有一跳自己回了 POST 请求，或者按方法把它转到了别处；微信的消息也会这样。',
      en: 'A hop responded to the POST by itself, or sends it elsewhere by its method; WeChat’s messages would fare the same.',
    },
    fix: {
      zh: '检查反向代理、网关或 WAF 对这个地址的 POST 请求有没有单独的规则。',
      en: 'See whether proxy, gateway or firewall have a rule of their own for POST at this address.',
    },
  })
  return [finding]
}

/** Tells whether findings say already why a request did not arrive: a hop answered by itself, or nothing did. */
export function isExplained(findings: readonly Finding[]): boolean {
  return findings.some(
    ({ code }) =>
      FINDINGS[code].section === 'hop' || code === 'status.redirect' || code === 'probe.unreachable',
  )
}

/** Says that something took a request, kept it for as long as WeChat waits, and did not pass it on. */
export function createUnanswered(host: string): Finding {
  return createFinding('hop.elsewhere', {
    title: {
      zh: `${host} 接受了连接，5 秒内没有回复，请求也没有到这里的应答器`,
      en: `${host} took the connection and did not respond within 5 seconds, and the request did not come to this responder`,
    },
    detail: {
      zh: '请求停在了路上：隧道的客户端断开了，反向代理在等一个没有响应的端口，或者地址属于别的服务。微信等 5 秒就会断开。',
      en: 'It got stuck on the way: the tunnel’s client has lost its connection, a proxy waits for a port that does not respond, or the address is another service’s. WeChat hangs up after 5 seconds.',
    },
    fix: {
      zh: '重新启动隧道；核对隧道或反向代理的目标端口与这里的应答器一致。',
      en: 'Start the tunnel again; compare the target port of tunnel or proxy with the responder’s.',
    },
  })
}

/** Says the same of a message, where the verification arrived: the tunnel is well. */
export function createUnansweredMessage(host: string): Finding {
  return createFinding('hop.elsewhere', {
    title: {
      zh: `${host} 收下了 POST 请求，5 秒内没有回复，请求也没有完整地到应答器`,
      en: `${host} took the POST and did not respond within 5 seconds, and it did not come whole to this responder`,
    },
    detail: {
      zh: 'GET 请求到得了，所以隧道是通的：路上有一跳扣住了请求体（WAF 检查、大小或速度的限制），或者把 POST 转到了别处。',
      en: 'The GET arrives, so the tunnel is well: a hop keeps the body back (a firewall that inspects it, a limit on size or rate), or sends POSTs elsewhere.',
    },
    fix: {
      zh: '检查反向代理、网关或 WAF 对 POST 请求和请求体的规则。',
      en: 'Look at the rules of proxy, gateway and firewall for POST and for bodies.',
    },
  })
}

/** Says that the request arrived at a path that no account has. */
export function createUnknownPath(path: string): Finding {
  return createFinding('url.address', {
    evidence: 'observed',
    title: {
      zh: `请求到了应答器，但没有账号用路径 ${path}`,
      en: `It arrived, and no account has the path ${path}`,
    },
    detail: {
      zh: '隧道是通的；应答器按路径分辨账号，别的路径一律返回 404。',
      en: 'The tunnel works; the responder tells accounts by their path, and responds 404 to any other.',
    },
    fix: {
      zh: '把公网地址的路径改成账号的路径，或反过来。',
      en: 'Give the public address the account’s path, or the account the path of the address.',
    },
  })
}

/** Says that the request came to the path of another account, which has the same token. `path` is the right one. */
export function createOtherAccount(other: { name: string; path: string }, path: string): Finding {
  return createFinding('url.address', {
    evidence: 'observed',
    title: {
      zh: `请求到了另一个账号「${other.name}」（路径 ${other.path}）`,
      en: `It arrived at another account, “${other.name}” (path ${other.path})`,
    },
    detail: {
      zh: '两个账号的 Token 相同，所以签名也对；微信的消息会记到那个账号，由它的规则回复。',
      en: 'Both accounts have the same token, so that the signature is right; WeChat’s messages would be that account’s, and its rules would reply.',
    },
    fix: {
      zh: `把公网地址的路径改成 ${path}，并给两个账号设不同的 Token。`,
      en: `Give the public address the path ${path}, and the two accounts different tokens.`,
    },
  })
}

/** Says that a request was delivered more than once. */
export function judgeTimes(arrivals: number): Finding[] {
  if (arrivals < 2) return []
  const finding = createFinding('hop.repeated', {
    title: {
      zh: `同一个请求到达了 ${arrivals} 次`,
      en: `One request arrived ${arrivals} times`,
    },
    detail: {
      zh: '路上有一跳复制或重试了请求。后端会把一条消息处理多次；微信自己的重试也是这样，所以要按 MsgId 排重。',
      en: 'A hop copied it or tried it again, and a backend would handle one message several times. So it would with WeChat’s own retries: drop repeats by MsgId.',
    },
    fix: {
      zh: '去掉 nginx 的 mirror，检查 proxy_next_upstream 和网关的重试规则。',
      en: 'Take mirror out of nginx; look at proxy_next_upstream and the retry rules of the gateway.',
    },
  })
  return [finding]
}

/** Milliseconds there and back from which the way itself is worth a word. */
const SLOW_MS = 1500

/** Judges the time of a verification, in which the responder takes next to none. */
export function judgeTime(tookMs: number): Finding[] {
  if (tookMs < SLOW_MS) return []
  const seconds = (tookMs / 1000).toFixed(1)
  const left = Math.max(0, 5 - tookMs / 1000).toFixed(1)
  return [
    createFinding('hop.slow', {
      title: { zh: `一来一回用了 ${seconds} 秒`, en: `There and back took ${seconds} seconds` },
      detail: {
        zh: `微信一共只等 5 秒，路上用掉这些，留给后端的只有约 ${left} 秒；微信离隧道的服务器可能更远。`,
        en: `WeChat waits 5 seconds in all, which leaves about ${left} to the backend; WeChat may be farther from the tunnel’s server.`,
      },
      fix: {
        zh: '换用离得近的隧道节点（国内或香港），或者先回 success，再用客服消息补发。',
        en: 'Take a nearer region of the tunnel, or reply success at once and send the rest by the customer-service API.',
      },
    }),
  ]
}

/** Says so if HTTP/1.0 was not taken where HTTP/1.1 was. `status` is 0 if nothing came back. */
export function judgeHttp10(isEchoed: boolean, status: number): Finding[] {
  if (isEchoed) return []
  const how: Bilingual =
    status === 0
      ? { zh: '没有得到回复', en: 'got no response' }
      : status === 200
        ? { zh: '得到的不是 echostr', en: 'got something other than echostr' }
        : { zh: `得到 ${status}`, en: `got ${status}` }
  const finding = createFinding('hop.http10', {
    title: { zh: `用 HTTP/1.0 访问${how.zh}，用 HTTP/1.1 则正常`, en: `HTTP/1.0 ${how.en}; HTTP/1.1 works` },
    detail: {
      zh: '早期抓到的微信请求是 HTTP/1.0；微信现在是否还用，官方没有写。',
      en: 'Older captures of WeChat speak HTTP/1.0; whether it still does is not documented.',
    },
    fix: {
      zh: '验证能通过就不用管；推送时有时无，再换一个接受 HTTP/1.0 的入口。',
      en: 'Leave it if verification passes; if pushes come now and then only, use an entry that takes HTTP/1.0.',
    },
  })
  return [finding]
}

/**
 * Says so if a reply that the responder sent in two parts, `pauseMs` milliseconds apart, came back as one. `gapMs` is the
 * time between the first byte of its body and the last.
 */
export function judgeBuffering(gapMs: number, pauseMs: number): Finding[] {
  if (gapMs >= pauseMs / 2) return []
  const finding = createFinding('hop.buffered', {
    title: {
      zh: '路上有一跳等回复完整了才转发',
      en: 'A hop passes replies on only when they are whole',
    },
    detail: {
      zh: '微信也要等到完整的回复，所以没有影响；只是分段输出的后端看不出先后。',
      en: 'WeChat waits for the whole as well, so it changes nothing; a backend that writes in parts does not gain by it.',
    },
  })
  return [finding]
}
