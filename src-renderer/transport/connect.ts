import { createBirpc } from 'birpc'
import type {
  Client,
  ClientFunctions,
  ConnectionState,
  EventBatch,
  ServerFunctions,
} from '../../src-core/contract/client.ts'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import type { Shell } from '../../src-core/contract/shell.ts'

/** An open connection that carries JSON texts both ways. Listeners are set once, before anything is posted. */
export interface Wire {
  post(text: string): void
  onMessage(listener: (text: string) => void): void
  /** Called at most once; not after `close`. */
  onClose(listener: () => void): void
  close(): void
}

/** A way to get a wire. `open` rejects with `TransportRefused` if trying again is of no use. */
export interface Transport {
  open(): Promise<Wire>
  /** Absent for a page in a browser. */
  shell?: Shell
}

/** The other side is there but refuses us, as with a token of an earlier run. */
export class TransportRefused extends Error {
  override readonly name = 'TransportRefused'
}

export interface ConnectOptions {
  /** Milliseconds before the first new attempt; doubles with each failure. */
  firstDelayMs?: number
  longestDelayMs?: number
  /** An attempt to open, or a call, counts as failed after this many milliseconds: nothing waits for ever. */
  timeoutMs?: number
}

type Rpc = ReturnType<typeof createRpc>

/** The time of these commands depends on the size of their input. They report progress, and can be cancelled. */
const UNHURRIED: readonly CommandName[] = ['conversion.run']

/**
 * The client of every shell: it keeps a wire open, and opens another when one closes. A call fails with `DISCONNECTED`
 * while there is no wire, and when the wire closes under it; a call during an attempt waits for its end. It does not
 * ask again for events missed while it was away: the listener takes a new snapshot when the state becomes `open`.
 */
export function createClient(transport: Transport, options: ConnectOptions = {}): Client {
  const { firstDelayMs = 250, longestDelayMs = 5000, timeoutMs = 30_000 } = options
  const eventListeners = new Set<(batch: EventBatch) => void>()
  const stateListeners = new Set<(state: ConnectionState) => void>()
  let state: ConnectionState = 'connecting'
  let current: { wire: Wire; rpc: Rpc } | null = null
  let failures = 0
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = open()

  function become(next: ConnectionState): void {
    if (next === state) return
    state = next
    for (const listener of stateListeners) listener(next)
  }

  async function open(): Promise<void> {
    let wire: Wire
    try {
      wire = await openWithin(transport, timeoutMs)
    } catch (cause) {
      if (ended) return
      if (cause instanceof TransportRefused) become('refused')
      else retryLater()
      return
    }
    if (ended) return wire.close()
    const rpc = createRpc(wire, (batch) => {
      // A message from the other side proves that the wire works: a wire that opens and closes at once must not be
      // tried again without a pause.
      failures = 0
      for (const listener of eventListeners) listener(batch)
    })
    current = { wire, rpc }
    wire.onClose(() => {
      if (current?.wire !== wire) return
      current = null
      rpc.$close(disconnected())
      retryLater()
    })
    become('open')
  }

  function retryLater(): void {
    become('closed')
    const delay = Math.min(firstDelayMs * 2 ** failures, longestDelayMs)
    failures += 1
    timer = setTimeout(() => {
      become('connecting')
      attempt = open()
    }, delay)
  }

  async function call<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<CommandResult<Name>> {
    if (state === 'connecting') await attempt
    if (!current) throw disconnected()
    const answer = current.rpc.$call('call', name, input)
    const outcome = await (UNHURRIED.includes(name) ? answer : within(timeoutMs, answer)).catch(
      (cause: unknown) => {
        throw cause instanceof CommandFailure ? cause : disconnected(cause)
      },
    )
    failures = 0
    if (!outcome.ok)
      throw new CommandFailure(outcome.error.code, outcome.error.message, outcome.error.details)
    // The server built it from the same table of commands.
    return outcome.value as CommandResult<Name>
  }

  return {
    shell: transport.shell ?? { allKeys: false },
    call,
    onEvents(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    onState(listener) {
      stateListeners.add(listener)
      listener(state)
      return () => stateListeners.delete(listener)
    },
    close() {
      if (ended) return
      ended = true
      clearTimeout(timer)
      current?.rpc.$close(disconnected())
      current?.wire.close()
      current = null
      become('closed')
    },
  }
}

function createRpc(wire: Wire, onBatch: (batch: EventBatch) => void) {
  const functions: ClientFunctions = { events: onBatch }
  return createBirpc<ServerFunctions, ClientFunctions, false>(functions, {
    proxify: false,
    // Each call has its own, see above.
    timeout: -1,
    post: (text: string) => wire.post(text),
    on: (listener) => wire.onMessage(listener),
    serialize: JSON.stringify,
    deserialize: parse,
  })
}

/** A text that is not a message becomes an answer to nothing: an error here would end as an unhandled rejection. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below.
  }
  return { t: 's', i: '' }
}

function disconnected(cause?: unknown): CommandFailure {
  const failure = new CommandFailure('DISCONNECTED', 'the workbench cannot be reached')
  if (cause !== undefined) failure.cause = cause
  return failure
}

async function openWithin(transport: Transport, timeoutMs: number): Promise<Wire> {
  const opening = transport.open()
  try {
    return await within(timeoutMs, opening)
  } catch (cause) {
    // A wire that opens late would otherwise stay open unnoticed.
    opening.then(
      (wire) => wire.close(),
      () => {},
    )
    throw cause
  }
}

/** Rejects with DISCONNECTED if it takes longer. */
async function within<Value>(timeoutMs: number, awaited: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(disconnected()), timeoutMs)
  })
  try {
    return await Promise.race([awaited, late])
  } finally {
    clearTimeout(timer)
  }
}
