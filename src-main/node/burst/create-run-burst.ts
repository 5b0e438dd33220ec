import type { BurstReport } from '../../../src-core/contract/burst.ts'
import type { RunBurst } from '../../../src-core/ports/bursts.ts'
import { forkGenerator } from './generator-process.ts'
import type { StartGenerator } from './generator-process.ts'

/** `file` is the address of `burst-process`. */
export function createRunBurst(file: URL, start: StartGenerator = forkGenerator): RunBurst {
  return (order, { signal, tell, keep }) =>
    new Promise<BurstReport>((resolve, reject) => {
      signal.throwIfAborted()
      const generator = start(file)
      const stop = () => generator.post({ stop: true })
      signal.addEventListener('abort', stop, { once: true })
      generator.onMessage((message) => {
        if ('report' in message) return tell(message.report)
        if ('exchange' in message) return keep(message.exchange)
        if ('ended' in message) resolve(message.ended)
        else reject(new Error(message.failed))
        generator.kill()
      })
      generator.onExit(() => {
        signal.removeEventListener('abort', stop)
        // Has no effect once there is a result.
        reject(new Error('the process that sends the burst ended without a result'))
      })
      generator.post({ order })
    })
}
