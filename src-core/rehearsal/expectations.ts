import { PASSIVE_REPLY_PAGE, RECEIVE_EVENT_PAGE } from '../contract/official-pages.ts'
import type { StepState } from '../contract/rehearsal.ts'
import { isTaken } from '../sender/redeliver.ts'
import type { Answered, Expectation } from './step.ts'

/** Official: 全网发布检测说明. */
const RELEASE_PAGE =
  'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/operation/thirdparty/releases_instructions.html'

/** The first delivery is taken: nothing has to be sent twice. */
function isTakenAtOnce({ deliveries }: Answered): boolean {
  const [first] = deliveries
  return first !== undefined && isTaken(first.verdict)
}

/** Nothing is said of answers for which no rule is known. */
function judgeAtOnce(answered: Answered): StepState {
  if (answered.exchange?.judged === false) return 'seen'
  return isTakenAtOnce(answered) ? 'met' : 'unmet'
}

export const ANSWERED: Expectation = {
  says: {
    zh: '第一次推送就在 5 秒内得到有效的回复，空内容和 success 也算',
    en: 'The first delivery has a valid reply within 5 s; empty and success are valid',
  },
  evidence: 'official',
  page: PASSIVE_REPLY_PAGE,
  judge: judgeAtOnce,
}

/** Some events are answered where nobody sees it. */
export const ACKNOWLEDGED: Expectation = {
  ...ANSWERED,
  says: {
    zh: '第一次推送就在 5 秒内得到响应；回复什么用户都看不到',
    en: 'The first delivery has its response within 5 s; the user sees nothing of a reply',
  },
  evidence: 'official',
  page: RECEIVE_EVENT_PAGE,
}

/** A slow backend lets deliveries time out until it has the text. */
export const ANSWERED_IN_THE_END: Expectation = {
  says: {
    zh: '三次推送之内得到有效的回复，超时的不算；只回空内容或 success 时，用户要靠客服消息才有回音，这里看不到',
    en: 'One of the three deliveries gets a reply to be shown, whatever timed out before; after empty or success the user depends on a customer-service message, which cannot be seen here',
  },
  evidence: 'official',
  page: PASSIVE_REPLY_PAGE,
  judge({ exchange, outcome }) {
    if (exchange?.verdict === 'ignored' || exchange?.judged === false) return 'seen'
    return outcome?.kind === 'shown' ? 'met' : 'unmet'
  },
}

/** The release test: a text that is named to the letter. */
export function repliesText(content: string): Expectation {
  return {
    says: {
      zh: `第一次推送就回复文本 ${content}，一字不差`,
      en: `The first delivery has the reply ${content}, to the letter`,
    },
    evidence: 'official',
    page: RELEASE_PAGE,
    judge: (answered) => (isTakenAtOnce(answered) && isText(answered, content) ? 'met' : 'unmet'),
  }
}

/** The present page has no such step any more; what earlier ones said is in many reports. */
export const EVENT_CALLBACK: Expectation = {
  says: {
    zh: '回复文本 LOCATIONfrom_callback。现在的官方页面已经没有这一步，是早期页面的要求，许多公开的实现仍然保留；没有这样回复不算不符',
    en: 'The text LOCATIONfrom_callback. The present official page has no such step: earlier ones had, and many published programs still do it; another reply is no failure',
  },
  evidence: 'observed',
  page: null,
  judge: (answered) => {
    if (!isTakenAtOnce(answered)) return 'unmet'
    return isText(answered, 'LOCATIONfrom_callback') ? 'met' : 'seen'
  },
}

export const EMPTY_THEN_SERVICE: Expectation = {
  says: {
    zh: '5 秒内返回空串，随后用客服消息接口发出 授权码_from_api；这里只看得到空串，客服消息发给了微信，看不到。success 与空串同样表示不回复，但检测要求的是空串',
    en: 'Empty within 5 s, and then a customer-service message with the code and _from_api. Only the empty response can be seen here: that message goes to WeChat. success means no reply as well, but the test asks for empty',
  },
  evidence: 'official',
  page: RELEASE_PAGE,
  judge: (answered) => {
    const { exchange } = answered
    if (!isTakenAtOnce(answered) || exchange?.verdict !== 'ignored') return 'unmet'
    return exchange.response.body === '' ? 'met' : 'seen'
  },
}

function isText({ reply }: Answered, content: string): boolean {
  return reply?.type === 'text' && reply.content === content
}
