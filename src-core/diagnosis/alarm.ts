import type { Alarm, AlarmKind } from '../contract/alarm.ts'
import type { ExchangeMessage, Finding } from '../contract/exchange.ts'
import type { FindingCode } from '../contract/findings.ts'
import { readAlarmStatus } from '../wechat/alarm-line.ts'
import { createFinding } from './finding.ts'
import type { FindingTexts } from './finding.ts'
import { isHop } from './hop/judge-hop.ts'
import { judgeReply } from './reply/judge-reply.ts'

/**
 * Says what one of WeChat's alarms means. `message` is the one that the alarm is about, if the workbench has it: some
 * faults show only in comparison with it.
 *
 * Source: https://developers.weixin.qq.com/doc/service/guide/dev/api/warn_guide.html
 */
export function diagnoseAlarm(alarm: Alarm, message: ExchangeMessage | null): Finding[] {
  const general = alarm.kind === null || alarm.kind === 'reply-invalid' ? [] : [create(alarm.kind)]
  return [...general, ...diagnoseAnswer(alarm, message ?? createAsked(alarm))]
}

function diagnoseAnswer(alarm: Alarm, message: ExchangeMessage | null): Finding[] {
  const { kind, reply } = alarm
  const status = readAlarmStatus(alarm)
  if (!reply) {
    if (status !== null && status !== 200) return judgeBody('', status, null)
    return kind === 'reply-invalid'
      ? [createFinding('status.not-200', { severity: 'warning', ...NOT_SHOWN })]
      : []
  }
  if (reply.cut)
    return [
      ...judgeCut(reply.content, status ?? 200, message),
      createFinding('reply.length-mismatch', { severity: 'info', ...describeCut(reply) }),
    ]
  const findings = [...judgeBody(reply.content, status ?? 200, message), ...judgeSender(alarm)]
  if (findings.some(({ severity }) => severity === 'error')) return findings
  // The one warning that WeChat itself has been seen to complain of.
  if (findings.some(({ code }) => code === 'reply.wrong-sender')) return findings
  const fine = status === 200 ? FINE_WITH_STATUS : FINE_IN_ITSELF
  return [createFinding('status.not-200', { severity: 'warning', ...fine }), ...findings]
}

/**
 * Returns what an alarm tells of the message that it is about, to compare the answer with: the user, and the kind of
 * message. The account is known if the answer has the two the wrong way round. Null if it does not name the user.
 */
function createAsked({ openId, fields, reply }: Alarm): ExchangeMessage | null {
  if (openId === null) return null
  const field = (name: string) => fields.find(([key]) => key.trim().toLowerCase() === name)?.[1] ?? null
  const to = readAddress(reply?.content ?? '', 'ToUserName')
  const from = readAddress(reply?.content ?? '', 'FromUserName')
  const isReversed = to !== null && to !== openId && (from === openId || to.startsWith('gh_'))
  return {
    type: field('event') === null ? (field('msg')?.toLowerCase() ?? '') : 'event',
    event: null,
    from: openId,
    to: isReversed ? to : null,
    xml: '',
    json: null,
  }
}

/** Returns the text of an element of a reply that may be cut off, or malformed. */
function readAddress(content: string, name: string): string | null {
  return new RegExp(`<${name}>\\s*(?:<!\\[CDATA\\[)?\\s*([\\w-]+)`).exec(content)?.[1] ?? null
}

/** Finds a sender that no account can be: an alarm does not tell the account, but that one is not it. */
function judgeSender({ openId, reply }: Alarm): Finding[] {
  const from = readAddress(reply?.content ?? '', 'FromUserName')
  const isAppId = /^wx[0-9a-f]{16}$/.test(from ?? '')
  const isUser =
    from !== null && from === openId && readAddress(reply?.content ?? '', 'ToUserName') === openId
  if (!isAppId && !isUser) return []
  return [
    createFinding('reply.wrong-sender', {
      title: isAppId
        ? { zh: 'FromUserName 填的是 AppID', en: 'FromUserName is an AppID' }
        : {
            zh: 'FromUserName 和 ToUserName 都是用户的 OpenID',
            en: 'FromUserName and ToUserName are both the user’s OpenID',
          },
      detail: {
        zh: 'FromUserName 必须是公众号的原始 ID（gh_ 开头），否则用户会看到故障提示。',
        en: 'FromUserName must be the account’s original ID (gh_…), or the user sees the fault prompt.',
      },
      fix: { zh: '填请求里的 ToUserName。', en: 'Put the request’s ToUserName here.' },
    }),
  ]
}

/** Keeps only the findings that the beginning of a text can show, since its end is missing. */
function judgeCut(content: string, status: number, message: ExchangeMessage | null): Finding[] {
  const seen = judgeBody(content, status, null).filter(({ code }) => isHop(code) || OF_BEGINNINGS.has(code))
  // The elements that are whole make a reply of their own, whose addresses can be compared.
  const end = content.lastIndexOf('</')
  const close = content.indexOf('>', end)
  if (!/^\s*<xml>/.test(content) || end < 0 || close < 0) return seen
  const whole = judgeBody(`${content.slice(0, close + 1)}</xml>`, status, message)
  return [...seen, ...whole.filter(({ code }) => OF_ADDRESSES.has(code)).map(withoutRepair)]
}

/** A part of a reply cannot be mended. */
function withoutRepair(finding: Finding): Finding {
  const part = { ...finding }
  delete part.repair
  return part
}

const OF_BEGINNINGS: ReadonlySet<FindingCode> = new Set([
  'reply.not-xml',
  'reply.leading-bytes',
  'status.not-200',
  'status.refused',
  'status.redirect',
])
const OF_ADDRESSES: ReadonlySet<FindingCode> = new Set(['reply.not-swapped', 'reply.wrong-sender'])

/** Judges a reply's body. `message` is the message that it answers, as far as it is known. */
function judgeBody(content: string, status: number, message: ExchangeMessage | null): Finding[] {
  const body = new TextEncoder().encode(content)
  return judgeReply({ status, headers: [], body, durationMs: 0 }, message).findings
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
      title: { zh: '5 秒内没有回复完', en: 'No complete reply within 5 s' },
      detail: {
        zh: '请求已经送到，回复没有在 5 秒内到达；微信会重发，三次都失败时用户看到故障提示。',
        en: 'The request arrived and the reply did not within 5 s; WeChat sends it again, and after three failures the user sees the fault prompt.',
      },
      fix: {
        zh: '先立即返回 success，再用客服消息回复；群发和模板消息的回执会集中到达，要能承受这样的并发。',
        en: 'Return success at once and reply through the customer-service API; receipts of mass and template messages come in bursts, which the server must be able to take.',
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
        zh: '在它之前一定还有超时或「回应不合法」的报警，先解决那一个。',
        en: 'An alarm about timeouts or invalid responses came before this one; see to that one.',
      },
    },
  },
}

const NOT_SHOWN: FindingTexts = {
  title: {
    zh: '响应不合法，但报警里没有带上响应的内容',
    en: 'The response was invalid, and the alarm does not show it',
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

const FINE_WITH_STATUS: FindingTexts = {
  title: {
    zh: '报警里的状态码是 200，响应的内容也没有问题',
    en: 'The alarm says 200, and the content of the response is fine',
  },
  detail: {
    zh: '内容正确、状态码也对而仍然报警，多半是连接在发完之前断开，或报警里看不到的地方不对（空白、BOM、加密）。',
    en: 'Where content and status are right, the connection most likely broke before the end, or something is wrong that an alarm does not show: blanks, a byte order mark, the encryption.',
  },
  fix: {
    zh: '在接入层的日志里核对这次请求实际发出的字节数。',
    en: 'Check in the log of your front end how many bytes were sent for this request.',
  },
}

const FINE_IN_ITSELF: FindingTexts = {
  title: { zh: '响应的内容本身没有问题', en: 'The content of the response is fine' },
  detail: {
    zh: '报警不写状态码。内容正确而仍然报警，多半是状态码不是 200（NestJS 对 POST 默认返回 201），或者连接在发完之前断开。',
    en: 'An alarm does not tell the status. Where the content is right, the status most likely was not 200 (NestJS returns 201 for a POST), or the connection broke before the end.',
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
      zh: length === null ? '报警里的响应被截断了' : `报警只带了响应的前 ${shown} 字节，共 ${length} 字节`,
      en:
        length === null
          ? 'The alarm cuts the response off'
          : `The alarm shows ${shown} of the ${length} bytes of the response`,
    },
    detail: {
      zh: '后面的部分看不到，只能判断开头；粘贴时也可能丢了空白或换行。',
      en: 'The rest is not there, so that only its beginning can be judged; pasting may have lost blanks or line ends, too.',
    },
  }
}
