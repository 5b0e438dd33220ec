import type { PhoneItem, PhoneOutcome, PhoneText } from '../contract/phone-view.ts'
import type { Bilingual } from '../contract/text.ts'
import type { Answered } from './step.ts'

/** The most characters of a reply that one line shows. */
const SHOWN = 40

/** Says in one line on which delivery, and how long after the first one began, the user gets what. */
export function describeAnswered({ deliveries, exchange, outcome }: Answered): Bilingual {
  const last = deliveries.at(-1)
  const first = deliveries[0]
  if (!last || !first) return { zh: '没有发出', en: 'nothing was sent' }
  const seconds = ((last.sentAt + last.durationMs - first.sentAt) / 1000).toFixed(1)
  const what = !exchange
    ? { zh: `被拒绝（HTTP ${last.status}）`, en: `turned away (HTTP ${last.status})` }
    : exchange.verdict === 'rejected'
      ? { zh: '请求被拒绝', en: 'the request was refused' }
      : // A message that cannot be read is for nobody's phone, whatever was replied.
        describeOutcome(outcome ?? { kind: 'unknown', why: 'unjudged' })
  return {
    zh: `第 ${last.attempt} 次推送，第 ${seconds} 秒：${what.zh}`,
    en: `delivery ${last.attempt}, after ${seconds} s: ${what.en}`,
  }
}

function describeOutcome(outcome: PhoneOutcome): Bilingual {
  switch (outcome.kind) {
    case 'shown': {
      const item = describeItem(outcome.item)
      return { zh: `用户收到${item.zh}`, en: `the user gets ${item.en}` }
    }
    case 'nothing':
      return NOTHING[outcome.why]
    case 'fault':
      return { zh: '用户看到故障提示', en: 'the user sees the fault prompt' }
    case 'retried':
      return outcome.isLast
        ? {
            zh: '没有有效的回复，用户看到故障提示',
            en: 'no valid reply; the user sees the fault prompt',
          }
        : { zh: '没有有效的回复，微信会再推', en: 'no valid reply; WeChat asks again' }
    case 'unknown':
      return { zh: '不知道用户会看到什么', en: 'what the user sees is not known' }
  }
}

const NOTHING: Record<Extract<PhoneOutcome, { kind: 'nothing' }>['why'], Bilingual> = {
  empty: { zh: '回复为空，用户什么也看不到', en: 'empty; the user sees nothing' },
  success: { zh: '回复 success，用户什么也看不到', en: 'success; the user sees nothing' },
  guarded: {
    zh: '后端的回复换成了 success，用户什么也看不到',
    en: 'success in place of the backend’s reply',
  },
  'no-effect': { zh: '回复没有效果，用户看不到', en: 'the reply has no effect; the user sees nothing' },
  'not-a-reply': { zh: '这种推送没有回复', en: 'such a push has no reply' },
}

function describeItem(item: PhoneItem): Bilingual {
  switch (item.kind) {
    case 'text': {
      const text = textOf(item)
      return { zh: `文本「${text}」`, en: `the text “${text}”` }
    }
    case 'news':
      return { zh: `图文（${item.count} 篇）`, en: `news (articles: ${item.count})` }
    case 'transfer':
      return { zh: '客服的接待（消息已转给客服）', en: 'an agent: the message is passed on' }
    case 'other':
      return { zh: ` ${item.type}`, en: item.type }
    default:
      return KINDS[item.kind]
  }
}

const KINDS = {
  image: { zh: '图片', en: 'an image' },
  voice: { zh: '语音', en: 'a voice message' },
  video: { zh: '视频', en: 'a video' },
  music: { zh: '音乐', en: 'music' },
} satisfies Partial<Record<PhoneItem['kind'], Bilingual>>

function textOf({ runs }: PhoneText): string {
  const text = runs
    .map((run) => (run.kind === 'mark' ? '' : run.kind === 'face' ? run.emoji : run.text))
    .join('')
    .replace(/\s+/g, ' ')
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN).replace(/[\uD800-\uDBFF]$/, '')}…`
}
