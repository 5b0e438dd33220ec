import type { Finding } from '../../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import { createFinding } from '../finding.ts'

/** Says that a test message which was to wait longer got its answer when WeChat would have gone. */
export function diagnosePatience(durationMs: number): Finding[] {
  if (durationMs <= REPLY_DEADLINE_MS) return []
  const seconds = (Math.ceil(durationMs / 100) / 10).toFixed(1)
  return [
    createFinding('hold.patient', {
      title: {
        zh: `这条测试消息等了 ${seconds} 秒，微信只等 5 秒`,
        en: `This test message waited ${seconds} s; WeChat waits for 5`,
      },
      detail: {
        zh: '发送时选了「测试消息等 60 秒」，所以不算超时。换成真正的用户，微信在第 5 秒就断开并重新推送了。',
        en: 'It was sent with “Test messages wait 60 s”, so the reply is not late. To a real message WeChat would have hung up after 5 s, and sent it again.',
      },
      fix: {
        zh: '要试真实的时限，在「发一条测试消息」里关掉这个开关。',
        en: 'To try the real limit, turn that switch off where test messages are sent.',
      },
    }),
  ]
}
