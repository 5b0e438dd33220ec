import type { Account } from '../contract/account.ts'
import type { VerificationResult } from '../contract/commands.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Exchange } from '../contract/exchange.ts'
import { judgeVerification } from '../diagnosis/verification/verification.ts'
import type { HttpRequest, Ports } from '../ports.ts'
import { REPLY_DEADLINE_MS } from '../wechat/limits.ts'
import { sign } from '../wechat/signature.ts'
import { WECHAT_USER_AGENT } from '../wechat/user-agent.ts'
import { createNonce } from './send-sample.ts'
import { createSentExchange, sendRequest } from './sent-exchange.ts'

/** An address to be verified, as WeChat does when the configuration is submitted. */
export interface Verification {
  /** The registered URL; a query of its own is kept. */
  url: string
  token: string
}

type VerifyPorts = Pick<Ports, 'clock' | 'randomBytes' | 'httpClient'>

/**
 * Sends WeChat's verification GET and judges what comes back: an exchange seen from the other end. Its verdict is
 * `accepted` or `rejected`. Never rejects: a backend that cannot be reached has status 0 and a finding.
 */
export async function verify(ports: VerifyPorts, { url, token }: Verification): Promise<Exchange> {
  const receivedAt = ports.clock.now()
  const startedAt = ports.clock.monotonic()
  const timestamp = String(Math.floor(receivedAt / 1000))
  const echostr = createEchostr(ports)
  const request = createVerificationRequest(url, { token, timestamp, nonce: createNonce(ports), echostr })
  const outcome = await sendRequest(ports, request)
  return createSentExchange(ports, {
    receivedAt,
    durationMs: ports.clock.monotonic() - startedAt,
    attempt: 1,
    // In every mode it is in the clear.
    mode: 'plaintext',
    request,
    message: null,
    outcome,
    ...judgeVerification(outcome, { url: request.url, echostr }),
  })
}

/** The same for one of an account's backends. Throws `NOT_FOUND`. */
export async function verifyBackend(
  ports: VerifyPorts,
  { backends, token }: Account,
  id: string,
): Promise<VerificationResult> {
  const backend = backends.find((one) => one.id === id)
  if (!backend) throw new CommandFailure('NOT_FOUND', `There is no backend ${id}.`)
  const { response, verdict, findings } = await verify(ports, { url: backend.url, token })
  const { status, body, durationMs } = response
  return { status, body, durationMs, verdict, findings }
}

/**
 * 19 digits, as in the official sample. The last one is no zero: as a double the number ends in zeros, so that code
 * that makes a number of it is always found out.
 */
function createEchostr({ randomBytes }: Pick<Ports, 'randomBytes'>): string {
  const chance = Buffer.from(randomBytes(9))
  const head = 10n ** 17n + (chance.readBigUInt64BE() % (8n * 10n ** 17n))
  return `${head}${(chance[8]! % 9) + 1}`
}

/**
 * The GET that WeChat would send: its query, and the headers of its pushes but for those of a body.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
function createVerificationRequest(
  registered: string,
  { token, timestamp, nonce, echostr }: { token: string; timestamp: string; nonce: string; echostr: string },
): HttpRequest {
  const url = new URL(registered)
  url.searchParams.append('signature', sign({ token, timestamp, nonce }))
  url.searchParams.append('echostr', echostr)
  url.searchParams.append('timestamp', timestamp)
  url.searchParams.append('nonce', nonce)
  return {
    method: 'GET',
    url: url.href,
    headers: [
      ['Host', url.host],
      ['User-Agent', WECHAT_USER_AGENT],
      ['Accept', '*/*'],
      ['Pragma', 'no-cache'],
      ['Connection', 'close'],
    ],
    body: new Uint8Array(0),
    deadlineMs: REPLY_DEADLINE_MS,
  }
}
