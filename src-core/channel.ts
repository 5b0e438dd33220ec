import { createBirpc } from 'birpc'
import type { ClientFunctions, ServerFunctions } from './contract/client.ts'
import type { WorkbenchEvent } from './contract/events.ts'
import type { Dispatch } from './dispatch.ts'

/** One connection of one screen, whatever carries it: text both ways. */
export interface Wire {
  post(text: string): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
  close(): void
  /** True while what was posted has not gone out yet: then events wait here instead of piling up there. */
  congested?(): boolean
}

export interface Served {
  dispatch: Dispatch
  subscribe(listener: (event: WorkbenchEvent) => void): () => void
}

/** About one frame: a screen cannot show more often, and one message carries what came meanwhile. */
const BATCH_MS = 16
/** A screen that is this far behind is better served by a new snapshot than by the backlog. */
const MAX_PENDING = 1000

/** Serves commands and events over `wire` until it closes. The reply to WeChat never waits for this. */
export function serveChannel(wire: Wire, { dispatch, subscribe }: Served): void {
  const functions: ServerFunctions = { call: (name, input) => dispatch(name, input) }
  const rpc = createBirpc<ClientFunctions, ServerFunctions>(functions, {
    post: (text) => wire.post(text),
    on: (listener) => wire.onMessage(listener),
    serialize: (message) => JSON.stringify(message),
    deserialize: (text) => JSON.parse(text) as unknown,
    eventNames: ['events'],
    // Only the one function: what is asked for by name must not reach `constructor` and its like.
    resolver: (name, found) => (name === 'call' ? found : undefined),
    // A peer that sends what is no message of ours gets its wire closed rather than a guess.
    onGeneralError: () => {
      wire.close()
      return true
    },
  })

  let pending: WorkbenchEvent[] = []
  let lost = false
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    timer = undefined
    if (wire.congested?.()) {
      timer = setTimeout(flush, BATCH_MS)
      return
    }
    const batch = { events: pending, lost }
    pending = []
    lost = false
    void rpc.events(batch)
  }

  const unsubscribe = subscribe((event) => {
    if (pending.length === MAX_PENDING) {
      pending = []
      lost = true
    }
    pending.push(event)
    timer ??= setTimeout(flush, BATCH_MS)
  })

  wire.onClose(() => {
    unsubscribe()
    clearTimeout(timer)
    rpc.$close()
  })
}
