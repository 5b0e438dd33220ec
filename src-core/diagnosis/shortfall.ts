import type { Finding } from '../contract/exchange.ts'
import type { Received } from '../exchange/receive.ts'
import { createFinding } from './finding.ts'

/** Says so if the body was kept but not read. */
export function diagnoseUnread({ unread, refusal }: Pick<Received, 'unread' | 'refusal'>): Finding[] {
  if (unread === null) return []
  return [unread === 'defect' ? createNotJudged() : refusal ? createRefusedUnread() : createLargeUnread()]
}

function createLargeUnread(): Finding {
  return createFinding('body.not-read', {
    title: { zh: '请求体太大，这次没有细看', en: 'The body was too large to be looked into this time' },
    detail: {
      zh: '大的请求体每秒只花有限的时间去看，免得耽误其他消息。这一条照样按设定的回复方式回复，但没有解析，规则也没有试；请求体只留下开头的 64 KB。',
      en: 'Only so much time in each second goes to large bodies, so that other messages need not wait. This one still got the kind of reply that is set, but it was not parsed and no rule was tried; the first 64 KB of its body are kept.',
    },
    fix: {
      zh: '微信的消息不过几 KB。如果是你自己的测试，慢一点再发一次；否则有人拿到了带签名的地址在重放，请更换 Token。',
      en: 'What WeChat sends is a few KB. If this is a test of yours, send it again at a slower pace; if not, somebody replays a signed address, and the token should be changed.',
    },
  })
}

function createRefusedUnread(): Finding {
  return createFinding('body.not-read', {
    severity: 'info',
    title: { zh: '被拒绝的请求太多，这一条没有细看', en: 'Too many rejected requests to look into this one' },
    detail: {
      zh: '被拒绝的请求每秒只花有限的时间去看，免得耽误真正的消息。请求体的开头照样留着。',
      en: 'Only so much time in each second goes to rejected requests, so that genuine messages need not wait. The beginning of the body is kept all the same.',
    },
    fix: {
      zh: '想知道里面是什么，请让对方慢一点再发一次。',
      en: 'To see what is in it, have it sent again when it is calmer.',
    },
  })
}

/**
 * Creates the finding for an exchange that could not be judged: a defect of ours, and no reason to leave a message
 * unanswered.
 */
export function createNotJudged(): Finding {
  return createFinding('exchange.not-judged', {
    title: { zh: '调试台没能诊断这一条', en: 'The workbench failed to judge this one' },
    detail: {
      zh: '诊断时出了错，这是调试台自己的缺陷。请求照样回复和保存了，但这里的诊断不完整。',
      en: 'Judging it went wrong, which is a defect of the workbench. The request got its reply and was kept all the same; what is said of it here is not complete.',
    },
    fix: {
      zh: '请把这条记录连同终端里的错误信息反馈给我们。',
      en: 'Please report it, together with this exchange and the error in the terminal.',
    },
  })
}

/** Creates the finding for a reply that could not be made, which is a defect of ours as well. */
export function createNotAnswered(): Finding {
  return createFinding('exchange.not-answered', {
    title: {
      zh: '调试台没能按设置生成回复，回了 success',
      en: 'The workbench failed to make the reply that was set, and sent success',
    },
    detail: {
      zh: '生成回复时出了错，这是调试台自己的缺陷。success 让微信不再重发，用户看不到内容。',
      en: 'Making the reply went wrong, which is a defect of the workbench. With success WeChat does not send the message again, and the user sees nothing.',
    },
    fix: {
      zh: '换一种回复方式可以继续；请把这条记录连同终端里的错误信息反馈给我们。',
      en: 'Another kind of reply lets you go on. Please report it, together with this exchange and the error in the terminal.',
    },
  })
}
