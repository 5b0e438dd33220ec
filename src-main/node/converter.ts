import { Worker } from 'node:worker_threads'
import type { Conversion } from '../../src-core/contract/conversion.ts'
import type { Converter } from '../../src-core/ports.ts'
import type { WorkerMessage } from './conversion-worker.ts'

/** Enough for 32 MB of XML as a tree, as JSON and as text, and a bound all the same. */
const MAX_WORKER_HEAP_MB = 3072

/**
 * Converts each order in a thread of its own, so that a document of megabytes delays neither a reply nor the screen,
 * and can be ended at any moment. `worker` is the address of `conversion-worker`.
 */
export function createConverter(worker: URL): Converter {
  return {
    convert: (order, { signal, onProgress }) =>
      new Promise<Conversion>((resolve, reject) => {
        signal.throwIfAborted()
        const thread = new Worker(worker, { resourceLimits: { maxOldGenerationSizeMb: MAX_WORKER_HEAP_MB } })
        const cancel = () => {
          void thread.terminate()
          reject(signal.reason as Error)
        }
        signal.addEventListener('abort', cancel, { once: true })
        thread.on('message', (message: WorkerMessage) => {
          if ('done' in message) return onProgress(message.done)
          resolve(message.conversion)
          void thread.terminate()
        })
        thread.on('error', reject)
        thread.on('exit', () => {
          signal.removeEventListener('abort', cancel)
          // Has no effect once there is a result.
          reject(new Error('the conversion ended without a result'))
        })
        thread.postMessage(order)
      }),
  }
}
