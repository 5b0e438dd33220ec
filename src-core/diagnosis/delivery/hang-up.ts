import type { Finding } from '../../contract/exchange.ts'
import type { Reply } from '../../exchange/answer.ts'
import type { Received } from '../../exchange/receive.ts'
import { createFinding } from '../finding.ts'

/** Says of a genuine message that its sender did not wait for the answer. */
export function diagnoseHangUp({ kind, incoming }: Received, { http }: Reply): Finding[] {
  // If we cut the connection on purpose, as for a backend that was too late, nobody hung up.
  if (kind === 'refused' || http || !incoming.gone?.aborted) return []
  return [
    createFinding('reply.unsent', {
      title: { zh: '还没回复，对方就断开了', en: 'The other side hung up before there was a reply' },
      detail: {
        zh: '微信等 5 秒就会断开并重新推送；隧道或测试程序的时限可能更短。什么也没有发出。',
        en: 'WeChat hangs up after 5 seconds and sends the message again; a tunnel or test program may wait less. Nothing was sent.',
      },
      fix: {
        zh: '把等待时间设得比对方的时限短，到时会自动回复 success。',
        en: 'Set the waiting time shorter than the other side waits; success is then sent automatically in time.',
      },
    }),
  ]
}
