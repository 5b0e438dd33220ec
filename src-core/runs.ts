import type { Handlers } from './contract/command.ts'
import { CommandFailure } from './contract/errors.ts'
import { createRunId, kindOfRun } from './contract/run-kind.ts'
import type { RunKind } from './contract/run-kind.ts'
import type { runCommands } from './contract/run.ts'

/** A run that is under way. */
export interface Run {
  id: string
  /** Aborted when somebody stops it, or the workbench ends. */
  signal: AbortSignal
  /** To be called when it is over, whatever has come of it. */
  end(): void
}

/** The sends, replays and check-ups that are under way, each of which can be stopped. */
export interface Runs {
  /**
   * Begins a run; without an id it gets one. Throws INVALID_INPUT if the id is of another kind, and UNDER_WAY if a run of
   * this id is.
   */
  begin(kind: RunKind, id: string | undefined): Run
  handlers: Handlers<typeof runCommands>
  /** Stops all of them, and each later one at once: the workbench is closing. */
  end(): void
}

export function createRuns(createId: () => string): Runs {
  const underWay = new Map<string, AbortController>()
  let ended = false

  return {
    begin(kind, given) {
      const id = given ?? createRunId(kind, createId())
      if (kindOfRun(id) !== kind)
        throw new CommandFailure('INVALID_INPUT', `The run ${id} is not one of the kind ${kind}.`)
      if (underWay.has(id)) throw new CommandFailure('UNDER_WAY', `The run ${id} is under way already.`)
      const stopping = new AbortController()
      if (ended) stopping.abort()
      underWay.set(id, stopping)
      return { id, signal: stopping.signal, end: () => void underWay.delete(id) }
    },
    handlers: {
      'run.stop': ({ run }) => {
        const stopping = underWay.get(run)
        if (!stopping) throw new CommandFailure('NOT_FOUND', `There is no run ${run} under way.`)
        stopping.abort()
        return null
      },
    },
    end() {
      ended = true
      for (const stopping of underWay.values()) stopping.abort()
    },
  }
}
