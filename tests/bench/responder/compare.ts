import type { Load, Measured } from './load.ts'
import { startServer } from './running-server.ts'
import type { RunningServer, ServerKind } from './running-server.ts'
import { medianOf, percentileOf } from './statistics.ts'

export interface Effort {
  rounds: number
  /** In each round, from each server. */
  requests: number
  /** Before the first round, from each server. */
  warmUp: number
}

/** Medians of the rounds. */
export interface ServerFigures {
  name: string
  cpuMicrosPerRequest: number
  /** The same of each round, in their order. */
  cpuOfRounds: number[]
  /** CPU over that of the last server in the same round. */
  ratio: number
  p50: number
  p99: number
  requestsPerSecond: number
  /** How busy the sender was, from 0 to 1. */
  senderBusy: number
}

/** All servers run all the time; each round asks one after the other, so that a busy machine is busy for all of them. */
export async function compare(
  kinds: readonly ServerKind[],
  { rounds, requests, warmUp }: Effort,
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
        // Afterwards a tenth is enough to wake it up.
        const counts = { requests, warmUp: round === 0 ? warmUp : Math.ceil(requests / 10) }
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
  const median = (read: (round: Measured, index: number) => number): number => medianOf(rounds.map(read))
  return {
    name,
    cpuMicrosPerRequest: medianOf(cpu),
    cpuOfRounds: cpu,
    ratio: median(({ cpuMicrosPerRequest }, index) => cpuMicrosPerRequest / base[index]!.cpuMicrosPerRequest),
    p50: median(({ latencies }) => percentileOf(latencies, 0.5)),
    p99: median(({ latencies }) => percentileOf(latencies, 0.99)),
    requestsPerSecond: median(({ latencies, elapsed }) => (latencies.length / elapsed) * 1000),
    senderBusy: median(({ busy }) => busy),
  }
}
