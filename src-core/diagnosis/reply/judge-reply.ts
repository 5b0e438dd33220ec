import type { ExchangeMessage, Finding } from '../../contract/exchange.ts'
import { orderFindings } from '../../contract/findings/kind.ts'
import { isAcknowledgement } from '../../exchange/acknowledgement.ts'
import type { Judgement } from '../judgement.ts'
import { createLostDigits, findLostDigits } from '../lost-digits.ts'
import { sumUpReply } from '../verdict.ts'
import { judgeAddresses, judgeBlanks } from './addresses.ts'
import { judgeArticles } from './articles.ts'
import { judgeCdataMarkers } from './cdata-markers.ts'
import { judgeContent } from './content.ts'
import { createYoursIsFine, judgeEffect } from './effect.ts'
import { createNotUtf8, judgeCharset } from './charset.ts'
import { isCompressed } from './framing.ts'
import { bodyToJudge } from './judged-body.ts'
import { judgeInnerReply } from './inner-reply.ts'
import type { JudgedReply } from './judged-reply.ts'
import { judgeLeadingBytes } from './leading-bytes.ts'
import { judgeMessageType } from './message-type.ts'
import { createErrorPage } from './error-page.ts'
import { createNotXml } from './not-xml.ts'
import { judgeReadable } from './readable/judge-readable.ts'
import { readReply } from './read-reply.ts'
import type { ReadReply } from './read-reply.ts'
import type { ReplyDocument } from './reply-document.ts'
import { placeIn } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'
import { findFields } from './root.ts'
import { judgeStructure } from './structure.ts'
import { judgeTail } from './tail.ts'
import { judgeTransfer } from './transfer.ts'
import { judgeTransport } from './transport.ts'
import { judgeCdata, judgeCreateTime } from './values.ts'
import { judgeEscapedCdata, judgeWellFormedness } from './well-formedness.ts'

/**
 * Judges a reply as WeChat would take it. `message` is the request's; null if it could not be read. Pure, and never
 * throws, whatever the bytes. Does not open encrypted envelopes: see `judgeAnswer`.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export function judgeReply(reply: JudgedReply, message: ExchangeMessage | null): Judgement {
  return judgeRead(reply, readBody(reply), message)
}

/** The result of opening an encrypted reply. `inside` is null if nothing was encrypted or it cannot be read. */
export interface OpenedReply {
  findings: Finding[]
  inside: Uint8Array | null
}

const NOT_ENCRYPTED: OpenedReply = { findings: [], inside: null }

/**
 * Judges a body that has been read; `read` is null if there is nothing in it to read. Findings inside an envelope have
 * their places in the decrypted text.
 */
export function judgeRead(
  reply: JudgedReply,
  read: ReadReply | null,
  message: ExchangeMessage | null,
  { findings: outside, inside }: OpenedReply = NOT_ENCRYPTED,
): Judgement {
  const findings = orderFindings([
    ...outside,
    ...judgeTransport(reply, !read || read.kind === 'xml'),
    ...(read ? judgeBody(reply, read, message) : []),
    ...(inside ? judgeInside(inside, message) : []),
  ])
  const verdict = isWhole(reply) ? sumUpReply(bodyToJudge(reply) ?? reply.body, findings) : 'retried'
  // Added only if nothing is wrong: the cause then lies elsewhere.
  if (verdict === 'accepted' && findings.every(({ severity }) => severity === 'info'))
    findings.push(...createYoursIsFine(inside ?? reply.body, message))
  return { verdict, findings }
}

/** Tells whether WeChat has an answer: most likely none, if it is not one whole HTTP response. */
function isWhole({ broken }: JudgedReply): boolean {
  return !broken || broken.fault.kind === 'surplus'
}

/** Reads a body. Returns null if there is nothing to read: it is empty, `success`, compressed or not whole. */
export function readBody(reply: JudgedReply): ReadReply | null {
  const body = bodyToJudge(reply)
  if (!body || isAcknowledgement(body) || isCompressed(reply)) return null
  return readReply(body)
}

function judgeInside(body: Uint8Array, message: ExchangeMessage | null): Finding[] {
  const reply = { status: 200, headers: [], body, durationMs: 0 }
  const read = readBody(reply)
  return read ? judgeBody(reply, read, message) : []
}

function judgeBody(reply: JudgedReply, read: ReadReply, message: ExchangeMessage | null): Finding[] {
  // The content of an error page only repeats the status.
  if (reply.status !== 200 && !isReply(read)) return []
  if (read.kind === 'not-utf8') return [createNotUtf8(reply, read.invalidAt)]
  const lost = judgeDigits(read.source, message)
  if (read.kind === 'not-xml')
    return [createErrorPage(reply, read.repair) ?? createNotXml(reply.body, read), ...lost]
  const { source, lead, tailAt, parsed } = read
  const charset = judgeCharset(reply, source, parsed)
  const inner = judgeInnerReply(source)
  // Broken markers, or a reply within the reply, explain whatever else the XML has.
  const markers = inner.length > 0 ? [] : judgeCdataMarkers(source, parsed)
  return [
    ...judgeLeadingBytes(source, lead),
    ...(tailAt === null ? [] : judgeTail(source, tailAt)),
    ...inner,
    ...markers,
    ...(inner.length + markers.length === 0 ? judgeWellFormedness(source, parsed) : []),
    ...charset,
    ...(parsed.ok && markers.length === 0
      ? judgeDocument(findFields(source, parsed.document.root), message, (document) =>
          inner.length > 0 ? [] : judgeTexts(document, message, charset.length > 0),
        )
      : []),
    ...lost,
  ]
}

function judgeDigits(source: ReplyText, message: ExchangeMessage | null): Finding[] {
  const lost = message && findLostDigits(message.json, source.text)
  return lost ? [createLostDigits(lost, IN_REPLY, placeIn(source, lost.start, lost.end))] : []
}

const IN_REPLY = { zh: '回复里', en: 'in the reply' }

function isReply(read: ReadReply): boolean {
  return read.kind === 'xml' && read.parsed.ok && read.parsed.document.root.name === 'xml'
}

function judgeDocument(
  { document, findings }: ReturnType<typeof findFields>,
  message: ExchangeMessage | null,
  judgeTextsOf: (document: ReplyDocument) => Finding[],
): Finding[] {
  if (!document || isEnvelope(document)) return findings
  return [
    ...findings,
    ...judgeEscapedCdata(document),
    ...judgeAddresses(document, message),
    ...judgeMessageType(document),
    ...judgeStructure(document),
    ...judgeTransfer(document),
    ...judgeArticles(document, message),
    ...judgeBlanks(document),
    ...judgeCreateTime(document),
    ...judgeTextsOf(document),
    ...judgeEffect(document, message),
  ]
}

function judgeTexts(
  document: ReplyDocument,
  message: ExchangeMessage | null,
  isDeclared: boolean,
): Finding[] {
  return [
    ...judgeContent(document),
    ...judgeReadable(document, message?.xml ?? '', isDeclared),
    ...judgeCdata(document),
  ]
}

/** Tells whether the reply is encrypted: its fields are then inside, and the envelope has rules of its own. */
function isEnvelope({ root }: ReplyDocument): boolean {
  return root.children.some((child) => child.type === 'element' && /^encrypt$/i.test(child.name))
}
