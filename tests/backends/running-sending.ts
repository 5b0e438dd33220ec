import { randomBytes } from 'node:crypto'
import { createExchangeIds } from '../../src-core/exchange/exchange-ids.ts'
import type { Sending } from '../../src-core/sender/sending.ts'
import { clock } from '../../src-main/node/clock.ts'
import { createHttpClient } from '../../src-main/node/http-client.ts'

const chance = { randomBytes: (length: number) => randomBytes(length) }

/** What the terminal sends with: the real clock, real sockets. What goes wrong in our own code fails the test. */
export const sending: Sending = {
  ...chance,
  clock,
  httpClient: createHttpClient(),
  createExchangeId: createExchangeIds(chance),
  report: (error) => {
    throw error
  },
}
