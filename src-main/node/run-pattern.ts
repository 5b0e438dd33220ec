import { createContext, Script } from 'node:vm'
import type { PatternRun } from '../../src-core/ports.ts'

/** Takes not much longer than `timeoutMs`. Throws a SyntaxError for an invalid pattern. */
export type RunPattern = (pattern: string, text: string, timeoutMs: number) => PatternRun

/** The CPU time of this thread in microseconds; before Node 23.9 it is that of the process. */
const readCpu = (process.threadCpuUsage ?? process.cpuUsage).bind(process)

/**
 * Runs users' patterns where they can be stopped: V8 checks its time limit even while it backtracks, which a
 * timer of ours could not do. A pattern sees the two strings and nothing else, and leaves nothing behind but its
 * result; so one context, which is slow to make, serves all.
 */
export function createRunPattern(): RunPattern {
  const context = createContext(Object.create(null) as Record<string, unknown>)
  const script = new Script('[...(new RegExp(pattern, "u").exec(text) ?? [])]')

  function run(timeoutMs: number): PatternRun['groups'] {
    try {
      const groups = script.runInContext(context, { timeout: timeoutMs }) as (string | undefined)[]
      return groups.length === 0 ? null : Array.from(groups, (group) => group ?? '')
    } catch (error) {
      const { code, name, message } = error as NodeJS.ErrnoException
      // A RangeError: the pattern has gone too deep to finish.
      if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' || name === 'RangeError') return 'timeout'
      // An error thrown inside the context is not an instance of our SyntaxError.
      throw name === 'SyntaxError' ? new SyntaxError(message) : error
    }
  }

  return (pattern, text, timeoutMs) => {
    context['pattern'] = pattern
    context['text'] = text
    const before = readCpu()
    const readMs = () => {
      const { user, system } = readCpu(before)
      return (user + system) / 1000
    }
    let groups = run(timeoutMs)
    // V8 counts wall-clock time: a busy machine may have kept a harmless pattern from running.
    if (groups === 'timeout' && readMs() < timeoutMs / 2) groups = run(timeoutMs)
    // Its time may have been over before it was parsed. Parsing takes microseconds.
    if (groups === 'timeout') checkPattern(pattern)
    return { groups, ms: readMs() }
  }
}

/** Throws a SyntaxError for an invalid pattern. */
function checkPattern(pattern: string): RegExp {
  return new RegExp(pattern, 'u')
}

/** Milliseconds for the texts of one call: ordinary patterns take a hundredth of one for each. */
const TEST_MS = 50
/** A busy machine may take all of that time for others, and again. */
const TRIES = 5

/**
 * Returns for each text whether it matches, whatever the case of its letters; null if that took too long. All texts are
 * tested in one call: the watch over the time costs a thread, which takes longer than most patterns.
 */
export type TestPattern = (pattern: string, texts: readonly string[]) => boolean[] | null

export function createTestPattern(): TestPattern {
  const context = createContext(Object.create(null) as Record<string, unknown>)
  const script = new Script(
    '(() => { const wanted = new RegExp(pattern, "iu"); return JSON.parse(texts).map((text) => wanted.test(text)) })()',
  )
  return (pattern, texts) => {
    context['pattern'] = pattern
    context['texts'] = JSON.stringify(texts)
    for (let tries = 1; tries <= TRIES; tries++) {
      const before = readCpu()
      try {
        return Array.from(script.runInContext(context, { timeout: TEST_MS }) as boolean[])
      } catch (error) {
        const { code, name } = error as NodeJS.ErrnoException
        if (name === 'RangeError') return null
        if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      }
      const { user, system } = readCpu(before)
      // V8 counts wall-clock time: a busy machine may have kept a harmless pattern from running.
      if ((user + system) / 1000 > TEST_MS / 2) return null
    }
    return null
  }
}
