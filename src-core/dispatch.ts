import * as v from 'valibot'
import { commands } from './contract/commands.ts'
import type { Handlers } from './contract/command.ts'
import type { CommandName, Commands } from './contract/commands.ts'
import type { Outcome } from './contract/client.ts'
import { CommandFailure } from './contract/errors.ts'

/** Answers any name and input that come in over a channel; never throws and never rejects. */
export type Dispatch = (name: unknown, untrusted: unknown) => Promise<Outcome<unknown>>

export function createDispatch(handlers: Handlers<Commands>, report: (error: unknown) => void): Dispatch {
  return async (name, untrusted) => {
    if (!isCommandName(name)) {
      const said = typeof name === 'string' ? JSON.stringify(name.slice(0, 100)) : 'whose name is no text'
      return { ok: false, error: { code: 'UNKNOWN_COMMAND', message: `There is no command ${said}.` } }
    }
    try {
      const decoded = v.safeParse(commands[name].input, untrusted)
      if (!decoded.success) {
        const issues = decoded.issues.map((issue) => ({
          path: v.getDotPath(issue) ?? '',
          message: issue.message,
        }))
        const first = issues[0]
        return {
          ok: false,
          error: {
            code: 'INVALID_INPUT',
            message: `${name}: ${first?.path ? `${first.path}: ` : ''}${first?.message ?? 'invalid input'}`,
            details: { issues },
          },
        }
      }
      const handle = handlers[name] as (input: unknown) => unknown
      return { ok: true, value: await handle(decoded.output) }
    } catch (error) {
      if (error instanceof CommandFailure) {
        const { code, message, details } = error
        return { ok: false, error: { code, message, ...(details !== undefined && { details }) } }
      }
      report(error)
      const message = error instanceof Error ? error.message : String(error)
      return { ok: false, error: { code: 'INTERNAL', message } }
    }
  }
}

/** A list of one name is not a name, although it would find the same key. */
function isCommandName(name: unknown): name is CommandName {
  // `in` would also find `toString`: only the table's own names are commands.
  return typeof name === 'string' && Object.hasOwn(commands, name)
}
