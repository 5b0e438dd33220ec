import { createContext, Script } from 'node:vm'
import type { PatternRun } from '../../src-core/ports.ts'

/** Milliseconds of `timeoutMs` at most. Throws a SyntaxError for what is no pattern. */
export type RunPattern = (pattern: string, text: string, timeoutMs: number) => PatternRun

/**
 * Runs users' patterns where they can be stopped: V8 looks for the end of its time also while it backtracks, which a
 * timer of ours could not. A pattern sees the two strings and nothing else, and leaves nothing behind but its result,
 * so that one context, which is slow to make, serves all.
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
      if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'timeout'
      // Thrown inside the context, it is no SyntaxError of ours.
      throw name === 'SyntaxError' ? new SyntaxError(message) : error
    }
  }

  return (pattern, text, timeoutMs) => {
    context['pattern'] = pattern
    context['text'] = text
    const startedAt = performance.now()
    const groups = run(timeoutMs)
    return { groups, ms: performance.now() - startedAt }
  }
}
