import { parentPort } from 'node:worker_threads'
import type { PatternRun } from '../../src-core/ports.ts'
import { createRunPattern } from './run-pattern.ts'

export interface PatternOrder {
  pattern: string
  text: string
  timeoutMs: number
}

const runPattern = createRunPattern()

/** Runs as a worker thread: one order after the other, each with one answer. */
parentPort?.on('message', ({ pattern, text, timeoutMs }: PatternOrder) => {
  const before = process.threadCpuUsage()
  let run: PatternRun = runPattern(pattern, text, timeoutMs)
  if (run.groups === 'timeout') {
    const { user, system } = process.threadCpuUsage(before)
    // V8 counts by the clock on the wall: on a busy machine a harmless pattern may have been kept from running.
    if (user + system < timeoutMs * 500) run = runPattern(pattern, text, timeoutMs)
  }
  parentPort?.postMessage(run)
})
