import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'
import type { RunningServer } from './running-server.ts'
import type { Order, Sent } from './sender.ts'

const CONNECTIONS = 50
/** Work that a server puts off, such as telling its screens, belongs to the requests as well. */
const SETTLE_MS = 100

export interface Measured extends Sent {
  /** The CPU of the server's process. */
  cpuMicrosPerRequest: number
}

export interface Load {
  /**
   * Sends `warmUp` messages that are not measured and then `requests` that are, over 50 connections unless told
   * otherwise. `around` is called with the function that sends the measured ones.
   */
  measure(
    server: RunningServer,
    counts: { warmUp: number; requests: number; connections?: number },
    around?: (run: () => Promise<void>) => Promise<void>,
  ): Promise<Measured>
  end(): Promise<void>
}

export function startLoad(): Load {
  const worker = new Worker(new URL('sender.ts', import.meta.url))
  const give = <Answer>(order: Order) => ask<Answer>(worker, () => worker.postMessage(order))
  return {
    async measure(server, { warmUp, requests, connections = CONNECTIONS }, around = (run) => run()) {
      const { url, kind } = server
      const { answersByName } = kind
      await give({ order: 'prepare', url, count: warmUp + requests, answersByName, connections })
      await give({ order: 'send', count: warmUp })
      await setTimeout(SETTLE_MS)
      let measured: Measured | undefined
      await around(async () => {
        const before = await server.usage()
        const sent = await give<Sent>({ order: 'send', count: requests })
        await setTimeout(SETTLE_MS)
        const after = await server.usage()
        measured = { ...sent, cpuMicrosPerRequest: (after.cpuMicros - before.cpuMicros) / requests }
      })
      await give({ order: 'close' })
      return measured!
    },
    async end() {
      await worker.terminate()
    },
  }
}
