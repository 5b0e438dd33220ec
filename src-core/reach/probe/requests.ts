import type { Mode } from '../../contract/exchange.ts'
import { createEchostr } from '../../delivery/echostr.ts'
import { createMsgId } from '../../delivery/message-id.ts'
import { createNonce } from '../../delivery/nonce.ts'
import { createPushRequest, createRandom16, writePushed } from '../../delivery/push-request.ts'
import { createVerificationRequest } from '../../delivery/verification-request.ts'
import { createReply } from '../../exchange/answer.ts'
import type { HttpReply } from '../../exchange/answer.ts'
import { parameter, parseTarget } from '../../exchange/incoming.ts'
import { readMessageText } from '../../exchange/receive.ts'
import type { Genuine } from '../../exchange/receive.ts'
import { createSeal } from '../../exchange/seal.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import type { Asked } from '../../diagnosis/answer.ts'
import type { HttpRequest, HttpVersion } from '../../ports/http.ts'
import type { ExpectedProbe } from '../../probe-arrivals.ts'
import { findMessageSpec } from '../../wechat/catalogue/catalogue.ts'
import { createSampleMessage, SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../../wechat/samples.ts'
import type { ProbePorts } from './ports.ts'
import { PAUSE_MS } from './trip.ts'

/** A public URL, and what is needed to call it as WeChat would. */
export interface ProbeTarget {
  /** The account's id; null in the terminal. */
  account: string | null
  url: string
  token: string
  /** The path that the account has at the responder; the URL's own if it leads elsewhere. */
  path: string
  /** The account's `gh_…`, or ''. */
  originalId: string
  /** Null if there is no key: then no encrypted message can be sent. */
  encryption: { key: Uint8Array; appId: string } | null
}

/** A request of a probe, and the marks by which it is known on arrival. */
export interface ProbeRequest extends Pick<ExpectedProbe, 'marks' | 'answer'> {
  request: HttpRequest
}

type Chance = Pick<ProbePorts, 'clock' | 'randomBytes'>

function createSigned(ports: Chance): { timestamp: string; nonce: string } {
  return { timestamp: String(Math.floor(ports.clock.now() / 1000)), nonce: createNonce(ports) }
}

/** Returns the GET with which WeChat verifies an address. */
export function createProbeVerification(
  ports: Chance,
  { url, token }: ProbeTarget,
  { address, version }: { address?: string | undefined; version?: HttpVersion },
): ProbeRequest & { echostr: string } {
  const echostr = createEchostr(ports)
  const request = createVerificationRequest(url, { token, ...createSigned(ports), echostr, version })
  return {
    request: { ...request, address },
    echostr,
    marks: [...marksOf(request), echostr],
    // A POST that was a GET when it left: there is no message to answer.
    answer: () => ({ status: 200, headers: [], body: new Uint8Array(0) }),
  }
}

/**
 * A reply with everything that something on the way may touch: markup, an address, an ampersand, characters of two to
 * four bytes, and an end that looks like a page's.
 */
const REPLY_TEXT =
  '公网地址检查 📮 <a href="http://127.0.0.1/?a=1&b=2">é</a>\n这条回复应当一个字节也不变。</body></html>'

/** As long as the longest text that people send: a limit on bodies shows. */
const MESSAGE_TEXT = `mpscope 公网地址检查 📮 ${'一字不差'.repeat(150)}`

/** Returns the POST with which WeChat pushes a text, in this mode. */
export function createProbeMessage(
  ports: Chance,
  { url, token, originalId, encryption }: ProbeTarget,
  mode: Mode,
  address: string | undefined,
): ProbeRequest & { asked: Asked } {
  const msgId = createMsgId(ports)
  const message = createSampleMessage(findMessageSpec('text')!, {
    toUserName: originalId || SAMPLE_ORIGINAL_ID,
    fromUserName: SAMPLE_OPEN_ID,
    createTime: Math.floor(ports.clock.now() / 1000),
    msgId,
    set: { Content: MESSAGE_TEXT },
  })
  const signed = createSigned(ports)
  const isSealed = mode !== 'plaintext' && encryption !== null
  const seal = isSealed
    ? { mode, ...encryption, originalId: originalId || SAMPLE_ORIGINAL_ID, random16: createRandom16(ports) }
    : undefined
  const request = createPushRequest({
    url,
    token,
    ...signed,
    openId: SAMPLE_OPEN_ID,
    message,
    seal,
    deadlineMs: REPLY_DEADLINE_MS,
  })
  return {
    request: { ...request, address },
    marks: [...marksOf(request), msgId],
    answer: (received) => createProbeReply(received, mode === 'plaintext'),
    asked: {
      message: readMessageText(writePushed(message)),
      ...(isSealed && {
        sealing: {
          mode,
          ...signed,
          token,
          appId: encryption.appId,
          keys: [encryption.key],
          otherAccounts: [],
        },
      }),
    },
  }
}

function marksOf({ url }: HttpRequest): string[] {
  const { parameters } = parseTarget(new URL(url).search)
  return ['signature', 'nonce', 'msg_signature'].flatMap((name) => parameter(parameters, name) ?? [])
}

function createProbeReply(received: Genuine, isPaused: boolean): HttpReply {
  const draft = { type: 'text', content: REPLY_TEXT } as const
  const { http } = createReply(draft, received, 'fixed', createSeal(received))
  const pause = { afterBytes: Math.floor(http.body.length / 2), ms: PAUSE_MS }
  return isPaused ? { ...http, pause } : http
}
