import { ALARM_PAGE, PASSIVE_REPLY_PAGE } from '../official-pages.ts'
import type { FindingRows } from './kind.ts'

/** Findings about messages that come again, or come no more. */
export const RETRY_FINDINGS = {
  'retry.duplicate': {
    section: 'retries',
    name: { zh: '同一条消息又推送', en: 'Delivered again' },
    severity: 'warning',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明没有得到响应会重新推送；间隔说明的原因来自公开的日志。',
      en: 'That a message without a response is sent again is official; what the time between tells was read off public logs.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: ['https://cnblogs.com/rustfisher/p/15096615.html'],
  },
  'retry.not-deduplicated': {
    section: 'retries',
    name: { zh: '重复推送没有排重', en: 'Not deduplicated' },
    severity: 'warning',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方建议消息用 MsgId 排重，事件用 FromUserName + CreateTime 排重；见过两个用户的 MsgId 相同，也见过同一秒的两个事件。',
      en: 'The official page recommends MsgId to tell messages apart, and FromUserName with CreateTime for events; two users with one MsgId and two events of one second were seen.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: ['binarywang/WxJava#333', 'Senparc/NeuChar#137', 'binarywang/WxJava#2231'],
  },
  'retry.muted': {
    section: 'retries',
    name: { zh: '推送可能被暂停', en: 'Pushes may be paused' },
    severity: 'error',
    // Without an alarm that says so, it is only a suspicion.
    milder: ['warning'],
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方的报警说明写道多次失败后暂停推送一分钟；多少次算多没有写，一分钟五次是这里的估计。',
      en: 'The official page on alarms says that pushes pause for a minute after several failures; how many it does not say, and five within a minute is a guess of ours.',
    },
    page: ALARM_PAGE,
    sources: [],
  },
} as const satisfies FindingRows
