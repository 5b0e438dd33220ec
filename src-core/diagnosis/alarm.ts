import type { Alarm, AlarmKind } from '../contract/alarm.ts'
import type { ExchangeMessage, Finding } from '../contract/exchange.ts'
import type { FindingCode } from '../contract/findings.ts'
import { createFinding } from './finding.ts'
import type { FindingTexts } from './finding.ts'
import { judgeReply } from './reply/judge-reply.ts'

/**
 * Says what one of WeChat's alarms means. `message` is the one that the alarm is about, if the workbench has it: some
 * faults show only in comparison with it.
 *
 * Source: https://developers.weixin.qq.com/doc/service/guide/dev/api/warn_guide.html
 */
export function diagnoseAlarm(alarm: Alarm, message: ExchangeMessage | null): Finding[] {
  const general = alarm.kind === null || alarm.kind === 'reply-invalid' ? [] : [create(alarm.kind)]
  return [...general, ...diagnoseAnswer(alarm, message)]
}

function diagnoseAnswer({ kind, reply }: Alarm, message: ExchangeMessage | null): Finding[] {
  if (!reply)
    return kind === 'reply-invalid'
      ? [createFinding('status.not-200', { severity: 'warning', ...NOT_SHOWN })]
      : []
  if (reply.cut)
    return [
      createFinding('reply.length-mismatch', { severity: 'info', ...describeCut(reply) }),
      ...judgeCut(reply.content),
    ]
  const findings = judgeBody(reply.content, message)
  if (findings.some(({ severity }) => severity === 'error')) return findings
  return [createFinding('status.not-200', { severity: 'warning', ...FINE_IN_ITSELF }), ...findings]
}

/** Keeps only the findings that the beginning of a text can show, since its end is missing. */
function judgeCut(content: string): Finding[] {
  return judgeBody(content, null).filter(({ code }) => OF_BEGINNINGS.has(code))
}

const OF_BEGINNINGS: ReadonlySet<FindingCode> = new Set([
  'hop.tunnel',
  'hop.edge',
  'hop.proxy',
  'hop.network',
  'reply.not-xml',
  'reply.leading-bytes',
])

/** Judges a reply's body. `message` is the message that it answers, if the workbench has it. */
function judgeBody(content: string, message: ExchangeMessage | null): Finding[] {
  const body = new TextEncoder().encode(content)
  return judgeReply({ status: 200, headers: [], body, durationMs: 0 }, message).findings
}

function create(kind: Exclude<AlarmKind, 'reply-invalid'>): Finding {
  const { code, texts } = KINDS[kind]
  return createFinding(code, texts)
}

const KINDS: Record<Exclude<AlarmKind, 'reply-invalid'>, { code: FindingCode; texts: FindingTexts }> = {
  'dns-failed': {
    code: 'probe.unreachable',
    texts: {
      title: { zh: '微信解析不出你的域名', en: 'WeChat cannot resolve your domain' },
      detail: {
        zh: '推送还没有发出就失败了，后端不会有任何记录。常见原因是域名过期、解析刚改过，或填的 URL 有误。',
        en: 'The push failed before it was sent, so the backend has no trace of it: an expired domain, a DNS record just changed, or a wrong URL.',
      },
      fix: {
        zh: '用 dig 查域名能否得到正确的 IP；只有内网解析得到的域名，微信访问不到。',
        en: 'Ask dig for the domain’s address; one that only your own network resolves is out of WeChat’s reach.',
      },
    },
  },
  'dns-timeout': {
    code: 'probe.unreachable',
    texts: {
      title: { zh: '微信解析你的域名超时', en: 'WeChat’s lookup of your domain timed out' },
      detail: {
        zh: '5 秒内没有得到 IP，推送没有发出。问题在域名的解析服务，不在后端的程序。',
        en: 'There was no address within 5 s and nothing was pushed. The name servers are at fault, not the backend.',
      },
      fix: {
        zh: '检查域名的权威 DNS 是否变慢，必要时换一家解析服务。',
        en: 'See whether the domain’s own name servers are slow, and move to others if they are.',
      },
    },
  },
  'connect-timeout': {
    code: 'probe.unreachable',
    texts: {
      title: { zh: '微信连不上你的服务器', en: 'WeChat cannot connect to your server' },
      detail: {
        zh: 'TCP 连接没有建立，后端不会有任何记录：防火墙、连接数已满、隧道断开，或报警里的 IP 已经不是你的。',
        en: 'No TCP connection came about, so the backend has no trace of it: a firewall, too many connections, a tunnel that is down, or an IP that is no longer yours.',
      },
      fix: {
        zh: '核对报警里的 IP，放行微信的回调 IP，查看接入层的连接数和 backlog。',
        en: 'Check the IP in the alarm, let WeChat’s callback addresses through, and look at the connection limits of your front end.',
      },
    },
  },
  'request-timeout': {
    code: 'reply.too-late',
    texts: {
      title: { zh: '5 秒内没有答完', en: 'No whole answer within 5 s' },
      detail: {
        zh: '请求已经送到，回复没有在 5 秒内到达；微信会重发，三次都失败时用户看到故障提示。',
        en: 'The request arrived and the reply did not within 5 s; WeChat sends it again, and after three failures the user sees the fault prompt.',
      },
      fix: {
        zh: '先立即返回 success，再用客服消息回复；群发和模板消息的回执会集中到达，要能承受这样的并发。',
        en: 'Return success at once and answer through the customer-service API; receipts of mass and template messages come in bursts, which the server must be able to take.',
      },
    },
  },
  muted: {
    code: 'retry.muted',
    texts: {
      title: { zh: '微信停止推送一分钟', en: 'WeChat stops pushing for a minute' },
      detail: {
        zh: '大量失败之后微信会自动屏蔽，这一分钟里的消息不会送达，也不会补发。',
        en: 'After many failures WeChat mutes the account by itself; what happens in that minute is neither delivered nor sent later.',
      },
      fix: {
        zh: '在它之前一定还有超时或回应失败的报警，先解决那一个。',
        en: 'An alarm about time-outs or invalid answers came before this one; see to that one.',
      },
    },
  },
}

const NOT_SHOWN: FindingTexts = {
  title: {
    zh: '回应不合法，但报警里没有带上回应的内容',
    en: 'The answer was invalid, and the alarm does not show it',
  },
  detail: {
    zh: '多半是网络错误或状态码不是 200：这时没有内容可以引用。',
    en: 'Most likely a network error or a status other than 200, of which there is nothing to show.',
  },
  fix: {
    zh: '按报警里的时间和 IP 查接入层的日志，看状态码是不是 5xx 或 499。',
    en: 'Look into the log of your front end at the alarm’s time and IP for 5xx or 499.',
  },
}

const FINE_IN_ITSELF: FindingTexts = {
  title: { zh: '回应的内容本身没有问题', en: 'What was answered is in order' },
  detail: {
    zh: '报警不写状态码。内容正确而仍然报警，多半是状态码不是 200（NestJS 对 POST 默认返回 201），或者连接在发完之前断开。',
    en: 'An alarm does not tell the status. Where the content is right, the status most likely was not 200 (NestJS answers a POST with 201), or the connection broke before the end.',
  },
  fix: {
    zh: '在接入层的日志里核对这次请求的状态码。',
    en: 'Check the status of this request in the log of your front end.',
  },
}

function describeCut({ content, length }: { content: string; length: number | null }): FindingTexts {
  const shown = new TextEncoder().encode(content).length
  return {
    title: {
      zh: `报警只带了回应的前 ${shown} 字节，共 ${length} 字节`,
      en: `The alarm shows ${shown} of the ${length} bytes that were answered`,
    },
    detail: {
      zh: '后面的部分看不到，只能判断开头；粘贴时也可能丢了空白或换行。',
      en: 'The rest is not there, so that only its beginning can be judged; pasting may have lost blanks or line ends, too.',
    },
  }
}
