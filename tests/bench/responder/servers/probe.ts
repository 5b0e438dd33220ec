import { writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { Session } from 'node:inspector/promises'
import type { AddressInfo } from 'node:net'

/** The questions that the benchmark asks a server's process. */
export type Question =
  | { ask: 'usage' }
  | { ask: 'start-profile' }
  | { ask: 'stop-profile'; file: string }
  | { ask: 'end' }

export interface Usage {
  /** Microseconds of CPU since the start, of all threads, both in the program and in the kernel on its behalf. */
  cpuMicros: number
  /** Bytes. */
  resident: number
  peakResident: number
  heapUsed: number
}

export interface Ready {
  /** The address for messages. */
  url: string
  /** The control channel's address, if the server has one. */
  control?: string
}

/**
 * Says that the server listens, and answers the benchmark's questions from then on. `end` runs before the process ends.
 */
export function announceReady(ready: Ready, end: () => Promise<void> | void = () => {}): void {
  const session = new Session()
  const answers = {
    usage: readUsage,
    'start-profile': () => startProfile(session),
    'stop-profile': (question: Question) => stopProfile(session, 'file' in question ? question.file : ''),
    end,
  }
  process.on('message', (question: Question) => {
    void (async () => {
      const answer = await answers[question.ask](question)
      process.send!(answer ?? null, undefined, undefined, () => {
        if (question.ask === 'end') process.exit()
      })
    })()
  })
  // No client is left to serve.
  process.on('disconnect', () => process.exit())
  process.send!(ready)
}

/** Does the same for a server of `node:http` or one that is built on it. */
export function announceServer(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    announceReady({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` })
  })
}

function readUsage(): Usage {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  const peakResident = process.resourceUsage().maxRSS * 1024
  return { cpuMicros: user + system, resident: rss, peakResident, heapUsed }
}

async function startProfile(session: Session): Promise<void> {
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 100 })
  await session.post('Profiler.start')
}

async function stopProfile(session: Session, file: string): Promise<void> {
  const { profile } = await session.post('Profiler.stop')
  writeFileSync(file, JSON.stringify(profile))
  session.disconnect()
}
