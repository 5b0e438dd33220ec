import type { HttpRequest } from '../../ports/http.ts'
import type { CaseEnd } from '../kit/case.ts'
import { createDeadAfterwards, createEntityExpanded, createExternalEntity } from '../kit/findings.ts'
import { describeReturned, findBrokenOff } from '../kit/judge.ts'
import { withQuery } from '../kit/query.ts'
import type { PushHow, Talk } from '../kit/talk.ts'
import { createDeep, EXPANDED, wrap } from './hostile-bodies.ts'

/** Sends a hostile body, and verifies the address before and after it. */
export async function sendHostile(
  talk: Talk,
  body: string,
  { mayHangUp = false, change }: { mayHangUp?: boolean } & Pick<PushHow, 'change'> = {},
): Promise<CaseEnd> {
  const before = await talk.verify()
  if (before.verdict !== 'accepted')
    return {
      because: {
        zh: '这时连验证都通不过，看不出有没有影响',
        en: 'it failed the verification before, so that nothing would show',
      },
    }
  const fetched = talk.bait?.hits().length ?? 0
  const returned = await talk.push(body, { mode: 'plaintext', ...(change && { change }) })
  const after = await talk.verify()
  const hits = talk.bait?.hits().slice(fetched) ?? []
  const isExpanded = returned.reply.kind === 'message' && returned.reply.text.includes(EXPANDED)
  const brokenOff = mayHangUp ? [] : findBrokenOff(returned.outcome)
  return {
    came: describeReturned(returned),
    findings: [
      ...(after.verdict === 'accepted' ? brokenOff : [createDeadAfterwards(after.exchange.response.status)]),
      ...returned.findings.filter(({ code }) => code === 'reply.too-late'),
      ...(hits.length > 0 ? [createExternalEntity([...new Set(hits)])] : []),
      ...(isExpanded ? [createEntityExpanded()] : []),
    ],
  }
}

/** Sends deep XML with parameters that anybody can write. */
export async function sendUnsigned(talk: Talk): Promise<CaseEnd> {
  const change = (request: HttpRequest) =>
    withQuery(request, { signature: 'x', encrypt_type: 'aes', msg_signature: 'x' })
  // Who refuses before the whole body has come may close the connection on it, now and then: that is no fault, and
  // shows with any body of this size.
  let mayHangUp = false
  for (let count = 0; count < 5; count++) {
    const flat = wrap(talk, 'a'.repeat(createDeep().length))
    const { outcome } = await talk.push(flat, { mode: 'plaintext', change })
    mayHangUp ||= findBrokenOff(outcome).length > 0
  }
  let end = await sendHostile(talk, wrap(talk, createDeep()), { mayHangUp, change })
  for (let count = 1; count < 3 && 'findings' in end && end.findings.length > 0; count++)
    end = await sendHostile(talk, wrap(talk, createDeep()), { mayHangUp, change })
  return end
}
