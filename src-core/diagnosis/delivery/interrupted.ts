import type { Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'

/**
 * Creates the finding for a message that still waited to be answered by hand when the workbench was killed or lost
 * power.
 */
export function createInterrupted(): Finding {
  return createFinding('hold.interrupted', {
    title: {
      zh: '等待手动回复时，调试台意外退出了',
      en: 'The workbench ended while this waited for a reply by hand',
    },
    detail: {
      zh: '连接随之断开，什么也没有发出。微信没有收到回复，会重新推送这条消息，共推送三次。',
      en: 'The connection broke with it, and nothing was sent. WeChat got no reply and will have sent the message again, three times in all.',
    },
    fix: {
      zh: '已写的草稿还在，可以用来回复重新推送的消息。',
      en: 'What had been written is kept as a draft, and can be the reply to a later delivery.',
    },
  })
}
