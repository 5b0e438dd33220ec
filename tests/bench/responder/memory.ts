import { setTimeout } from 'node:timers/promises'
import type { Load } from './load.ts'
import { startServer } from './running-server.ts'
import type { ServerKind } from './running-server.ts'
import type { Usage } from './servers/probe.ts'

export interface MemoryFigures {
  name: string
  /** When it has listened for a moment. */
  start: Usage
  /** When the requests are over and it has been left alone; its peak is the most that it ever held. */
  after: Usage
}

const SETTLE_MS = 5000

/** A new process, and what it holds before and after so many requests. The collector is not asked for anything. */
export async function measureMemory(kind: ServerKind, requests: number, load: Load): Promise<MemoryFigures> {
  const server = await startServer(kind)
  try {
    await setTimeout(SETTLE_MS)
    const start = await server.usage()
    await load.measure(server, { warmUp: 0, requests })
    await setTimeout(SETTLE_MS)
    return { name: kind.name, start, after: await server.usage() }
  } finally {
    await server.end()
  }
}
