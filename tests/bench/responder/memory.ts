import { setTimeout } from 'node:timers/promises'
import type { Load } from './load.ts'
import { startServer } from './running-server.ts'
import type { ServerKind } from './running-server.ts'
import type { Usage } from './servers/probe.ts'

export interface MemoryFigures {
  name: string
  /** Measured when the server has listened for a moment. */
  start: Usage
  /** Measured soon after the last request; its peak is the most that the server ever held. */
  after: Usage
  /** Measured when the server has been left alone for so long that V8 has collected the garbage of the requests. */
  rest: Usage
}

const SETTLE_MS = 5000
const REST_MS = 30_000

/**
 * Starts a new process and measures the memory that it holds before and after so many requests. Never triggers the
 * garbage collector.
 */
export async function measureMemory(kind: ServerKind, requests: number, load: Load): Promise<MemoryFigures> {
  const server = await startServer(kind)
  try {
    await setTimeout(SETTLE_MS)
    const start = await server.usage()
    await load.measure(server, { warmUp: 0, requests })
    await setTimeout(SETTLE_MS)
    const after = await server.usage()
    await setTimeout(REST_MS)
    return { name: kind.name, start, after, rest: await server.usage() }
  } finally {
    await server.end()
  }
}
