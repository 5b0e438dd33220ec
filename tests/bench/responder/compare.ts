import { summarizeLatency } from '../../load/latency.ts'
import { medianOf } from '../median.ts'
import type { Load, Measured } from './load.ts'
import { startServer } from './running-server.ts'
import type { RunningServer, ServerKind } from './running-server.ts'

export interface Effort {
  rounds: number
  /** The number of requests to each server in each round. */
  requests: number
  /** The number of requests to each server before the first round. */
  warmUp: number
  connections?: number
}

/** The medians of the rounds. */
export interface ServerFigures {
  name: string
  cpuMicrosPerRequest: number
  /** The CPU of each round, in their order. */
  cpuOfRounds: number[]
  /** The server's CPU divided by the CPU of the last server in the same round. */
  ratio: number
  p50: number
  p99: number
  requestsPerSecond: number
  /** The load of the sender, from 0 to 1. */
  senderBusy: number
}

/**
 * Compares the servers. All of them run all the time, and each round asks one after the other, so that other work on
 * the machine hits all of them alike.
 */
export async function compare(
  kinds: readonly ServerKind[],
  { rounds, requests, warmUp, connections }: Effort,
  load: Load,
  say: (what: string) => void,
): Promise<ServerFigures[]> {
  const servers: RunningServer[] = []
  const measured = kinds.map((): Measured[] => [])
  try {
    for (const kind of kinds) servers.push(await startServer(kind))
    for (let round = 0; round < rounds; round++) {
      say(`Round ${round + 1} of ${rounds} …`)
      for (const [index, server] of servers.entries()) {
        // After the first round a tenth is enough to wake the server up.
        const counts = {
          requests,
          warmUp: round === 0 ? warmUp : Math.ceil(requests / 10),
          ...(connections !== undefined && { connections }),
        }
        measured[index]!.push(await load.measure(server, counts))
      }
    }
  } finally {
    for (const server of servers) await server.end()
  }
  return kinds.map(({ name }, index) => summarize(name, measured[index]!, measured.at(-1)!))
}

function summarize(name: string, rounds: readonly Measured[], base: readonly Measured[]): ServerFigures {
  const cpu = rounds.map(({ cpuMicrosPerRequest }) => cpuMicrosPerRequest)
  const waits = rounds.map(({ latencies }) => summarizeLatency(latencies))
  const median = (read: (round: Measured, index: number) => number): number => medianOf(rounds.map(read))
  return {
    name,
    cpuMicrosPerRequest: medianOf(cpu),
    cpuOfRounds: cpu,
    ratio: median(({ cpuMicrosPerRequest }, index) => cpuMicrosPerRequest / base[index]!.cpuMicrosPerRequest),
    p50: medianOf(waits.map(({ p50 }) => p50)),
    p99: medianOf(waits.map(({ p99 }) => p99)),
    requestsPerSecond: median(({ latencies, elapsed }) => (latencies.length / elapsed) * 1000),
    senderBusy: median(({ busy }) => busy),
  }
}
