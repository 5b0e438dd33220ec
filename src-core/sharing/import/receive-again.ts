import type { Account } from '../../contract/account.ts'
import type { Incoming } from '../../exchange/incoming.ts'
import { checkSignature } from '../../exchange/check-signature.ts'
import { parseTarget } from '../../exchange/incoming.ts'
import type { Target } from '../../exchange/incoming.ts'
import { inspectHead } from '../../exchange/inspect.ts'
import { readBody } from '../../exchange/read-body.ts'
import { isWorthReading, NO_CONTENT, readBodyMessage, readContent, receive } from '../../exchange/receive.ts'
import type { Received } from '../../exchange/receive.ts'
import { readBytes } from '../../exchange/record.ts'
import { findEncrypt } from '../../exchange/unseal.ts'
import { createAccount } from '../../settings/accounts.ts'
import type { GivenExchange } from './given-exchange.ts'

/** A request of a file, and the account here whose token has signed it; null if there is none. */
export interface ReceivedAgain {
  received: Received
  account: Account | null
}

/**
 * Receives the request of a file once more. If an account here has the token, everything is found out anew: ids of
 * accounts say nothing, since the first one of each workbench has the same. Otherwise the file is believed about the
 * signature, and about what was in the ciphertext; the message itself is always read anew.
 */
export function receiveAgain(given: GivenExchange, accounts: readonly Account[]): ReceivedAgain {
  const { request } = given
  const incoming: Incoming = {
    method: request.method,
    target: request.target,
    httpVersion: request.httpVersion,
    headers: request.headers,
    receivedAt: given.receivedAt,
    startedAt: 0,
    body: readBytes(request),
    bodyBytes: request.bodyBytes,
    ...(request.incomplete && { incomplete: request.incomplete }),
  }
  const target = parseTarget(request.target)
  const account = accounts.find(({ token }) => checkSignature(target, token).ok) ?? null
  if (account) {
    const inspection = inspectHead(incoming, [{ ...account, path: target.path }])
    const received = receive(incoming, { ...inspection, account })
    const read = isWorthReading(received) ? readContent(received) : received
    if (read.refusal === null || !wasTaken(given)) return { received: read, account }
  }
  return { received: believe(given, incoming, target), account: null }
}

function wasTaken({ direction, signature }: GivenExchange): boolean {
  return direction === 'out' || (signature.ok && signature.msgSignature?.ok !== false)
}

function believe(given: GivenExchange, incoming: Incoming, target: Target): Received {
  // Stands for the account of another workbench, whose token nobody knows.
  const owner =
    given.account === null && given.direction === 'in' ? null : createAccount('', '', target.path, '')
  const { refusal: byHead } = inspectHead(incoming, owner ? [owner] : [])
  const isTaken = given.direction === 'out' || (wasTaken(given) && byHead?.startsWith('signature-') === true)
  const received = receive(incoming, {
    target,
    account: owner,
    signature: given.signature,
    refusal: isTaken ? null : byHead,
  })
  const standing = received.kind === 'refused' && given.standing ? { standing: given.standing } : {}
  if (!isWorthReading(received)) return { ...received, ...standing }
  return { ...received, ...readGivenContent(given, incoming.body), ...standing }
}

/** Reads the message that was decrypted elsewhere, or else the body as it is. */
function readGivenContent({ message }: GivenExchange, bytes: Uint8Array) {
  const outside = readBody(bytes)
  const isSealed = findEncrypt(outside).encrypt !== null
  const inside = isSealed && message ? readBody(Buffer.from(message.xml)) : outside
  return {
    ...NO_CONTENT,
    body: inside.parsed,
    jsonBody: inside.json,
    parsed: inside.parsed,
    jsonParsed: inside.json,
    message: readBodyMessage(inside),
  }
}
