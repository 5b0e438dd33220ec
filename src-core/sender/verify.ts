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
import type { HttpVersion } from '../ports/http.ts'
import type { Sending } from './sending.ts'

/** An address to be verified, as WeChat does when somebody submits the configuration. */
export interface Verification {
  /** The registered URL; a query of its own is kept. */
  url: string
  token: string
  /** The account's id, if the address is one's own. */
  account?: string
  /** The version of HTTP; 1.1 if left out. */
  version?: HttpVersion | undefined
}

/**
 * Sends WeChat's verification GET and judges the answer. The verdict is `accepted` or `rejected`. Never rejects: a
 * backend that cannot be reached has status 0 and a finding.
 */
export async function verify(
  sending: Sending,
  { url, token, account, version }: Verification,
): Promise<Exchange> {
  const timestamp = String(Math.floor(sending.clock.now() / 1000))
  const echostr = createEchostr(sending)
  const signed = { token, timestamp, nonce: createNonce(sending) }
  const request = createVerificationRequest(url, { ...signed, echostr, version })
  const delivered = await deliver(sending, {
    request,
    judge: (outcome) => judgeVerification(outcome, { url: request.url, echostr }),
  })
  return createOutgoingExchange(delivered, {
    id: sending.createExchangeId(delivered.sentAt),
    account: account ?? null,
    attempt: 1,
    messageKey: null,
    // A verification is never encrypted, whatever the mode.
    mode: 'plaintext',
    message: null,
  })
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
