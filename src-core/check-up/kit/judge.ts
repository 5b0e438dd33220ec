import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { isTooLate } from '../../diagnosis/delivery/unreachable.ts'
import { createReplyBrief } from '../../exchange/reply-brief.ts'
import type { CaseEnd } from './case.ts'
import { createBrokenOff, createForgedTaken } from './findings.ts'
import type { Returned } from './talk.ts'

/** Returns what WeChat would not take in the answer to a genuine request: errors only. */
export function findFaults({ findings }: Pick<Returned, 'findings'>): Finding[] {
  return findings.filter(({ severity }) => severity === 'error')
}

/** Ends a case that sent one genuine request. */
export function endGenuine(returned: Returned): CaseEnd {
  return { came: describeReturned(returned), findings: findFaults(returned) }
}

/** Ends a case that sent several genuine requests: the faults of the first that failed. */
export function endAllGenuine(all: readonly Returned[], more: readonly Finding[] = []): CaseEnd {
  const failed = all.find((one) => findFaults(one).length > 0)
  return { came: describeAll(all), findings: [...(failed ? findFaults(failed) : []), ...more] }
}

/**
 * Ends a case that sent a forged request. Back ends refuse with 401, 403 or 400, with an exception, with nothing, or in
 * words that are no message: a reply to a message shows that it was handled. `what` names what was forged.
 */
export function endForged(returned: Returned, what: Bilingual): CaseEnd {
  const findings =
    returned.reply.kind === 'message' ? [createForgedTaken(what)] : findBrokenOff(returned.outcome)
  return { came: describeReturned(returned), findings }
}

/**
 * Finds that no answer began, for another reason than the time: nobody refuses so who is still there. Whether the
 * backend answers afterwards tells nothing, where a process manager starts it again.
 */
export function findBrokenOff({ response, error }: Returned['outcome']): Finding[] {
  return response || isTooLate(error) ? [] : [createBrokenOff(error?.code ?? 'ERROR')]
}

/** Returns an answer in one line: status, time, and the reply in a few words. */
export function describeReturned({ outcome, exchange, reply, durationMs }: Returned): Bilingual {
  const { response, error } = outcome
  if (!response) {
    if (isTooLate(error)) return { zh: '5 秒内没有响应', en: 'no response within 5 s' }
    const code = error?.code ?? 'ERROR'
    return { zh: `没有响应（${code}）`, en: `no response (${code})` }
  }
  const plain = reply.kind === 'message' ? reply.text : undefined
  const brief = createReplyBrief({
    ...exchange,
    response: { ...exchange.response, ...(plain !== undefined && { plain }) },
  })
  const said = ((): Bilingual => {
    switch (brief.kind) {
      case 'nothing':
      case 'empty':
        return { zh: '空内容', en: 'nothing' }
      case 'success':
        return { zh: 'success', en: 'success' }
      case 'echo':
        return { zh: 'echostr', en: 'echostr' }
      case 'sealed':
        return { zh: '加密的回复', en: 'an encrypted reply' }
      case 'message':
        return brief.text === ''
          ? { zh: brief.type, en: brief.type }
          : { zh: `${brief.type}「${brief.text}」`, en: `${brief.type} “${brief.text}”` }
      case 'other':
        return { zh: `「${brief.text}」`, en: `“${brief.text}”` }
    }
  })()
  const head = [String(response.status), `${Math.round(durationMs)} ms`]
  return { zh: [...head, said.zh].join('，'), en: [...head, said.en].join(', ') }
}

/** Returns several answers in one line. */
export function describeAll(all: readonly Returned[]): Bilingual {
  const [only] = all
  if (only && all.length === 1) return describeReturned(only)
  const failed = all.filter((one) => findFaults(one).length > 0)
  const slowest = Math.round(Math.max(0, ...all.map(({ durationMs }) => durationMs)))
  const first = failed[0] && describeReturned(failed[0])
  return {
    zh: `${all.length} 次请求，失败 ${failed.length} 次，最慢 ${slowest} ms${first ? `；第一次失败：${first.zh}` : ''}`,
    en: `${all.length} requests, ${failed.length} failed, the slowest ${slowest} ms${first ? `; the first that failed: ${first.en}` : ''}`,
  }
}
