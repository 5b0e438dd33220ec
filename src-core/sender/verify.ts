import type { Account } from '../contract/account.ts'
import { withAppId } from '../contract/app-id-mark.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Exchange } from '../contract/exchange.ts'
import { deliver } from '../delivery/deliver.ts'
import { createEchostr } from '../delivery/echostr.ts'
import { createNonce } from '../delivery/nonce.ts'
import { createOutgoingExchange } from '../delivery/outgoing-exchange.ts'
import { createVerificationRequest } from '../delivery/verification-request.ts'
import { judgeVerification } from '../diagnosis/verification/verification.ts'
import type { Ports } from '../ports.ts'
import type { HttpVersion } from '../ports/http.ts'
import type { Planned } from './plan-push.ts'
import type { Sending } from './sending.ts'

/** An address to be verified, as WeChat does when somebody submits the configuration. */
export interface Verification {
  /** The registered URL; a query of its own is kept. */
  url: string
  token: string
  /** The account's id, if the address is one's own. */
  account?: string | undefined
  /** The version of HTTP; 1.1 if left out. */
  version?: HttpVersion | undefined
}

/**
 * Sends WeChat's verification GET and judges the answer. The verdict is `accepted` or `rejected`. Never rejects: a
 * backend that cannot be reached has status 0 and a finding.
 */
export async function verify(sending: Sending, verification: Verification): Promise<Exchange> {
  const { place, ...delivery } = planVerification(sending, verification)
  const delivered = await deliver(sending, delivery)
  return createOutgoingExchange(delivered, { ...place, id: sending.createExchangeId(delivered.sentAt) })
}

/** Returns the verification, ready to go. */
export function planVerification(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  { url, token, account, version }: Verification,
): Planned {
  const timestamp = String(Math.floor(ports.clock.now() / 1000))
  const echostr = createEchostr(ports)
  const signed = { token, timestamp, nonce: createNonce(ports) }
  const request = createVerificationRequest(url, { ...signed, echostr, version })
  return {
    request,
    judge: (outcome) => judgeVerification(outcome, { url: request.url, echostr }),
    place: {
      account: account ?? null,
      attempt: 1,
      messageKey: null,
      // A verification is never encrypted, whatever the mode.
      mode: 'plaintext',
      message: null,
    },
  }
}

/** Does the same for one of an account's backends. Throws `NOT_FOUND`. */
export function verifyBackend(
  sending: Sending,
  { id: account, backends, token, appId }: Account,
  id: string,
): Promise<Exchange> {
  const backend = backends.find((one) => one.id === id)
  if (!backend) throw new CommandFailure('NOT_FOUND', `There is no backend ${id}.`)
  return verify(sending, { url: withAppId(backend.url, appId), token, account })
}
