import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { runBackend } from './start-backend.ts'
import type { BackendName, RunningBackend } from './start-backend.ts'

export interface RestartingBackend extends Omit<RunningBackend, 'ended' | 'isEnding' | 'stop'> {
  /** Ends it, and resolves with the number of processes that died before. */
  stop(): Promise<number>
}

/**
 * Starts a back end that is started again whenever it has died, as a process manager does, behind one address. Bytes go
 * through as they are. A connection that comes while there is no process waits for the next one, so that only the
 * request that a process died of goes without an answer.
 */
export async function startRestarting(name: BackendName): Promise<RestartingBackend> {
  let deaths = 0
  let current = run()

  function run(): Promise<RunningBackend> {
    const starting = runBackend(name)
    void restartAfter(starting)
    return starting
  }

  async function restartAfter(starting: Promise<RunningBackend>): Promise<void> {
    const { ended } = await starting
    const { code } = await ended
    if (code === 0) return
    deaths++
    current = run()
  }

  async function pass(incoming: Socket): Promise<void> {
    const { url, isEnding, ended } = await current
    const outgoing = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true })
    try {
      await once(outgoing, 'connect')
    } catch {
      await ended
      return pass(incoming)
    }
    // A sender that has waited long enough breaks off.
    pipeline(incoming, outgoing).catch(() => outgoing.destroy())
    try {
      await pipeline(outgoing, incoming, { end: false })
    } catch {
      outgoing.destroy()
    }
    // What a process has said before its connections broke has come as well, and is read in this turn. Its port stays
    // open a moment longer: whoever sent to it must not send the next one there.
    await setImmediate()
    if (isEnding()) await ended
    incoming.end()
  }

  async function stop(): Promise<number> {
    server.close()
    // One that has just died may be followed by another.
    let last: RunningBackend | null = null
    while (last !== (await current)) {
      last = await current
      await last.stop()
    }
    return deaths
  }

  const server = createServer({ allowHalfOpen: true }, (socket) => void pass(socket))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(async () => void (await stop()))
  const { token, appId, aesKey, url } = await current
  const address = new URL(url)
  address.port = String((server.address() as AddressInfo).port)
  return { url: address.href, token, appId, aesKey, stop }
}
