import type { Account } from '../../src-core/contract/account.ts'
import type { Incoming } from '../../src-core/exchange/incoming.ts'
import { inspectHead } from '../../src-core/exchange/inspect.ts'
import { isWorthReading, readContent, receive } from '../../src-core/exchange/receive.ts'
import type { Received } from '../../src-core/exchange/receive.ts'

/** Takes a request as the responder does, head and body at once. */
export function receiveWhole(incoming: Incoming, accounts: readonly Account[], viaName = ''): Received {
  const received = receive(incoming, inspectHead(incoming, accounts, viaName))
  return isWorthReading(received) ? readContent(received) : received
}
