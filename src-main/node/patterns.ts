import { Worker } from 'node:worker_threads'
import type { Patterns, PatternRun } from '../../src-core/ports.ts'
import type { PatternOrder } from './pattern-worker.ts'
import { createRunPattern } from './run-pattern.ts'

/** Milliseconds on the responder's thread. An ordinary pattern takes a twentieth of one. */
const QUICK_MS = 10

interface Asked {
  pattern: string
  text: string
  findTimeoutMs: () => number
  resolve(run: PatternRun | null): void
}

/** Runs slow patterns one after the other on one thread, which is started when it is first needed. */
export function createPatterns(worker: URL): Patterns & { close(): Promise<void> } {
  const runPattern = createRunPattern()
  const waiting: Asked[] = []
  let thread: Worker | null = null
  let finish: ((run: PatternRun | null) => void) | null = null

  function start(): Worker {
    const started = new Worker(worker)
    started.unref()
    started.on('message', (run: PatternRun) => finish?.(run))
    // An error ends the thread, and `exit` says so.
    started.on('error', () => {})
    started.on('exit', () => {
      if (thread !== started) return
      thread = null
      finish?.(null)
    })
    return started
  }

  function next(): void {
    while (!finish && waiting.length > 0) {
      const { pattern, text, findTimeoutMs, resolve } = waiting.shift()!
      const timeoutMs = findTimeoutMs()
      if (timeoutMs < 1) {
        resolve(null)
        continue
      }
      finish = (run) => {
        finish = null
        // A pattern that ends the thread did not finish.
        resolve(run ?? { groups: 'timeout', ms: timeoutMs })
        next()
      }
      thread ??= start()
      thread.postMessage({ pattern, text, timeoutMs } satisfies PatternOrder)
    }
  }

  return {
    runQuickly: (pattern, text) => runPattern(pattern, text, QUICK_MS),
    run: (pattern, text, findTimeoutMs) =>
      new Promise((resolve) => {
        waiting.push({ pattern, text, findTimeoutMs, resolve })
        next()
      }),
    async close() {
      for (const { resolve } of waiting.splice(0)) resolve(null)
      await thread?.terminate()
    },
  }
}
