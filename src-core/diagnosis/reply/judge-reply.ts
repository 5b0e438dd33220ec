import type { ExchangeMessage, Finding, Severity, Verdict } from '../../contract/exchange.ts'
import { isAcknowledgement } from '../../exchange/acknowledgement.ts'
import { sumUpReply } from '../verdict.ts'
import { judgeAddresses, judgeBlanks } from './addresses.ts'
import { judgeArticles } from './articles.ts'
import { judgeContent } from './content.ts'
import { createYoursIsFine, judgeEffect } from './effect.ts'
import { createNotUtf8, isCompressed, judgeCharset, judgeFraming } from './framing.ts'
import type { JudgedReply } from './judged-reply.ts'
import { judgeLeadingBytes } from './leading-bytes.ts'
import { judgeMessageType } from './message-type.ts'
import { createNotXml } from './not-xml.ts'
import { readReply } from './read-reply.ts'
import type { ReadReply } from './read-reply.ts'
import type { ReplyDocument } from './reply-document.ts'
import { findFields } from './root.ts'
import { judgeStatus } from './status.ts'
import { judgeStructure } from './structure.ts'
import { judgeTiming } from './timing.ts'
import { judgeCdata, judgeCreateTime } from './values.ts'
import { judgeEscapedCdata, judgeWellFormedness } from './well-formedness.ts'

export interface Judgement {
  verdict: Verdict
  /** What decides first: errors, then warnings, then information. */
  findings: Finding[]
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/**
 * What WeChat would make of a reply. `message` is the request's; null where it could not be read. Pure, and never
 * throws, whatever the bytes. Encrypted envelopes are not looked into.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export function judgeReply(reply: JudgedReply, message: ExchangeMessage | null): Judgement {
  const findings = [
    ...judgeStatus(reply),
    ...judgeTiming(reply),
    ...judgeFraming(reply),
    ...judgeBody(reply, message),
  ].toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
  const verdict = sumUpReply(reply.body, findings)
  if (verdict === 'accepted' && !findings.some(({ severity }) => severity === 'error'))
    findings.push(...createYoursIsFine(reply.body, message))
  return { verdict, findings }
}

function judgeBody(reply: JudgedReply, message: ExchangeMessage | null): Finding[] {
  if (reply.unfinished || isAcknowledgement(reply.body) || isCompressed(reply)) return []
  const read = readReply(reply.body)
  // What an error page holds is the status over again.
  if (reply.status !== 200 && !isReply(read)) return []
  if (read.kind === 'not-utf8') return [createNotUtf8(reply, read.invalidAt)]
  if (read.kind === 'not-xml') return [createNotXml(reply.body, read)]
  const { source, lead, parsed } = read
  return [
    ...judgeLeadingBytes(source, lead),
    ...judgeWellFormedness(source, parsed),
    ...judgeCharset(reply, source, parsed),
    ...(parsed.ok ? judgeDocument(findFields(source, parsed.document.root), message) : []),
  ]
}

function isReply(read: ReadReply): boolean {
  return read.kind === 'xml' && read.parsed.ok && read.parsed.document.root.name === 'xml'
}

function judgeDocument(
  { document, findings }: ReturnType<typeof findFields>,
  message: ExchangeMessage | null,
): Finding[] {
  if (!document || isEnvelope(document)) return findings
  return [
    ...findings,
    ...judgeEscapedCdata(document),
    ...judgeAddresses(document, message),
    ...judgeMessageType(document),
    ...judgeStructure(document),
    ...judgeContent(document),
    ...judgeArticles(document, message),
    ...judgeBlanks(document),
    ...judgeCreateTime(document),
    ...judgeCdata(document),
    ...judgeEffect(document, message),
  ]
}

/** An encrypted reply: its fields are inside, and the envelope has rules of its own. */
function isEnvelope({ root }: ReplyDocument): boolean {
  return root.children.some((child) => child.type === 'element' && child.name === 'Encrypt')
}
