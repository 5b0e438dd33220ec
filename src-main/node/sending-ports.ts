import { randomBytes } from 'node:crypto'
import { createExchangeIds } from '../../src-core/exchange/exchange-ids.ts'
import type { Sending } from '../../src-core/sender/sending.ts'
import { clock } from './clock.ts'
import { createHttpClient } from './http-client.ts'

/** Returns what a process needs that sends messages and keeps no history; `report` receives defects of ours. */
export function createSendingPorts(report: (error: unknown) => void): Sending {
  const chance = { randomBytes: (length: number) => randomBytes(length) }
  return {
    ...chance,
    clock,
    httpClient: createHttpClient(),
    createExchangeId: createExchangeIds(chance),
    report,
  }
}
