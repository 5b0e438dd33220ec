import { Worker } from 'node:worker_threads'
import type { Patterns, PatternRun } from '../../src-core/ports.ts'
import type { PatternOrder } from './pattern-worker.ts'
import { createRunPattern } from './run-pattern.ts'

/**
 * Milliseconds on the responder's thread. An ordinary pattern takes a twentieth of one; on a busy machine, whose clock
 * V8 goes by, it is not to be taken for one that runs on.
 */
const QUICK_MS = 10

/** One thread, which is started when it is first needed, runs those that take long one after the other. */
export function createPatterns(worker: URL): Patterns & { close(): Promise<void> } {
  const runPattern = createRunPattern()
  let thread: Worker | null = null
  /** Those whose answer is due, in order. */
  let due: { order: PatternOrder; resolve: (run: PatternRun) => void }[] = []

  function start(): Worker {
    const started = new Worker(worker)
    started.unref()
    started.on('message', (run: PatternRun) => due.shift()?.resolve(run))
    // A pattern that ends the thread comes to no end; those behind it are not tried.
    started.on('error', () => {})
    started.on('exit', () => {
      if (thread === started) thread = null
      const lost = due
      due = []
      for (const { order, resolve } of lost) resolve({ groups: 'timeout', ms: order.timeoutMs })
    })
    return started
  }

  return {
    runQuickly: (pattern, text) => runPattern(pattern, text, QUICK_MS),
    run: (pattern, text, timeoutMs) =>
      new Promise((resolve) => {
        const order = { pattern, text, timeoutMs }
        due.push({ order, resolve })
        thread ??= start()
        thread.postMessage(order)
      }),
    async close() {
      await thread?.terminate()
    },
  }
}
