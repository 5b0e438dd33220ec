import type { Exchange, Finding, Verdict } from '../../contract/exchange.ts'
import { DELIVERY_ATTEMPTS } from '../../contract/limits.ts'
import type { Bilingual } from '../../contract/text.ts'
import { isAcknowledgement } from '../../exchange/acknowledgement.ts'
import { SEEN_GAP_MS, SILENCE } from '../../wechat/behaviour.ts'
import { createFinding } from '../finding.ts'

/** The delivery at hand. */
export interface Delivered {
  /** Epoch milliseconds. */
  receivedAt: number
  /** 2 for the first retry. */
  attempt: number
  /** The reply that was sent. */
  body: string
}

/** Says why a message was delivered again. `before` are the earlier deliveries of the same message, newest first. */
export function diagnoseRetries(current: Delivered, before: readonly Exchange[]): Finding[] {
  const last = before[0]
  if (!last) return []
  return [createDuplicate(current, last, before.at(-1)!), ...diagnoseDifference(current, before)]
}

function createDuplicate({ receivedAt, attempt }: Delivered, last: Exchange, first: Exchange): Finding {
  const gap = receivedAt - last.receivedAt
  const seconds = (Math.max(0, gap) / 1000).toFixed(1)
  const failure = first.findings.find(({ severity }) => severity === 'error')
  const cause = nameCause(gap, gap - last.response.durationMs, last)
  const reason: Bilingual = failure
    ? { zh: `第一次的问题：${failure.title.zh}。`, en: `What was wrong the first time: ${failure.title.en}.` }
    : {
        zh: '第一次的回复在这里看没有问题，可能在路上（隧道、代理）丢了或晚到了。',
        en: 'The first reply looks right from here; it may have been lost or delayed on its way (tunnel, proxy).',
      }
  return createFinding('retry.duplicate', {
    title: {
      zh: `同一条消息第 ${attempt} 次推送，距上次 ${seconds} 秒${cause.zh}`,
      en: `Delivery ${attempt} of the same message, ${seconds} s after the last${cause.en}`,
    },
    detail:
      attempt < DELIVERY_ATTEMPTS
        ? {
            zh: `${reason.zh}没有得到有效回复时，微信会再推，总共三次。`,
            en: `${reason.en} Without a valid reply WeChat sends a message again, three times in all.`,
          }
        : {
            zh: `${reason.zh}微信总共推送三次，这是最后一次。`,
            en: `${reason.en} WeChat sends a message three times in all, and this was the last.`,
          },
    fix: {
      zh: '先解决第一次失败的原因；来不及处理就先回 success。',
      en: 'Fix what failed the first time; where the work takes longer, reply success first.',
    },
  })
}

/**
 * Names the likely cause of a retry. `gap` is the time from start to start, `silence` the time since the last answer
 * ended.
 */
function nameCause(gap: number, silence: number, { findings }: Exchange): Bilingual {
  if (gap >= SEEN_GAP_MS.timeout.from && gap <= SEEN_GAP_MS.timeout.to)
    return { zh: '：上次超时了', en: ': the last one timed out' }
  if (gap < SEEN_GAP_MS.invalid || (silence >= 0 && silence < SEEN_GAP_MS.invalid))
    return findings.some(({ severity }) => severity === 'error')
      ? { zh: '：上次的回复无效', en: ': the last reply was invalid' }
      : { zh: '：上次的回复没有被微信收到', en: ': WeChat did not get the last reply' }
  return { zh: '', en: '' }
}

function diagnoseDifference({ body }: Delivered, before: readonly Exchange[]): Finding[] {
  const now = normalize(body)
  if (now === null) return []
  const other = before.find(({ response }) => {
    const then = response.status === 200 ? normalize(response.plain ?? response.body) : null
    return then !== null && then !== now
  })
  return other ? [createDifferentReplies(other.attempt)] : []
}

/** `attempt` is the delivery that got another reply. */
export function createDifferentReplies(attempt: number): Finding {
  return createFinding('retry.not-deduplicated', {
    title: {
      zh: '对同一条消息的两次推送，回复不一样',
      en: 'Two deliveries of one message got different replies',
    },
    detail: {
      zh: `第 ${attempt} 次推送得到的是另一个回复：后端把重复的推送当成新消息又处理了一遍，扣款、发券之类的操作也会重复。`,
      en: `Delivery ${attempt} got another one: the backend took the repetition for a new message, and whatever it does (charges, coupons) it did twice.`,
    },
    fix: {
      zh: '消息用 FromUserName + MsgId 排重，事件用 FromUserName + CreateTime + Event，再加 EventKey 和 MsgID 或 trace_id；重复的直接回 success 或上次的回复。',
      en: 'Deduplicate messages by FromUserName + MsgId, events by FromUserName + CreateTime + Event with EventKey and MsgID or trace_id; reply to a repeated delivery with success or the same reply.',
    },
  })
}

/**
 * Returns the reply without the time of its making, to compare it with others. Returns null if there is nothing to
 * compare: a repetition should get an acknowledgement, and an encrypted reply differs each time.
 */
function normalize(body: string): string | null {
  if (isAcknowledgement(new TextEncoder().encode(body)) || body.includes('<Encrypt>')) return null
  return body
    .replace(/<CreateTime>[\s\S]*?<\/CreateTime>/, '')
    .replace(/>\s+</g, '><')
    .trim()
}

/** The verdict on an exchange, and its start in epoch milliseconds. */
export interface Outcome {
  receivedAt: number
  verdict: Verdict
}

/**
 * Warns if repeated failures may have stopped WeChat's pushes: five within a minute without a success. `recent` are
 * this account's latest exchanges, newest first, including the present one. Requests that were not WeChat's do not
 * count.
 */
export function diagnoseMuted(recent: readonly Outcome[]): Finding[] {
  const genuine = recent.filter(({ verdict }) => verdict !== 'rejected')
  const newest = genuine[0]
  if (!newest) return []
  const end = genuine.findIndex(
    ({ verdict, receivedAt }) =>
      verdict === 'accepted' || verdict === 'ignored' || newest.receivedAt - receivedAt > SILENCE.withinMs,
  )
  const failures = end < 0 ? genuine.length : end
  if (failures < SILENCE.afterFailures) return []
  return [
    createFinding('retry.muted', {
      severity: 'warning',
      title: {
        zh: `一分钟内连续失败 ${failures} 次，微信可能暂停推送`,
        en: `${failures} failures within a minute and no success: WeChat may stop pushing`,
      },
      detail: {
        zh: '官方的报警说明写道，大量失败之后微信会停推一分钟；多少次算大量没有写，五次是这里的估计。这段时间收不到消息，不代表地址坏了。',
        en: 'The official page on alarms says that WeChat stops pushing for a minute after many failures; how many it does not say, and five is a guess of ours. Silence then does not mean that the address is broken.',
      },
      fix: {
        zh: '先修好上面的问题，等一分钟再试。',
        en: 'Fix what is named above, wait a minute and try again.',
      },
    }),
  ]
}
