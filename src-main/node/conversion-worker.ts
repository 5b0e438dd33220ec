import { parentPort } from 'node:worker_threads'
import type { Conversion, ConversionOrder } from '../../src-core/contract/conversion.ts'
import { convertOrder } from '../../src-core/conversion/convert-order.ts'

/** The messages of the worker: progress any number of times, then the result. */
export type WorkerMessage = { done: number } | { conversion: Conversion }

/** Runs as a worker thread: one order, one result; cancelling ends the thread. */
parentPort?.once('message', (order: ConversionOrder) => {
  const post = (message: WorkerMessage) => parentPort?.postMessage(message)
  post({ conversion: convertOrder(order, (done) => post({ done })) })
})
