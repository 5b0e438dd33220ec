import { shallowReadonly, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { Client, ConnectionState } from '../../src-core/contract/client.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import { stateAfter, stateFromSnapshot, stateWithOlder } from './workbench-state.ts'
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
  /** Adds the page of exchanges before the oldest one known; a call while one is on its way does nothing. */
  loadOlder(): Promise<void>
  close(): void
}

const PAGE = 200

/**
 * Keeps the live state over a client, without loss: it listens, then takes a snapshot, then replays the events that
 * came meanwhile. It does the same on every connection, and whenever the events have a gap.
 */
export function createWorkbench(client: Client): Workbench {
  const connection = shallowRef<ConnectionState>('connecting')
  const state = shallowRef<WorkbenchState | null>(null)
  // Events that arrived since a snapshot was asked for; null while the state is up to date.
  let waiting: WorkbenchEvent[] | null = null
  let loadingOlder = false

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
    state.value = stateFromSnapshot(snapshot, state.value)
    take(mine)
  }

  function take(events: WorkbenchEvent[]): void {
    if (!state.value || events.length === 0) return
    const after = stateAfter(state.value, events)
    if (after.gap) return void bringBack(events)
    state.value = after.state
    // All rows that were here are gone; there is none left to ask for older ones with.
    if (after.state.more && after.state.exchanges.length === 0) void synchronise()
  }

  /** Takes a new snapshot, and loads as many older pages as there were if rows are back: the list stays as long. */
  async function bringBack(events: readonly WorkbenchEvent[]): Promise<void> {
    const before = state.value?.exchanges.length ?? 0
    await synchronise()
    if (!events.some(({ type }) => type === 'history.restored')) return
    for (let last = -1; last < before && state.value?.more;) {
      const { length } = state.value.exchanges
      if (length === last || length >= before) return
      last = length
      await loadOlder()
    }
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

  async function loadOlder(): Promise<void> {
    const before = state.value?.exchanges.at(-1)?.id
    if (loadingOlder || !state.value?.more || !before) return
    loadingOlder = true
    try {
      const page = await client.call('exchange.list', { before, limit: PAGE })
      if (state.value) state.value = stateWithOlder(state.value, before, page)
    } catch {
      // The connection is lost: reaching the end of the list again asks again.
    } finally {
      loadingOlder = false
    }
  }

  return {
    call: client.call,
    shell: client.shell,
    connection: shallowReadonly(connection),
    state: shallowReadonly(state),
    listen: (listener) => client.onEvents(({ events }) => events.forEach(listener)),
    loadOlder,
    close() {
      stopEvents()
      stopState()
      client.close()
    },
  }
}
