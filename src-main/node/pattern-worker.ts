import { parentPort } from 'node:worker_threads'
import { createRunPattern } from './run-pattern.ts'

export interface PatternOrder {
  pattern: string
  text: string
  timeoutMs: number
}

const runPattern = createRunPattern()

/** Runs as a worker thread: each order has one answer. */
parentPort?.on('message', ({ pattern, text, timeoutMs }: PatternOrder) => {
  parentPort?.postMessage(runPattern(pattern, text, timeoutMs))
})
