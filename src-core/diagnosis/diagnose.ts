import type { Account } from '../contract/account.ts'
import type { Finding } from '../contract/exchange.ts'
import type { Received } from '../exchange/receive.ts'
import { diagnoseMessage } from './message.ts'
import { diagnoseRefusal } from './request.ts'
import { diagnoseGenuineness } from './signature.ts'

/** All that is to be said of a request, what decided first. `accounts` are all there are: a token may be another's. */
export function diagnose(received: Received, accounts: readonly Account[]): Finding[] {
  return [
    ...diagnoseRefusal(received),
    ...diagnoseGenuineness(received, accounts),
    ...diagnoseMessage(received),
  ]
}
