import { runBurst } from '../../../src-core/burst/run-burst.ts'
import type { BurstOrder } from '../../../src-core/ports/bursts.ts'
import { createSendingPorts } from '../sending-ports.ts'
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
    const sending = createSendingPorts((error) => console.error(error))
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
