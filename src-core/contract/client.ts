import type { CommandInput, CommandName, CommandResult } from './commands.ts'
import type { CommandError } from './errors.ts'
import type { WorkbenchEvent } from './events.ts'

/** What a dispatch answers: never a throw, since Electron's IPC keeps only the message of an error. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; error: CommandError }

/**
 * `events`: in order, without gaps; a gap would be announced by `lost`, after which a new snapshot is needed (the
 * listener was too slow for the bounded queue, or the channel was away).
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

/** What a screen holds: it knows no transport. */
export interface Client {
  /** Rejects with a `CommandFailure`. */
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>>
  /** Returns the way to stop listening. */
  onEvents(listener: (batch: EventBatch) => void): () => void
  /** Called at once with the present state. */
  onState(listener: (state: ConnectionState) => void): () => void
  close(): void
}
