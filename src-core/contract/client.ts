import type { CommandInput, CommandName, CommandResult } from './commands.ts'
import type { CommandError } from './errors.ts'
import type { WorkbenchEvent } from './events.ts'
import type { Shell } from './shell.ts'

/** The result of a dispatch. It never throws, since Electron's IPC keeps only the message of an error. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; error: CommandError }

/**
 * `events` are in order and without gaps. `lost` announces a gap: the listener was too slow for the bounded queue, or
 * the channel was away. Then a new snapshot is needed.
 */
export type EventBatch = { events: WorkbenchEvent[]; lost: boolean }

/** The two ends of the channel, as birpc calls them on each other. */
export interface ServerFunctions {
  call(name: unknown, input: unknown): Promise<Outcome<unknown>>
}
export interface ClientFunctions {
  events(batch: EventBatch): void
}

export type ConnectionState = 'connecting' | 'open' | 'closed' | 'refused'

/** A screen's connection to the workbench. The screen does not see the transport. */
export interface Client {
  shell: Shell
  /** Rejects with a `CommandFailure`. */
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>>
  /** Returns a function that stops listening. */
  onEvents(listener: (batch: EventBatch) => void): () => void
  /** Calls the listener at once with the present state. */
  onState(listener: (state: ConnectionState) => void): () => void
  close(): void
}
