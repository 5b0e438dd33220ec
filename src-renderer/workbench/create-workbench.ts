import { shallowReadonly, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { Client, ConnectionState } from '../../src-core/contract/client.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import { stateAfter } from './workbench-state.ts'
import type { WorkbenchState } from './workbench-state.ts'

export interface Workbench {
  call: Client['call']
  shell: Client['shell']
  connection: Readonly<ShallowRef<ConnectionState>>
  /** Null until the first snapshot is there. */
  state: Readonly<ShallowRef<WorkbenchState | null>>
  /**
   * Reports everything that happens from now on, as long as the connection holds. Returns a function that stops
   * listening.
   */
  listen(listener: (event: WorkbenchEvent) => void): () => void
  close(): void
}

/**
 * Keeps the live state over a client, without loss: it listens, then takes a snapshot, then replays the events that
 * came meanwhile. It does the same on every connection, and whenever the events have a gap.
 */
export function createWorkbench(client: Client): Workbench {
  const connection = shallowRef<ConnectionState>('connecting')
  const state = shallowRef<WorkbenchState | null>(null)
  // Events that arrived since a snapshot was asked for; null while the state is up to date.
  let waiting: WorkbenchEvent[] | null = null

  async function synchronise(): Promise<void> {
    const mine: WorkbenchEvent[] = []
    waiting = mine
    let snapshot
    try {
      snapshot = await client.call('workbench.snapshot', {})
    } catch {
      // The connection was lost: its return starts this anew.
      return
    }
    // A later synchronisation has taken over.
    if (waiting !== mine) return
    waiting = null
    state.value = snapshot
    take(mine)
  }

  function take(events: WorkbenchEvent[]): void {
    if (!state.value || events.length === 0) return
    const after = stateAfter(state.value, events)
    if (after.gap) return void synchronise()
    state.value = after.state
    // All that were here are gone; there are older ones.
    if (after.state.exchanges.length === 0 && after.state.history.count > 0) void synchronise()
  }

  const stopEvents = client.onEvents((batch) => {
    if (batch.lost) void synchronise()
    else if (waiting) waiting.push(...batch.events)
    else take(batch.events)
  })
  const stopState = client.onState((next) => {
    connection.value = next
    if (next === 'open') void synchronise()
  })

  return {
    call: client.call,
    shell: client.shell,
    connection: shallowReadonly(connection),
    state: shallowReadonly(state),
    listen: (listener) => client.onEvents(({ events }) => events.forEach(listener)),
    close() {
      stopEvents()
      stopState()
      client.close()
    },
  }
}
