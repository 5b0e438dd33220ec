import { randomBytes } from 'node:crypto'
import { runBurst } from '../../../src-core/burst/run-burst.ts'
import { createExchangeIds } from '../../../src-core/exchange/exchange-ids.ts'
import type { BurstOrder } from '../../../src-core/ports/bursts.ts'
import { clock } from '../clock.ts'
import { createHttpClient } from '../http-client.ts'
import type { FromGenerator, ToGenerator } from './messages.ts'

/** A way to whoever started this process. */
export interface Owner {
  post(message: FromGenerator): void
  onMessage(listener: (message: ToGenerator) => void): void
}

/** Runs one burst for the owner of this process. */
export function serveOwner({ post, onMessage }: Owner): void {
  const stopping = new AbortController()
  onMessage((message) => {
    if ('stop' in message) stopping.abort()
    else void generate(message.order)
  })

  async function generate(order: BurstOrder): Promise<void> {
    const chance = { randomBytes: (length: number) => randomBytes(length) }
    const httpClient = createHttpClient()
    const sending = {
      ...chance,
      clock,
      httpClient,
      createExchangeId: createExchangeIds(chance),
      report: (error: unknown) => console.error(error),
    }
    try {
      const ended = await runBurst(sending, order, {
        signal: stopping.signal,
        tell: (report) => post({ report }),
        keep: (exchange) => post({ exchange }),
      })
      post({ ended })
    } catch (error) {
      post({ failed: error instanceof Error ? error.message : String(error) })
    }
  }
}
