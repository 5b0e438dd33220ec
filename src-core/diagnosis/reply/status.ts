import type { Finding, Place } from '../../contract/exchange.ts'
import type { FindingCode } from '../../contract/findings.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import type { FindingTexts } from '../finding.ts'
import { nameTunnel } from '../hop/tunnel-hosts.ts'
import type { Cause, Question } from '../own-words/cause.ts'
import { findCause } from '../own-words/find-cause.ts'
import { namesException, readTellingLine } from '../own-words/telling-line.ts'
import type { TellingLine } from '../own-words/telling-line.ts'
import { readPage } from '../page/page.ts'
import { isCompressed } from './framing.ts'
import type { JudgedReply } from './judged-reply.ts'
import { explainBehindHop, explainGateway, explainOther, explainUnverified } from './other-status.ts'
import { explainRedirect, isRedirect } from './redirect.ts'
import { explainRefusal } from './refusal.ts'
import { explainPlainHttp } from './plain-http.ts'

/**
 * Judges the status, and quotes what the body says about it. `hop` is true if somebody on the way wrote the answer: the
 * backend is then not to blame.
 */
export function judgeStatus(reply: JudgedReply, question: Question, hop: boolean): Finding[] {
  if (reply.status === 200) return []
  const plainHttp = explainPlainHttp(reply)
  if (plainHttp) return [create('status.not-200', plainHttp, null)]
  if (hop) return [create('status.not-200', explainBehindHop(reply.status, question.to), null)]
  if (isRedirect(reply)) return [create('status.redirect', explainRedirect(reply, question.to), null)]
  return [explainByWords(reply, question)]
}

function explainByWords(reply: JudgedReply, question: Question): Finding {
  const { status } = reply
  const page = isCompressed(reply) ? null : readPage(reply)
  const found = page && findCause(page, status, question)
  // A reply that comes with another status is no error page.
  const telling = page && !/^\s*(?:success\s*$|<\?xml|<xml)/.test(page.text) ? readTellingLine(page) : null
  if (found) {
    // The page's subject is quoted if it holds the words, since it has their surroundings as well.
    const line = !found.line || telling?.text.includes(found.line.text) ? telling : found.line
    return create(
      found.cause.refused ? 'status.refused' : 'status.not-200',
      wordCause(found.cause, status),
      line,
    )
  }
  const refused = explainRefusal(reply, question.to === 'push' ? 'POST' : 'GET')
  if (refused) return create('status.refused', refused, telling)
  return create(
    'status.not-200',
    explainRest(status, question, telling?.text ?? '', page?.text ?? ''),
    telling,
  )
}

function explainRest(status: number, { to, url }: Question, line: string, text: string): FindingTexts {
  // A backend that answers 502 itself says so in JSON or by an exception.
  const own = /^\s*[{[]/.test(text) || namesException(line)
  if ((status === 502 || status === 504) && !own) return explainGateway(status, nameTunnel(url))
  return to === 'push' ? explainOther(status, line !== '') : explainUnverified(status)
}

function wordCause({ title, detail, fix }: Cause, status: number): FindingTexts {
  const named: Bilingual = title
    ? { zh: `${title.zh}（${status}）`, en: `${title.en} (${status})` }
    : { zh: `状态码是 ${status}，不是 200`, en: `The status is ${status}, not 200` }
  return { title: named, detail, fix }
}

function create(code: FindingCode, texts: FindingTexts, line: TellingLine | null): Finding {
  const at: Place = line?.at ?? { in: 'reply-status' }
  return createFinding(code, line ? { ...texts, title: quote(texts.title, line) } : texts, at)
}

function quote(title: Bilingual, { text }: TellingLine): Bilingual {
  return { zh: `${title.zh}：「${text}」`, en: `${title.en}: “${text}”` }
}
