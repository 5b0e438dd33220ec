import { createContext, Script } from 'node:vm'
import type { MatchRegex } from '../../src-core/ports.ts'

/**
 * Runs a user's pattern where it can be stopped: V8 looks for the end of its time also while it backtracks, which a
 * timer of ours could not. It sees the two strings and nothing else.
 */
export const matchRegex: MatchRegex = (pattern, text, timeoutMs) => {
  const context = createContext({ pattern, text, groups: null })
  const script = new Script('groups = new RegExp(pattern, "u").exec(text); groups && (groups = [...groups])')
  try {
    const groups = script.runInContext(context, { timeout: timeoutMs }) as (string | undefined)[] | null
    return groups && Array.from(groups, (group) => group ?? '')
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'timeout'
    // Thrown inside the context, it is no SyntaxError of ours.
    throw name === 'SyntaxError' ? new SyntaxError(message) : error
  }
}
